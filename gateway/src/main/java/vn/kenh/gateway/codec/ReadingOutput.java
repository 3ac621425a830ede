package vn.kenh.gateway.codec;

/**
 * Where a codec puts what it decoded. The receiver checks device times, the catalogue's ranges and
 * the limit on unknown keys, so that every format is held to the same rules.
 */
public interface ReadingOutput {

  /**
   * Begins a point: the values that follow were measured by this device at this time.
   *
   * @param device device id
   * @param timeMillis epoch milliseconds
   */
  void point(String device, long timeMillis);

  /**
   * One numeric value of the current point, in the catalogue's unit; booleans are 0 and 1.
   *
   * @param key a catalogue name with optional suffix ({@code soil_moisture_2}), or an unknown key
   *     as the device spelled it
   */
  void value(String key, double value);

  /** A value that cannot be a reading although the rest of the message can be read. */
  void reject(String key, String raw, String reason);

  /** A text or otherwise non-numeric value, which is counted and left out. */
  void ignore(String key);
}
