package vn.kenh.server.telemetry;

import java.util.List;
import java.util.TreeMap;

/** Joins parts of buckets that were computed apart. */
final class BucketMerger {

  private final TreeMap<Long, Part> parts = new TreeMap<>();

  void add(long startMillis, double sum, long count, double min, double max) {
    parts.merge(startMillis, new Part(sum, count, min, max), Part::with);
  }

  void add(long timeMillis, double value) {
    add(timeMillis, value, 1, value, value);
  }

  void addAll(BucketMerger other) {
    other.parts.forEach((start, part) -> parts.merge(start, part, Part::with));
  }

  List<Series.Bucket> buckets() {
    return parts.entrySet().stream().map(entry -> entry.getValue().bucket(entry.getKey())).toList();
  }

  private record Part(double sum, long count, double min, double max) {

    Part with(Part other) {
      return new Part(
          sum + other.sum, count + other.count, Math.min(min, other.min), Math.max(max, other.max));
    }

    /** A sum of great values may overflow; their mean is then somewhere from min to max. */
    Series.Bucket bucket(long startMillis) {
      double mean = Double.isFinite(sum) ? sum / count : min / 2 + max / 2;
      return new Series.Bucket(startMillis, Math.min(max, Math.max(min, mean)), min, max);
    }
  }
}
