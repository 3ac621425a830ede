package vn.kenh.sim.chance;

import java.util.SplittableRandom;

/**
 * A named source of randomness without state. A draw depends on the seed, on the names that lead to
 * this substream, and on an index (usually a time); never on what was drawn before or on which
 * thread. So devices may run in any order, and any moment can be asked for alone.
 */
public final class Substream {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;

  private final long key;

  private Substream(long key) {
    this.key = key;
  }

  /** The root of all substreams of a run. */
  public static Substream of(long seed) {
    return new Substream(mix(seed + GOLDEN_GAMMA));
  }

  /** The substream called {@code name} below this one. */
  public Substream child(String name) {
    long hash = 0xCBF29CE484222325L; // FNV-1a, 64 bit
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
    }
    return new Substream(mix(key ^ hash));
  }

  /** A generator for many draws that belong to {@code index}. */
  public SplittableRandom random(long index) {
    return new SplittableRandom(mix(key + index * GOLDEN_GAMMA));
  }

  /** Uniform in [0, 1). */
  public double uniform(long index) {
    return (mix(key + index * GOLDEN_GAMMA) >>> 11) * UNIT;
  }

  /** Uniform in [low, high). */
  public double uniform(long index, double low, double high) {
    return low + uniform(index) * (high - low);
  }

  /** Standard normal, by Box and Muller. */
  public double gaussian(long index) {
    long first = mix(key + index * GOLDEN_GAMMA);
    double radius = 1.0 - (first >>> 11) * UNIT;
    double angle = (mix(first ^ GOLDEN_GAMMA) >>> 11) * UNIT;
    return StrictMath.sqrt(-2 * StrictMath.log(radius)) * StrictMath.cos(2 * Math.PI * angle);
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
