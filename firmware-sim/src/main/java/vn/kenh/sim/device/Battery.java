package vn.kenh.sim.device;

import vn.kenh.sim.chance.Substream;
import vn.kenh.sim.weather.Sky;

/** A lithium cell that the device empties and, where there is a panel, the sun fills. */
final class Battery {

  private final double drainADay;
  private final double chargeAtFullSun;
  private double level;

  private Battery(double drainADay, double chargeAtFullSun, double level) {
    this.drainADay = drainADay;
    this.chargeAtFullSun = chargeAtFullSun;
    this.level = level;
  }

  static Battery withPanel(Substream chance) {
    return new Battery(
        chance.uniform(1, 0.035, 0.055), chance.uniform(2, 0.45, 0.7), chance.uniform(3, 0.8, 1));
  }

  static Battery primary(Substream chance) {
    return new Battery(chance.uniform(1, 0.0006, 0.0012), 0, chance.uniform(3, 0.75, 1));
  }

  /** A minute passes; cold and heat cost extra. */
  void minute(Sky sky) {
    double away = Math.abs(sky.temperature() - 22) / 22;
    double change =
        chargeAtFullSun * sky.solarRadiation() / 1000 - drainADay * (1 + 0.4 * away * away);
    level = Math.max(0.02, Math.min(1, level + change / 1440));
  }

  /** State of charge in %, with {@code failure} of it lost. */
  double percent(double failure) {
    return 100 * level * (1 - failure);
  }

  /** Open-circuit voltage, V: a plateau with a knee at each end. */
  double voltage(double failure) {
    double x = level * (1 - failure);
    return 3.0
        + 0.75 * x
        + 0.45 * (1 - StrictMath.exp(-8 * x))
        - 0.05 * StrictMath.exp(-6 * (1 - x));
  }
}
