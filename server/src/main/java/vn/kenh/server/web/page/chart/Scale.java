package vn.kenh.server.web.page.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * A vertical axis with round steps.
 *
 * @param low the value at the bottom, a multiple of {@code step}
 * @param high the value at the top, a multiple of {@code step}
 * @param step distance between two grid lines
 */
record Scale(double low, double high, double step) {

  /** The scale that holds {@code min} to {@code max} with about {@code steps} grid lines. */
  static Scale around(double min, double max, int steps) {
    double least = min;
    double most = max;
    if (most - least < 1e-9) {
      double room = Math.max(Math.abs(most) * 0.1, 0.5);
      least -= room;
      most += room;
      if (min >= 0 && least < 0) {
        least = 0;
      }
    }
    double rough = (most - least) / steps;
    double magnitude = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = magnitude * niceFactor(rough / magnitude);
    return new Scale(Math.floor(least / step) * step, Math.ceil(most / step) * step, step);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    long count = Math.round((high - low) / step);
    for (long i = 0; i <= count; i++) {
      ticks.add(low + i * step);
    }
    return ticks;
  }

  /** Digits behind the comma that tell two neighbouring grid lines apart. */
  int decimals() {
    return (int) Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));
  }

  private static double niceFactor(double fraction) {
    if (fraction <= 1) {
      return 1;
    }
    if (fraction <= 2) {
      return 2;
    }
    return fraction <= 5 ? 5 : 10;
  }
}
