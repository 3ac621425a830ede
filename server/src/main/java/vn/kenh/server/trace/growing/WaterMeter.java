package vn.kenh.server.trace.growing;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Adds up what water meters counted, meter by meter. A counter that falls has begun again at zero
 * (a new battery, a new meter): what it shows then was counted since.
 */
final class WaterMeter {

  private final Map<String, Double> last = new HashMap<>();
  private double litres;

  /** Takes the next reading of a meter, in the order of time. */
  void read(String meter, double counter) {
    Double before = last.put(meter, counter);
    if (before != null) {
      litres += counter >= before ? counter - before : Math.max(0, counter);
    }
  }

  /** Litres counted; empty if no meter was ever read. */
  OptionalDouble litres() {
    return litres > 0 || !last.isEmpty() ? OptionalDouble.of(litres) : OptionalDouble.empty();
  }
}
