package vn.kenh.gateway.codec;

/**
 * Where a codec puts what it decoded. The receiver checks device times, the catalogue's ranges,
 * whether the sender may speak for a device, and the limit on unknown keys, so that every format is
 * held to the same rules.
 */
public interface ReadingOutput {

  /**
   * Begins a point: the values that follow were measured by this device at this time.
   *
   * @param device device id, valid by {@link vn.kenh.gateway.reading.DeviceIds#isValid}; not the
   *     sender's own where a gateway reports
   * @param timeMillis epoch milliseconds
   */
  void point(String device, long timeMillis);

  /**
   * One numeric value of the current point, in the catalogue's unit; booleans are 0 and 1. A codec
   * gives each key of a point once, but two keys may become the same name when cleaned.
   *
   * @param key a catalogue name with optional suffix ({@code soil_moisture_2}), or an unknown key
   *     as the device spelled it
   */
  void value(String key, double value);

  /** A value of the current point that cannot be a reading although the rest can be read. */
  void reject(String key, String raw, String reason);

  /** A text or otherwise non-numeric value, which is counted and left out. */
  void ignore(String key);

  /**
   * A part of the message that cannot be read although the rest can: an object of an array, a line
   * of a frame. Ends the current point.
   *
   * @param raw the part, which sent to the same topic would be a message by itself
   */
  void rejectPart(byte[] raw, String reason);
}
