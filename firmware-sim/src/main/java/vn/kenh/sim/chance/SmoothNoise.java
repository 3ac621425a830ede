package vn.kenh.sim.chance;

/**
 * A smooth random curve over time: independent normal values at the points of a lattice, blended in
 * between so that mean 0 and variance 1 hold at every moment. Used by one thread at a time.
 */
public final class SmoothNoise {

  private final Substream chance;
  private final double periodSeconds;
  private long rememberedIndex = Long.MIN_VALUE;
  private double rememberedValue;
  private double rememberedNext;

  /**
   * @param periodSeconds distance of the lattice points; about the time in which the curve forgets
   */
  public SmoothNoise(Substream chance, double periodSeconds) {
    this.chance = chance;
    this.periodSeconds = periodSeconds;
  }

  /** The curve at {@code epochSecond}; approximately standard normal. */
  public double at(double epochSecond) {
    double position = epochSecond / periodSeconds;
    long index = (long) StrictMath.floor(position);
    double x = position - index;
    double weight = x * x * (3 - 2 * x);
    double left = 1 - weight;
    if (index != rememberedIndex) { // neighbours in time share their lattice points
      rememberedIndex = index;
      rememberedValue = chance.gaussian(index);
      rememberedNext = chance.gaussian(index + 1);
    }
    double sum = left * rememberedValue + weight * rememberedNext;
    return sum / StrictMath.sqrt(left * left + weight * weight);
  }
}
