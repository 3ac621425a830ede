package vn.kenh.server.registry;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/** Bearer tokens of programs, kept as hashes. Looking one up answers from memory. */
public final class ApiTokens {

  private static final String ADMIN = "admin";

  private final Jdbi jdbi;
  private final Clock clock;
  private final Secrets secrets;
  private final Map<String, Role> roleByHash = new ConcurrentHashMap<>();

  public ApiTokens(Database database, Clock clock, Secrets secrets) {
    this.jdbi = database.jdbi();
    this.clock = clock;
    this.secrets = secrets;
    refresh();
  }

  /** What the bearer of a token may do. Comparing hashes tells nothing about the token. */
  public Optional<Role> find(String token) {
    return Optional.ofNullable(roleByHash.get(Secrets.hash(token)));
  }

  /** Makes {@code token} the administrator's token, in place of any earlier one. */
  public void setAdmin(String token) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    INSERT INTO api_tokens (label, token_hash, role, created)
                    VALUES (:label, :hash, :role, :created)
                    ON CONFLICT (label) DO UPDATE SET token_hash = excluded.token_hash
                    """)
                .bind("label", ADMIN)
                .bind("hash", Secrets.hash(token))
                .bind("role", Role.ADMIN.code())
                .bind("created", clock.millis())
                .execute());
    refresh();
  }

  /** Makes an administrator's token where there is none yet, and returns it then. */
  public Optional<String> createAdminIfMissing() {
    if (roleByHash.containsValue(Role.ADMIN)) {
      return Optional.empty();
    }
    String token = secrets.newToken();
    setAdmin(token);
    return Optional.of(token);
  }

  /** Reads into memory what another server on the same database may have changed. */
  public void refresh() {
    Map<String, Role> current =
        jdbi.withHandle(
            h ->
                h.createQuery("SELECT token_hash, role FROM api_tokens")
                    .map(
                        (row, context) ->
                            Map.entry(
                                row.getString("token_hash"), Role.ofCode(row.getString("role"))))
                    .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
    roleByHash.putAll(current);
    roleByHash.keySet().retainAll(current.keySet());
  }
}
