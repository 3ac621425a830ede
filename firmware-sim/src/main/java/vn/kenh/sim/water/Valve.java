package vn.kenh.sim.water;

import vn.kenh.sim.fault.DeviceFaults;
import vn.kenh.sim.fault.FaultKind;

/**
 * A valve with the line behind it: what was ordered, what it really does, and all the water that
 * has passed since the line was laid. The order to close is part of every order to open, so the
 * valve shuts by itself.
 */
public final class Valve {

  /** Seconds in which pressure builds up after opening, to 1 − 1/e. */
  private static final double FILLING_SECONDS = 12;

  private final DripLine line;
  private final DeviceFaults faults;
  private long integratedTo;
  private long openedAt = Long.MIN_VALUE;
  private long closesAt = Long.MIN_VALUE;
  private double litres;
  private double litresToCrop;

  /**
   * @param from first moment, epoch milliseconds
   * @param litres what had passed by then
   */
  public Valve(DripLine line, DeviceFaults faults, long from, double litres) {
    this.line = line;
    this.faults = faults;
    this.integratedTo = from;
    this.litres = litres;
  }

  /** Orders the valve open from {@code now} until {@code until}. */
  public void open(long now, long until) {
    advanceTo(now);
    if (!orderedOpen(now)) {
      openedAt = now;
    }
    closesAt = until;
  }

  /** Orders the valve shut. */
  public void close(long now) {
    advanceTo(now);
    closesAt = Math.min(closesAt, now);
  }

  /** What the controller believes. */
  public boolean orderedOpen(long millis) {
    return millis >= openedAt && millis < closesAt;
  }

  /** Whether water really passes. */
  public boolean passes(long millis) {
    if (faults.active(FaultKind.VALVE_STUCK_OPEN, millis)) {
      return true;
    }
    return orderedOpen(millis) && !faults.active(FaultKind.VALVE_STUCK_CLOSED, millis);
  }

  /** Flow and pressure at a moment not before the last {@link #advanceTo}. */
  public DripLine.Point pointAt(long millis) {
    if (!passes(millis)) {
      return DripLine.SHUT;
    }
    DripLine.Point full = running(millis);
    double filled =
        faults.active(FaultKind.VALVE_STUCK_OPEN, millis)
            ? 1
            : 1 - StrictMath.exp(-(millis - openedAt) / 1000.0 / FILLING_SECONDS);
    return new DripLine.Point(
        full.flow() * filled, full.emitted() * filled, full.pressure() * filled);
  }

  /** Litres that have passed by a moment not before the last {@link #advanceTo}. */
  public double litresAt(long millis) {
    return litres + passing(integratedTo, millis, false);
  }

  /** Litres that have reached the crop by the last {@link #advanceTo}. */
  public double litresToCrop() {
    return litresToCrop;
  }

  /** When the valve will shut, or has shut, by the last order. */
  public long closesAt() {
    return closesAt;
  }

  public DripLine line() {
    return line;
  }

  /** Counts the water up to {@code millis}. */
  public void advanceTo(long millis) {
    if (millis <= integratedTo) {
      return;
    }
    litresToCrop += passing(integratedTo, millis, true);
    litres += passing(integratedTo, millis, false);
    integratedTo = millis;
  }

  private double passing(long from, long to, boolean onlyToCrop) {
    if (to <= from) {
      return 0;
    }
    if (closesAt > from && closesAt < to) {
      return piece(from, closesAt, onlyToCrop) + piece(closesAt, to, onlyToCrop);
    }
    return piece(from, to, onlyToCrop);
  }

  private double piece(long from, long to, boolean onlyToCrop) {
    if (!passes(from)) {
      return 0;
    }
    DripLine.Point full = running(from);
    double seconds = (to - from) / 1000.0;
    if (!faults.active(FaultKind.VALVE_STUCK_OPEN, from)) {
      double begin = (from - openedAt) / 1000.0 / FILLING_SECONDS;
      double end = (to - openedAt) / 1000.0 / FILLING_SECONDS;
      seconds -= FILLING_SECONDS * (StrictMath.exp(-begin) - StrictMath.exp(-end));
    }
    return (onlyToCrop ? full.emitted() : full.flow()) / 60 * seconds;
  }

  private DripLine.Point running(long millis) {
    return line.running(faults.clogged(millis), faults.share(FaultKind.LEAK, millis));
  }
}
