package vn.kenh.server.telemetry;

import java.io.IOException;

/** InfluxDB answered, and the answer is no. */
final class InfluxRefusal extends IOException {

  private static final long serialVersionUID = 1L;

  static final int BAD_REQUEST = 400;
  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int TOO_LARGE = 413;
  static final int TOO_MANY = 429;

  private final int status;
  private final String words;

  InfluxRefusal(int status, String words) {
    super("HTTP " + status + ": " + words);
    this.status = status;
    this.words = words;
  }

  int status() {
    return status;
  }

  /** The server's own words. */
  String words() {
    return words;
  }

  boolean isDatabaseMissing() {
    return status == NOT_FOUND && words.contains("not found");
  }
}
