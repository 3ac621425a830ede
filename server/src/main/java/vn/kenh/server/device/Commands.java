package vn.kenh.server.device;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import vn.kenh.server.device.Command.State;
import vn.kenh.server.registry.Database;
import vn.kenh.server.registry.RefusedException;

/** Commands to devices in SQL: what was asked for outlives a restart. Every method may block. */
public final class Commands {

  /** A command that opens something must say for how long; the device closes by itself. */
  private static final Set<String> WITH_DURATION = Set.of("valve.open", "pump.on");

  private static final Set<String> WITHOUT_DURATION = Set.of("valve.close", "pump.off", "snapshot");

  private static final Duration LONGEST = Duration.ofHours(24);

  /** How long a device that is away may take to come for a command, unless the caller says. */
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private static final String SELECT =
      "SELECT id, device, command, seconds, state, reason, created, updated, expires FROM commands";

  private final Jdbi jdbi;
  private final Clock clock;

  public Commands(Database database, Clock clock) {
    this.jdbi = database.jdbi();
    this.clock = clock;
  }

  /**
   * Keeps a new command, queued.
   *
   * @throws RefusedException if there is no such command, or its duration cannot be
   */
  public Command create(String device, String command, long seconds) {
    return create(device, command, seconds, LIFETIME);
  }

  /**
   * Keeps a new command, queued.
   *
   * @param lifetime how long the device may take to come for it
   * @throws RefusedException if there is no such command, or its duration or lifetime cannot be
   */
  public Command create(String device, String command, long seconds, Duration lifetime) {
    requireSensible(command, seconds);
    if (lifetime.toSeconds() < 1 || lifetime.compareTo(LONGEST) > 0) {
      throw RefusedException.invalid("\"wait_seconds\" must be from 1 to " + LONGEST.toSeconds());
    }
    Instant now = Instant.ofEpochMilli(clock.millis());
    Command created =
        new Command(
            UUID.randomUUID().toString(),
            device,
            command,
            seconds,
            State.QUEUED,
            Optional.empty(),
            now,
            now,
            now.plus(lifetime));
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    INSERT INTO commands
                      (id, device, command, seconds, state, created, updated, expires)
                    VALUES (:id, :device, :command, :seconds, :state, :created, :created, :expires)
                    """)
                .bind("id", created.id())
                .bind("device", device)
                .bind("command", command)
                .bind("seconds", seconds)
                .bind("state", State.QUEUED.code())
                .bind("created", now.toEpochMilli())
                .bind("expires", created.expires().toEpochMilli())
                .execute());
    return created;
  }

  /** A command of a device, after those whose time is over have been marked. */
  public Optional<Command> find(String device, String id) {
    return jdbi.inTransaction(
        h -> {
          expire(h, device);
          return h.createQuery(SELECT + " WHERE id = :id AND device = :device")
              .bind("id", id)
              .bind("device", device)
              .map(Commands::command)
              .findOne();
        });
  }

  /** What a device was told last, after commands whose time is over have been marked. */
  public Optional<Command> newest(String device) {
    return jdbi.inTransaction(
        h -> {
          expire(h, device);
          return h.createQuery(
                  SELECT + " WHERE device = :device ORDER BY created DESC, id DESC LIMIT 1")
              .bind("device", device)
              .map(Commands::command)
              .findOne();
        });
  }

  /** The commands that wait for a device, the oldest first. */
  public List<Command> queued(String device) {
    return jdbi.inTransaction(
        h -> {
          expire(h, device);
          return h.createQuery(
                  SELECT + " WHERE device = :device AND state = 'queued' ORDER BY created, id")
              .bind("device", device)
              .map(Commands::command)
              .list();
        });
  }

  /** Devices that something waits for. */
  public List<String> waitingDevices() {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT DISTINCT device FROM commands WHERE state = 'queued'")
                .mapTo(String.class)
                .list());
  }

  /**
   * Has every command handed over again that nobody has answered and that is not over: after a
   * restart, what was on its way is lost. May hand a command over twice.
   */
  public void queueUnanswered() {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    "UPDATE commands SET state = 'queued', updated = :now"
                        + " WHERE state = 'sent' AND expires > :now")
                .bind("now", clock.millis())
                .execute());
  }

  /** Notes that a command was handed to the device's connection. */
  public void sent(String id) {
    advance(id, Optional.empty(), State.SENT, Optional.empty(), Set.of(State.QUEUED));
  }

  /**
   * Notes what a device answered. An answer to a command of another device, or to one that is
   * already over, changes nothing.
   */
  public void answered(String device, String id, State state, Optional<String> reason) {
    Set<State> before =
        state == State.ACCEPTED
            ? Set.of(State.QUEUED, State.SENT)
            : Set.of(State.QUEUED, State.SENT, State.ACCEPTED);
    advance(id, Optional.of(device), state, reason, before);
  }

  private void advance(
      String id, Optional<String> device, State state, Optional<String> reason, Set<State> before) {
    String from =
        before.stream().map(s -> "'" + s.code() + "'").sorted().collect(Collectors.joining(", "));
    String ofDevice = device.isPresent() ? " AND device = :device" : "";
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    "UPDATE commands SET state = :state, reason = :reason, updated = :now"
                        + " WHERE id = :id AND state IN ("
                        + from
                        + ")"
                        + ofDevice)
                .bind("state", state.code())
                .bind("reason", reason)
                .bind("now", clock.millis())
                .bind("id", id)
                .bind("device", device)
                .execute());
  }

  private void expire(Handle handle, String device) {
    handle
        .createUpdate(
            """
            UPDATE commands SET state = 'expired', updated = :now
            WHERE device = :device AND state IN ('queued', 'sent') AND expires <= :now
            """)
        .bind("device", device)
        .bind("now", clock.millis())
        .execute();
  }

  private static void requireSensible(String command, long seconds) {
    boolean lasts = WITH_DURATION.contains(command);
    if (!lasts && !WITHOUT_DURATION.contains(command)) {
      throw RefusedException.invalid(
          "\"command\" must be one of valve.open, valve.close, pump.on, pump.off, snapshot");
    }
    if (lasts && (seconds < 1 || seconds > LONGEST.toSeconds())) {
      throw RefusedException.invalid(
          "\"seconds\" must be from 1 to "
              + LONGEST.toSeconds()
              + ": whatever is opened closes by itself");
    }
  }

  private static Command command(ResultSet row, StatementContext context) throws SQLException {
    return new Command(
        row.getString("id"),
        row.getString("device"),
        row.getString("command"),
        row.getLong("seconds"),
        State.ofCode(row.getString("state")),
        Optional.ofNullable(row.getString("reason")),
        Instant.ofEpochMilli(row.getLong("created")),
        Instant.ofEpochMilli(row.getLong("updated")),
        Instant.ofEpochMilli(row.getLong("expires")));
  }
}
