package vn.kenh.server.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.gateway.codec.Message;
import vn.kenh.gateway.mqtt.MessageInbox;
import vn.kenh.server.device.Command.State;

/**
 * Takes what devices answer on {@code kenh/{device}/ack}. An answer is acknowledged once it is in
 * the database, which is tried until it succeeds; one that nobody can read is logged and let go.
 */
public final class CommandAnswers implements MessageInbox {

  private static final Logger LOG = LoggerFactory.getLogger(CommandAnswers.class);

  private static final Map<String, State> RESULTS =
      Map.of("accepted", State.ACCEPTED, "done", State.DONE, "failed", State.FAILED);

  private static final int LONGEST_REASON = 500;

  /** A database that is away must not fill the memory with answers. */
  private static final int MOST_WAITING = 10_000;

  /** PostgreSQL cannot keep this character in a text, however often it is tried. */
  private static final String NUL = "\0";

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final ObjectMapper json = new ObjectMapper();
  private final Commands commands;
  private final Executor worker;
  private final Executor later;
  private final AtomicInteger waiting = new AtomicInteger();
  private final SparingLog unreadable = new SparingLog(System::nanoTime);
  private final SparingLog failures = new SparingLog(System::nanoTime);

  /**
   * Makes the inbox.
   *
   * @param worker runs what blocks, one after the other
   */
  public CommandAnswers(Commands commands, Executor worker) {
    this(commands, worker, PAUSE);
  }

  /**
   * @param pause before an answer that could not be kept is tried again
   */
  CommandAnswers(Commands commands, Executor worker, Duration pause) {
    this.commands = commands;
    this.worker = worker;
    this.later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, worker);
  }

  @Override
  public void accept(Message message, Runnable onDurable) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      throw new IllegalStateException("too many answers to commands wait for the database");
    }
    try {
      worker.execute(() -> keep(message, onDurable));
    } catch (RuntimeException e) {
      waiting.decrementAndGet();
      throw e;
    }
  }

  private void keep(Message message, Runnable onDurable) {
    try {
      take(message);
    } catch (RuntimeException e) {
      failures.say(
          unsaid ->
              LOG.warn(
                  "cannot keep an answer on {} now; tries again ({} failures not told)",
                  message.topic(),
                  unsaid,
                  e));
      later.execute(() -> keep(message, onDurable));
      return;
    }
    waiting.decrementAndGet();
    onDurable.run();
  }

  private void take(Message message) {
    String device = message.topic().split("/", -1)[1];
    try {
      JsonNode answer = json.readTree(message.payload());
      State state = RESULTS.get(answer.path("result").asText());
      String id = answer.path("id").asText("");
      if (state == null || id.isEmpty() || id.contains(NUL)) {
        tell(device, "what is no answer");
        return;
      }
      String reason = answer.path("reason").asText("").replace(NUL, "");
      commands.answered(
          device,
          id,
          state,
          Optional.of(reason.substring(0, Math.min(LONGEST_REASON, reason.length())))
              .filter(text -> !text.isEmpty()));
    } catch (IOException e) {
      tell(device, "what is not JSON: " + e.getMessage());
    }
  }

  private void tell(String device, String what) {
    unreadable.say(
        unsaid ->
            LOG.info("{} answers a command with {} ({} others not told)", device, what, unsaid));
  }
}
