package vn.kenh.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import vn.kenh.server.testing.KenhServer;

/** Compares what a server stored with what it acknowledged. */
final class StoredReadings {

  private StoredReadings() {}

  /**
   * Every acknowledged reading is stored with its value, none is stored twice, and nothing is
   * stored that was never sent.
   */
  static void matchAcknowledged(KenhServer server, Publishers publishers) {
    for (Publishers.Device device : publishers.devices()) {
      BitSet stored = new BitSet();
      for (String row :
          server.csv(
              "device="
                  + device.id()
                  + "&metric=sequence&from="
                  + Publishers.EPOCH
                  + "&to="
                  + (Publishers.EPOCH + device.sent() + 1))) {
        String[] columns = row.split(",");
        int number = (int) Double.parseDouble(columns[3]);
        assertThat(stored.get(number))
            .as("%s stored reading %d twice", device.id(), number)
            .isFalse();
        assertThat(Long.parseLong(columns[0]))
            .as("time of reading %d of %s", number, device.id())
            .isEqualTo(Publishers.EPOCH + number);
        stored.set(number);
      }
      BitSet lost = device.acknowledgedNumbers();
      lost.andNot(stored);
      assertThat(lost.cardinality())
          .as("readings of %s that were acknowledged and are gone: %s", device.id(), lost)
          .isZero();
      assertThat(stored.length())
          .as("numbers stored of %s", device.id())
          .isLessThanOrEqualTo(device.sent());
    }
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
