package vn.kenh.server.registry;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Signed-in people. The browser holds a random token, the database its hash. Blocks. */
public final class Sessions {

  /** How long a person stays signed in. */
  public static final Duration LIFETIME = Duration.ofDays(30);

  private final Jdbi jdbi;
  private final Clock clock;
  private final Secrets secrets;

  public Sessions(Database database, Clock clock, Secrets secrets) {
    this.jdbi = database.jdbi();
    this.clock = clock;
    this.secrets = secrets;
  }

  /** Signs a person in and returns the session's token. Ended sessions are cleared away. */
  public String open(Person person) {
    String token = secrets.newToken();
    long now = clock.millis();
    jdbi.useTransaction(
        h -> {
          h.createUpdate("DELETE FROM sessions WHERE expires <= :now").bind("now", now).execute();
          h.createUpdate(
                  """
                  INSERT INTO sessions (token_hash, person, created, expires)
                  VALUES (:hash, :person, :now, :expires)
                  """)
              .bind("hash", Secrets.hash(token))
              .bind("person", person.name())
              .bind("now", now)
              .bind("expires", now + LIFETIME.toMillis())
              .execute();
        });
    return token;
  }

  /** Whose session this is; empty if it has ended or never was. */
  public Optional<Person> find(String token) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT p.name, p.role FROM sessions s JOIN people p ON p.name = s.person
                    WHERE s.token_hash = :hash AND s.expires > :now
                    """)
                .bind("hash", Secrets.hash(token))
                .bind("now", clock.millis())
                .map(
                    (row, context) ->
                        new Person(row.getString("name"), Role.ofCode(row.getString("role"))))
                .findOne());
  }

  /** Signs out. */
  public void close(String token) {
    jdbi.useHandle(
        h ->
            h.createUpdate("DELETE FROM sessions WHERE token_hash = :hash")
                .bind("hash", Secrets.hash(token))
                .execute());
  }
}
