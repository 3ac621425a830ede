package vn.kenh.sim.device;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** One report of a device: a time and values by metric, written as the native JSON. */
public final class Telemetry {

  private record Value(String metric, double number, int decimals) {}

  private static final int TRUTH = -1;
  private static final long[] POWERS = {1, 10, 100, 1000, 10_000};

  private final long millis;
  private final List<Value> values = new ArrayList<>();

  /**
   * @param millis the device's own time, epoch milliseconds
   */
  public Telemetry(long millis) {
    this.millis = millis;
  }

  public Telemetry put(String metric, double value, int decimals) {
    values.add(new Value(metric, value, decimals));
    return this;
  }

  public Telemetry put(String metric, boolean value) {
    values.add(new Value(metric, value ? 1 : 0, TRUTH));
    return this;
  }

  public long millis() {
    return millis;
  }

  /** How many values it holds. */
  public int size() {
    return values.size();
  }

  /** The same report with each value replaced by what {@code change} makes of it. */
  Telemetry map(ToDoubleBiFunction<String, Double> change) {
    Telemetry changed = new Telemetry(millis);
    for (Value value : values) {
      changed.values.add(
          new Value(
              value.metric(),
              change.applyAsDouble(value.metric(), value.number()),
              value.decimals()));
    }
    return changed;
  }

  /** Appends the JSON object. */
  public void appendTo(StringBuilder json) {
    json.append("{\"time\":").append(millis);
    for (Value value : values) {
      json.append(",\"").append(value.metric()).append("\":");
      if (value.decimals() == TRUTH) {
        json.append(value.number() != 0);
      } else {
        appendDecimal(json, value.number(), value.decimals());
      }
    }
    json.append('}');
  }

  @Override
  public String toString() {
    StringBuilder json = new StringBuilder(200);
    appendTo(json);
    return json.toString();
  }

  /** Fixed point, because devices send 31.4 and not 31.400000000000002. */
  private static void appendDecimal(StringBuilder json, double number, int decimals) {
    long scaled = Math.round(number * POWERS[decimals]);
    if (scaled < 0) {
      json.append('-');
      scaled = -scaled;
    }
    json.append(scaled / POWERS[decimals]);
    if (decimals > 0) {
      String fraction = Long.toString(scaled % POWERS[decimals]);
      json.append('.').append("0".repeat(decimals - fraction.length())).append(fraction);
    }
  }
}
