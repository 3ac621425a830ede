package vn.kenh.gateway.mqtt;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one session has sent with QoS 1 or 2 and not seen the end of, by packet identifier, in the
 * order of sending. Outlives connections: a resumed session sends it again.
 */
final class OutgoingFlights {

  /** One message on its way. */
  static final class Flight {
    final int packetId;
    final OutgoingMessage message;

    /** For QoS 2: the client has the message (PUBREC); only the release is left to confirm. */
    boolean received;

    private Flight(int packetId, OutgoingMessage message) {
      this.packetId = packetId;
      this.message = message;
    }
  }

  private final Map<Integer, Flight> flights = new LinkedHashMap<>(4);
  private int lastPacketId;

  /** Takes a free packet identifier for {@code message}. */
  Flight start(OutgoingMessage message) {
    do {
      lastPacketId = lastPacketId % 65_535 + 1;
    } while (flights.containsKey(lastPacketId));
    Flight flight = new Flight(lastPacketId, message);
    flights.put(lastPacketId, flight);
    return flight;
  }

  /** PUBACK: whether it ended a flight. */
  boolean acknowledged(int packetId) {
    return ends(packetId, 1);
  }

  /**
   * PUBREC: the flight is now waiting for PUBCOMP.
   *
   * @param failed the client refused the message, which ends the flight
   * @return whether there is such a flight
   */
  boolean received(int packetId, boolean failed) {
    Flight flight = flights.get(packetId);
    if (flight == null || flight.message.qos() != 2) {
      return false;
    }
    if (failed) {
      flights.remove(packetId);
    } else {
      flight.received = true;
    }
    return true;
  }

  /** PUBCOMP: whether it ended a flight. */
  boolean completed(int packetId) {
    return ends(packetId, 2);
  }

  Collection<Flight> all() {
    return flights.values();
  }

  int size() {
    return flights.size();
  }

  private boolean ends(int packetId, int qos) {
    @Nullable Flight flight = flights.get(packetId);
    if (flight == null || flight.message.qos() != qos) {
      return false;
    }
    flights.remove(packetId);
    return true;
  }
}
