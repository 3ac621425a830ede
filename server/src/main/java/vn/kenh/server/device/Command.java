package vn.kenh.server.device;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a device was told to do.
 *
 * @param command such as {@code valve.open}
 * @param seconds how long, which the device itself enforces; 0 where it has no meaning
 * @param reason why it failed, in the device's words
 * @param expires after this moment the device must not begin
 */
public record Command(
    String id,
    String device,
    String command,
    long seconds,
    State state,
    Optional<String> reason,
    Instant created,
    Instant updated,
    Instant expires) {

  /** How far it has come. */
  public enum State {
    /** Waits for the device to connect. */
    QUEUED,
    /** Handed to the device's connection. */
    SENT,
    /** The device has begun. */
    ACCEPTED,
    DONE,
    FAILED,
    /** The device did not begin in time. */
    EXPIRED;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State ofCode(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** Whether nothing more will become of it. */
    public boolean isFinal() {
      return this == DONE || this == FAILED || this == EXPIRED;
    }
  }
}
