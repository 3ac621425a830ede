package vn.kenh.sim.device;

import vn.kenh.sim.chance.SmoothNoise;
import vn.kenh.sim.chance.Substream;

/**
 * How a sensor distorts what it measures: an offset of its own, a drift over weeks, noise from
 * reading to reading, and steps.
 */
public final class Instrument {

  private final Substream noise;
  private final SmoothNoise drift;
  private final double offset;
  private final Quality quality;

  /**
   * @param offsetSd spread of the offsets of many such sensors
   * @param driftSd spread of the drift
   * @param noiseSd spread from reading to reading
   * @param step smallest difference it shows
   * @param low least value it shows
   * @param high greatest value it shows
   */
  public record Quality(
      double offsetSd, double driftSd, double noiseSd, double step, double low, double high) {}

  public Instrument(Substream chance, Quality quality) {
    this.noise = chance.child("noise");
    this.drift = new SmoothNoise(chance.child("drift"), 15 * 86_400.0);
    this.offset = quality.offsetSd() * chance.gaussian(0);
    this.quality = quality;
  }

  /** What it shows at a moment when {@code truth} holds. */
  public double read(double truth, long millis) {
    double value = truth + offset + quality.noiseSd() * noise.gaussian(millis);
    if (quality.driftSd() > 0) {
      value += quality.driftSd() * drift.at(millis / 1000.0);
    }
    double stepped = Math.rint(value / quality.step()) * quality.step();
    return Math.max(quality.low(), Math.min(quality.high(), stepped));
  }
}
