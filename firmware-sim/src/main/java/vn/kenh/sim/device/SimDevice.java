package vn.kenh.sim.device;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.kenh.sim.chance.Substream;
import vn.kenh.sim.farm.DevicePlan;
import vn.kenh.sim.farm.FarmWorld;
import vn.kenh.sim.fault.DeviceFaults;
import vn.kenh.sim.fault.Fault;
import vn.kenh.sim.fault.FaultKind;
import vn.kenh.sim.weather.Sky;

/** A device: it measures the world it stands in and says so, as well as its faults let it. */
public abstract class SimDevice implements FarmWorld.MinuteListener {

  private static final long MINUTE = 60_000;

  private final DevicePlan plan;
  private final FarmWorld world;
  private final Substream chance;
  private final DeviceFaults faults;
  private final Battery battery;
  private final Radio radio;
  private final Map<String, Double> heldValues = new HashMap<>();

  SimDevice(DevicePlan plan, FarmWorld world, Substream chance, boolean panel) {
    this.plan = plan;
    this.world = world;
    this.chance = chance;
    this.faults = world.faultsOf(plan.id());
    Substream power = chance.child("battery");
    this.battery = panel ? Battery.withPanel(power) : Battery.primary(power);
    this.radio = new Radio(chance.child("radio"));
  }

  /** The device that {@code plan} describes, standing in {@code world} and moved by it. */
  public static SimDevice create(DevicePlan plan, FarmWorld world, long seed) {
    Substream chance = Substream.of(seed).child(plan.id());
    SimDevice device =
        switch (plan.type()) {
          case DRIP -> new DripDevice(plan, world, chance);
          case PROBE -> new ProbeDevice(plan, world, chance);
          case WEATHER -> new WeatherDevice(plan, world, chance);
          case PUMP -> new PumpDevice(plan, world, chance);
          case CAMERA -> new CameraDevice(plan, world, chance);
        };
    world.onMinute(device);
    return device;
  }

  public final DevicePlan plan() {
    return plan;
  }

  public final DeviceFaults faults() {
    return faults;
  }

  /** What the device reports at a moment; the time in it is by the device's own clock. */
  public final Telemetry report(long millis) {
    Telemetry honest = new Telemetry(millis + faults.clockSkewMillis(millis));
    measureAll(millis, honest);
    if (heldValues.isEmpty()) {
      return honest;
    }
    return honest.map(
        (metric, value) -> {
          Double held = heldValues.get(metric);
          return held == null ? value : held;
        });
  }

  /** What the device has to say about commands since it was last asked. */
  public List<CommandAnswer> takeAnswers(long millis) {
    return List.of();
  }

  /** Obeys a command, or refuses it; answers come by {@link #takeAnswers}. */
  public void command(long millis, DeviceCommand command) {
    throw new UnsupportedOperationException(plan.id() + " takes no commands");
  }

  /** Whether {@link #command} is understood. */
  public final boolean takesCommands() {
    return plan.type().takesCommands();
  }

  @Override
  public final void minutePassed(long millis, Sky sky) {
    battery.minute(sky);
    holdStuckValues(millis);
    if (faults.rebootsWithin(millis - MINUTE, millis)) {
      rebooted(millis);
    }
    minute(millis, sky);
  }

  /** Adds what this device measures. */
  abstract void measure(long millis, Sky sky, Telemetry out);

  /** A minute has passed. */
  void minute(long millis, Sky sky) {}

  /** The device has started anew. */
  void rebooted(long millis) {}

  final FarmWorld world() {
    return world;
  }

  final Instrument instrument(String name, Instrument.Quality quality) {
    return new Instrument(chance.child(name), quality);
  }

  final Substream chance() {
    return chance;
  }

  /** What a stuck sensor shows, if it is stuck now. */
  final double orHeld(String metric, double value) {
    Double held = heldValues.get(metric);
    return held == null ? value : held;
  }

  private void measureAll(long millis, Telemetry out) {
    Sky sky = world.skyAt(millis);
    measure(millis, sky, out);
    double failure = faults.batteryFailure(millis);
    out.put("battery_level", battery.percent(failure), 0);
    out.put("battery_voltage", battery.voltage(failure), 2);
    radio.report(millis, sky, out);
  }

  /** At the first minute of the fault, remembers what the sensor then shows. */
  private void holdStuckValues(long millis) {
    Fault fault = faults.find(FaultKind.SENSOR_STUCK, millis).orElse(null);
    if (fault == null) {
      heldValues.clear();
    } else if (heldValues.isEmpty()) {
      Telemetry last = new Telemetry(millis);
      measureAll(millis, last);
      last.map(
          (metric, value) -> {
            if (metric.replaceFirst("_\\d+$", "").equals(fault.amount())) {
              heldValues.put(metric, value);
            }
            return value;
          });
    }
  }
}
