package vn.kenh.sim.weather;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import vn.kenh.sim.chance.Substream;

/**
 * Rain as storms: each day draws its own, by the month's number of rain days and depth. In summer
 * they are short and heavy and come in the afternoon; in late winter they are long drizzle.
 */
final class Rain {

  private static final long DAY = 86_400;
  private static final int DAYS_REMEMBERED = 8;

  private final Climate climate;
  private final Substream chance;
  private final Map<Long, List<Storm>> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<Storm>> eldest) {
          return size() > DAYS_REMEMBERED;
        }
      };

  Rain(Climate climate, Substream chance) {
    this.climate = climate;
    this.chance = chance;
  }

  /** Intensity in mm/h. */
  double rate(double epochSecond) {
    double rate = 0;
    long day = localDay(epochSecond);
    for (long d = day - 1; d <= day; d++) {
      for (Storm storm : storms(d)) {
        rate += storm.rate(epochSecond);
      }
    }
    return rate;
  }

  /** Depth in mm that falls in [from, to); exact, so that parts add up to the whole. */
  double depth(double from, double to) {
    double depth = 0;
    for (long d = localDay(from) - 1; d <= localDay(to); d++) {
      for (Storm storm : storms(d)) {
        depth += storm.fallenBy(to) - storm.fallenBy(from);
      }
    }
    return depth;
  }

  private static long localDay(double epochSecond) {
    return Math.floorDiv((long) epochSecond + Site.OFFSET_SECONDS, DAY);
  }

  private List<Storm> storms(long day) {
    return remembered.computeIfAbsent(day, this::draw);
  }

  private List<Storm> draw(long day) {
    double dayOfYear = (day % 365.2425 + 365.2425) % 365.2425 + 1;
    double rainDays = Climate.on(climate.rainDays(), dayOfYear);
    SplittableRandom random = chance.random(day);
    List<Storm> storms = new ArrayList<>();
    if (random.nextDouble() >= rainDays / 30.44) {
      return storms;
    }
    double depthOfDay = Climate.on(climate.rain(), dayOfYear) / rainDays;
    double warmth = Math.min(1, Climate.on(climate.rain(), dayOfYear) / 180);
    int count = 1 + (random.nextDouble() < 0.35 ? 1 : 0);
    for (int i = 0; i < count; i++) {
      double depth = -StrictMath.log(1 - random.nextDouble()) * depthOfDay / (count * 0.9);
      double hours = (0.5 + 2.2 * random.nextDouble()) * warmth + (1 - warmth) * 5;
      double start = 24 * random.nextDouble();
      if (random.nextDouble() < 0.6 * warmth) {
        start = 13 + 7 * random.nextDouble();
      }
      double begins = day * DAY - Site.OFFSET_SECONDS + start * 3600;
      storms.add(new Storm(begins, hours * 3600, Math.min(depth, 140)));
    }
    return storms;
  }

  /** One storm, with an intensity that rises and falls as half a sine. */
  private record Storm(double begins, double seconds, double depth) {

    double rate(double time) {
      double x = (time - begins) / seconds;
      return x <= 0 || x >= 1
          ? 0
          : depth * Math.PI / 2 / (seconds / 3600) * StrictMath.sin(Math.PI * x);
    }

    double fallenBy(double time) {
      double x = Math.max(0, Math.min(1, (time - begins) / seconds));
      return depth * (1 - StrictMath.cos(Math.PI * x)) / 2;
    }
  }
}
