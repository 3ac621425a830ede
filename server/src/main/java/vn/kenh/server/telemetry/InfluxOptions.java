package vn.kenh.server.telemetry;

import java.time.Duration;

/**
 * Where InfluxDB is and how to get in.
 *
 * @param url such as {@code http://localhost:8086}
 * @param database created by the first write if it is not there (InfluxDB 2 wants it mapped to a
 *     bucket beforehand: {@code influx v1 dbrp create})
 * @param credentials sent with every request
 * @param timeout longest wait for an answer
 */
public record InfluxOptions(
    String url, String database, Credentials credentials, Duration timeout) {

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  public InfluxOptions(String url, String database, Credentials credentials) {
    this(url, database, credentials, DEFAULT_TIMEOUT);
  }

  /** How a client proves who it is. */
  public sealed interface Credentials {

    /** An InfluxDB without authentication. */
    record None() implements Credentials {}

    /** InfluxDB 1.x users, or v1 users of InfluxDB 2 ({@code influx v1 auth create}). */
    record Password(String user, String password) implements Credentials {}

    /**
     * A token of InfluxDB 2, 3, Cloud or Clustered, sent as {@code Authorization: Token …}, which
     * all of them take. InfluxDB 1.x knows no tokens.
     */
    record Token(String token) implements Credentials {}
  }
}
