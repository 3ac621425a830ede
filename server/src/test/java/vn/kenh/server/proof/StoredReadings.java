package vn.kenh.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.function.IntToDoubleFunction;
import vn.kenh.server.testing.KenhServer;

/** Compares what a server stored with what it acknowledged. */
final class StoredReadings {

  private StoredReadings() {}

  /**
   * Every acknowledged reading is stored with its time and value, none is stored twice although
   * many were sent twice, and nothing is stored that was never sent.
   */
  static void matchAcknowledged(KenhServer server, Publishers publishers) {
    long stored = 0;
    for (Publishers.Device device : publishers.devices()) {
      BitSet sequences = numbers(server, device, "sequence", number -> number);
      BitSet moistures = numbers(server, device, "soil_moisture", Publishers::moisture);
      assertThat(moistures)
          .as("both readings of each message of %s", device.id())
          .isEqualTo(sequences);
      BitSet lost = device.acknowledgedNumbers();
      lost.andNot(sequences);
      assertThat(lost.cardinality())
          .as("readings of %s that were acknowledged and are gone: %s", device.id(), lost)
          .isZero();
      stored += 2L * sequences.cardinality();
    }
    assertThat(server.metric("kenh_readings_stored_total"))
        .as("stored, with what was sent again")
        .isGreaterThanOrEqualTo((double) stored);
  }

  private static BitSet numbers(
      KenhServer server, Publishers.Device device, String metric, IntToDoubleFunction value) {
    BitSet stored = new BitSet();
    long end = Publishers.EPOCH + device.sent();
    // Past what was sent too: nothing may be there.
    String range = "&from=" + (Publishers.EPOCH - 1_000) + "&to=" + (end + 1_000_000);
    for (String row : server.csv("device=" + device.id() + "&metric=" + metric + range)) {
      String[] columns = row.split(",");
      int number = Math.toIntExact(Long.parseLong(columns[0]) - Publishers.EPOCH);
      assertThat(number).as("number stored of %s", device.id()).isBetween(0, device.sent() - 1);
      assertThat(Double.parseDouble(columns[3]))
          .as("%s of reading %d of %s", metric, number, device.id())
          .isEqualTo(value.applyAsDouble(number));
      assertThat(stored.get(number))
          .as("%s of reading %d of %s is there twice", metric, number, device.id())
          .isFalse();
      stored.set(number);
    }
    return stored;
  }

  /** received = decoded + quarantined; spooled = stored + refused + pending. */
  static void booksBalance(KenhServer server) {
    assertThat(server.metric("kenh_messages_received_total"))
        .isPositive()
        .isEqualTo(
            server.metric("kenh_messages_decoded_total")
                + server.metric("kenh_messages_quarantined_total"));
    assertThat(server.metric("kenh_readings_spooled_total"))
        .isPositive()
        .isEqualTo(
            server.metric("kenh_readings_stored_total")
                + server.metric("kenh_readings_refused_total")
                + server.metric("kenh_readings_pending"));
  }
}
