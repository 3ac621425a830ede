package vn.kenh.sim.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import vn.kenh.sim.device.CameraDevice;
import vn.kenh.sim.device.SimDevice;
import vn.kenh.sim.device.Telemetry;
import vn.kenh.sim.link.Connection;
import vn.kenh.sim.link.Outgoing;
import vn.kenh.sim.truth.GroundTruth;
import vn.kenh.sim.weather.Site;

/**
 * Tells what happened before the run began, as fast as it is acknowledged: a second world, equal to
 * the live one up to its beginning, sends its reports in arrays as a device's backlog.
 */
final class History implements Reporter.Sink {

  private static final int REPORTS_A_MESSAGE = 40;
  private static final long STEP_MILLIS = 600_000;
  private static final long WAIT_NANOS = 2_000_000;
  private static final long DAY = 86_400_000;

  private final List<Reporter> farms;
  private final Map<String, Connection> connections;
  private final Messages messages;
  private final GroundTruth truth;
  private final Span span;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final Map<String, List<Telemetry>> unsent = new HashMap<>();
  private final List<Picture> pictures = new ArrayList<>();
  private volatile long reached;
  private volatile boolean told;

  private record Picture(String device, long deviceMillis, CameraDevice.Shot shot) {}

  /**
   * Which time is told.
   *
   * @param from first moment, epoch milliseconds
   * @param to first moment after it
   * @param picturesFrom a picture at noon of every day is sent from here; not before {@code from}
   *     of the world
   */
  record Span(long from, long to, long picturesFrom) {}

  History(
      List<Reporter> farms,
      Map<String, Connection> connections,
      Messages messages,
      GroundTruth truth,
      Span span) {
    this.farms = farms;
    this.connections = connections;
    this.messages = messages;
    this.truth = truth;
    this.span = span;
    this.reached = span.from();
  }

  /** How much is told, 0 to 1. */
  double progress() {
    double whole = span.to() - span.from();
    return told ? 1 : Math.min(0.999, (reached - span.from()) / Math.max(1, whole));
  }

  void stop() {
    stopped.set(true);
  }

  /** Tells all of it, all farms side by side. */
  void run() {
    for (long until = span.from(); until < span.to() && !stopped.get(); ) {
      until = Math.min(span.to(), until + STEP_MILLIS);
      for (Reporter farm : farms) {
        farm.runTo(until, this);
        if (truth.isWritten()) {
          long now = farm.world().now();
          farm.world().plots().forEach(plot -> truth.plot(now, plot));
        }
      }
      reached = until;
    }
    if (!stopped.get()) {
      unsent.forEach(this::flush);
      noons();
      develop();
      told = true;
    }
  }

  @Override
  public void report(SimDevice device, long millis, Telemetry telemetry) {
    String id = device.plan().id();
    List<Telemetry> waiting = unsent.computeIfAbsent(id, ignored -> new ArrayList<>());
    waiting.add(telemetry);
    if (waiting.size() >= REPORTS_A_MESSAGE) {
      flush(id, waiting);
      waiting.clear();
    }
  }

  @Override
  public void picture(CameraDevice device, long millis) {
    long deviceMillis = millis + device.faults().clockSkewMillis(millis);
    pictures.add(new Picture(device.plan().id(), deviceMillis, device.look(millis)));
  }

  /** Draws and sends the pictures after the readings, since drawing is slow; the newest first. */
  private void develop() {
    pictures.sort(Comparator.comparingLong(Picture::deviceMillis).reversed());
    for (Picture picture : pictures) {
      if (!stopped.get()) {
        offer(messages.picture(picture.device(), picture.deviceMillis(), picture.shot().jpeg()));
      }
    }
  }

  /** One picture a day from before the history, so that the season can be seen growing. */
  private void noons() {
    long noon = 11 * 3_600_000L + 1_800_000 - Site.OFFSET_SECONDS * 1000L;
    long first = span.picturesFrom() - Math.floorMod(span.picturesFrom(), DAY) + noon;
    for (long millis = first; millis < span.from() && !stopped.get(); millis += DAY) {
      for (Reporter farm : farms) {
        for (SimDevice device : farm.devices()) {
          if (device instanceof CameraDevice camera) {
            picture(camera, millis);
          }
        }
      }
    }
  }

  private void flush(String device, List<Telemetry> reports) {
    if (!reports.isEmpty()) {
      offer(messages.telemetry(device, List.copyOf(reports)));
    }
  }

  /** Waits for room: acknowledgements set the pace. */
  private void offer(Outgoing message) {
    Connection connection = connections.get(message.device());
    while (connection != null && !stopped.get() && !connection.offerBacklog(message)) {
      LockSupport.parkNanos(WAIT_NANOS);
    }
  }
}
