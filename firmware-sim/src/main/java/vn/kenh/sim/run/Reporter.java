package vn.kenh.sim.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import vn.kenh.sim.chance.Substream;
import vn.kenh.sim.device.CameraDevice;
import vn.kenh.sim.device.SimDevice;
import vn.kenh.sim.device.Telemetry;
import vn.kenh.sim.farm.FarmWorld;

/**
 * Lets the devices of one world report when they are due: each at multiples of the interval, moved
 * by a phase of its own. Times do not depend on when the run began, so history and present meet.
 */
public final class Reporter {

  private final FarmWorld world;
  private final Pace pace;
  private final List<SimDevice> devices = new ArrayList<>();
  private final PriorityQueue<Due> due =
      new PriorityQueue<>(
          Comparator.comparingLong(Due::millis).thenComparing(next -> next.device().plan().id()));

  /**
   * How often.
   *
   * @param reportMillis between reports
   * @param pictureMillis between pictures
   */
  public record Pace(long reportMillis, long pictureMillis) {}

  private record Due(long millis, SimDevice device, boolean picture, long every) {}

  /** Takes what devices say. */
  public interface Sink {

    /**
     * @param millis true time
     */
    void report(SimDevice device, long millis, Telemetry telemetry);

    void picture(CameraDevice device, long millis);
  }

  /**
   * @param from no report is made before this moment
   */
  public Reporter(FarmWorld world, long seed, Pace pace, long from) {
    this.world = world;
    this.pace = pace;
    world
        .plan()
        .devices()
        .forEach(
            plan -> {
              SimDevice device = SimDevice.create(plan, world, seed);
              devices.add(device);
              long phase = phase(seed, plan.id(), pace.reportMillis());
              due.add(
                  new Due(
                      next(from, pace.reportMillis(), phase), device, false, pace.reportMillis()));
              if (device instanceof CameraDevice) {
                due.add(
                    new Due(
                        next(from, pace.pictureMillis(), phase),
                        device,
                        true,
                        pace.pictureMillis()));
              }
            });
  }

  /** Moves the world to {@code millis} and passes on all reports due before it. */
  public void runTo(long millis, Sink sink) {
    for (Due next = due.peek(); next != null && next.millis() < millis; next = due.peek()) {
      due.remove();
      due.add(new Due(next.millis() + next.every(), next.device(), next.picture(), next.every()));
      world.advanceTo(next.millis());
      SimDevice device = next.device();
      if (device.faults().silent(next.millis())) {
        continue;
      }
      if (next.picture() && device instanceof CameraDevice camera) {
        if (isDay(next.millis())) {
          sink.picture(camera, next.millis());
        }
      } else {
        sink.report(device, next.millis(), device.report(next.millis()));
      }
    }
    world.advanceTo(millis);
  }

  public FarmWorld world() {
    return world;
  }

  public List<SimDevice> devices() {
    return List.copyOf(devices);
  }

  public Pace pace() {
    return pace;
  }

  private boolean isDay(long millis) {
    return world.skyAt(millis).sunElevationSine() > 0.05;
  }

  private static long phase(long seed, String device, long every) {
    double share = Substream.of(seed).child(device).uniform(0);
    long phase = (long) (share * every);
    return every >= 5000 ? phase - phase % 1000 : phase;
  }

  private static long next(long from, long every, long phase) {
    long first = from - Math.floorMod(from, every) + phase;
    return first < from ? first + every : first;
  }
}
