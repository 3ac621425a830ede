package vn.kenh.sim.fault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The faults of one device, asked for by moment. */
public final class DeviceFaults {

  private final List<Fault> faults;

  private DeviceFaults(List<Fault> faults) {
    this.faults = faults;
  }

  /** Those of {@code all} that concern {@code device}. */
  public static DeviceFaults of(String device, List<Fault> all) {
    return new DeviceFaults(all.stream().filter(fault -> fault.concerns(device)).toList());
  }

  public List<Fault> all() {
    return faults;
  }

  public boolean active(FaultKind kind, long millis) {
    for (Fault fault : faults) {
      if (fault.kind() == kind && fault.activeAt(millis)) {
        return true;
      }
    }
    return false;
  }

  /** The kind's fault that is active at a moment. */
  public Optional<Fault> find(FaultKind kind, long millis) {
    return faults.isEmpty()
        ? Optional.empty()
        : faults.stream().filter(f -> f.kind() == kind && f.activeAt(millis)).findFirst();
  }

  /** The amount as a share, 0 while the fault is not active. */
  public double share(FaultKind kind, long millis) {
    return find(kind, millis).map(fault -> Double.parseDouble(fault.amount())).orElse(0.0);
  }

  /** How much of the line is clogged: it grows to the full amount over the first half. */
  public double clogged(long millis) {
    Optional<Fault> found = find(FaultKind.CLOG, millis);
    if (found.isEmpty()) {
      return 0;
    }
    Fault fault = found.get();
    double amount = Double.parseDouble(fault.amount());
    if (fault.fromMillis() == Long.MIN_VALUE || fault.toMillis() == Long.MAX_VALUE) {
      return amount;
    }
    double half = (fault.toMillis() - fault.fromMillis()) / 2.0;
    return amount * Math.min(1, (millis - fault.fromMillis()) / half);
  }

  /** How far the device's clock is ahead, ms. */
  public long clockSkewMillis(long millis) {
    return find(FaultKind.CLOCK_SKEW, millis)
        .map(fault -> FaultSyntax.duration(fault.amount()).toMillis())
        .orElse(0L);
  }

  /** How empty a failing battery is: 0 a day before the fault, 1 from its beginning. */
  public double batteryFailure(long millis) {
    double worst = 0;
    long day = Duration.ofDays(1).toMillis();
    for (Fault fault : faults) {
      if (fault.kind() == FaultKind.DEAD_BATTERY) {
        if (fault.activeAt(millis)) {
          return 1;
        }
        if (millis < fault.fromMillis() && fault.fromMillis() - millis < day) {
          worst = Math.max(worst, 1 - (fault.fromMillis() - millis) / (double) day);
        }
      }
    }
    return worst;
  }

  /** Whether a reboot happens in (from, to]. */
  public boolean rebootsWithin(long fromMillis, long toMillis) {
    for (Fault fault : faults) {
      if (fault.kind() == FaultKind.REBOOT
          && fault.fromMillis() > fromMillis
          && fault.fromMillis() <= toMillis) {
        return true;
      }
    }
    return false;
  }

  /** Whether the device says nothing: battery empty, or in the minute after a reboot. */
  public boolean silent(long millis) {
    return active(FaultKind.DEAD_BATTERY, millis) || rebootsWithin(millis - 60_000, millis);
  }
}
