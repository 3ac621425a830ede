package vn.kenh.server.telemetry;

import java.util.List;

/**
 * What became of a bundle.
 *
 * @param stored number of readings (fields, not points) that are now durable
 * @param refused readings the store will never take
 */
public record WriteResult(int stored, List<RefusedReadings> refused) {

  /**
   * Readings of one point that were set aside.
   *
   * @param line the line protocol of exactly these readings
   * @param readings how many fields {@code line} holds
   * @param reason the store's words
   */
  public record RefusedReadings(String line, int readings, String reason) {}
}
