package vn.kenh.server.registry;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.BCrypt.Version;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The people who may sign in. Every method uses SQL or bcrypt, so it blocks. */
public final class People {

  /** A tenth of a second on a desktop, half a second on a Raspberry Pi. */
  private static final int BCRYPT_COST = 10;

  private static final int SHORTEST_PASSWORD = 8;

  private final Jdbi jdbi;
  private final Clock clock;
  private @Nullable String hashForUnknownNames;

  public People(Database database, Clock clock) {
    this.jdbi = database.jdbi();
    this.clock = clock;
  }

  /**
   * Adds a person. Names are kept in lower case, as in what is returned.
   *
   * @throws RefusedException if the name or password cannot be accepted or the name is taken
   */
  public Person create(String name, String password, Role role) {
    String key = key(name);
    Names.requireId("name", key);
    int added =
        jdbi.withHandle(
            h ->
                h.createUpdate(
                        """
                        INSERT INTO people (name, password_hash, role, created)
                        VALUES (:name, :hash, :role, :created) ON CONFLICT DO NOTHING
                        """)
                    .bind("name", key)
                    .bind("hash", hash(requirePassword(password)))
                    .bind("role", role.code())
                    .bind("created", clock.millis())
                    .execute());
    if (added == 0) {
      throw RefusedException.conflict("there is already a person called \"" + key + "\"");
    }
    return new Person(key, role);
  }

  /**
   * Gives a person a new password and ends all sessions.
   *
   * @throws RefusedException if nobody has this name, or the password is too short
   */
  public void changePassword(String name, String password) {
    String hash = hash(requirePassword(password));
    jdbi.useTransaction(
        h -> {
          int changed =
              h.createUpdate("UPDATE people SET password_hash = :hash WHERE name = :name")
                  .bind("hash", hash)
                  .bind("name", key(name))
                  .execute();
          if (changed == 0) {
            throw RefusedException.notFound("there is nobody called \"" + key(name) + "\"");
          }
          h.createUpdate("DELETE FROM sessions WHERE person = :name")
              .bind("name", key(name))
              .execute();
        });
  }

  /**
   * Takes a person off; their sessions end.
   *
   * @throws RefusedException if nobody has this name, or nobody would be left who may manage people
   */
  public void delete(String name) {
    jdbi.useTransaction(
        h -> {
          if (h.createUpdate("DELETE FROM people WHERE name = :name")
                  .bind("name", key(name))
                  .execute()
              == 0) {
            throw RefusedException.notFound("there is nobody called \"" + key(name) + "\"");
          }
          int left =
              h.createQuery("SELECT COUNT(*) FROM people WHERE role = :role")
                  .bind("role", Role.ADMIN.code())
                  .mapTo(Integer.class)
                  .one();
          if (left == 0) {
            throw RefusedException.conflict(
                "\"" + key(name) + "\" is the last administrator; add another one first");
          }
        });
  }

  /**
   * The person of this name and password. Takes as long for a name that nobody has, so that names
   * cannot be guessed by the clock.
   */
  public Optional<Person> authenticate(String name, String password) {
    Optional<Account> account =
        jdbi.withHandle(
            h ->
                h.createQuery("SELECT name, password_hash, role FROM people WHERE name = :name")
                    .bind("name", key(name))
                    .map(
                        (row, context) ->
                            new Account(
                                new Person(
                                    row.getString("name"), Role.ofCode(row.getString("role"))),
                                row.getString("password_hash")))
                    .findOne());
    String hash = account.map(Account::passwordHash).orElseGet(this::hashForUnknownNames);
    boolean matches =
        BCrypt.verifyer(Version.VERSION_2A, LongPasswordStrategies.hashSha512(Version.VERSION_2A))
            .verify(password.toCharArray(), hash)
            .verified;
    return matches ? account.map(Account::person) : Optional.empty();
  }

  /** Everybody, by name. */
  public List<Person> all() {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT name, role FROM people ORDER BY name")
                .map(
                    (row, context) ->
                        new Person(row.getString("name"), Role.ofCode(row.getString("role"))))
                .list());
  }

  private record Account(Person person, String passwordHash) {}

  private synchronized String hashForUnknownNames() {
    if (hashForUnknownNames == null) {
      hashForUnknownNames = hash("nobody has this name");
    }
    return hashForUnknownNames;
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private static String requirePassword(String password) {
    if (password.length() < SHORTEST_PASSWORD || password.length() > 1000) {
      throw RefusedException.invalid(
          "a password must have at least " + SHORTEST_PASSWORD + " characters");
    }
    return password;
  }

  private static String hash(String password) {
    return BCrypt.with(LongPasswordStrategies.hashSha512(Version.VERSION_2A))
        .hashToString(BCRYPT_COST, password.toCharArray());
  }
}
