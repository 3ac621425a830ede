package vn.kenh.gateway.bench;

import java.util.List;
import java.util.Locale;

/**
 * What a load run measured.
 *
 * @param acknowledged publishes acknowledged while it was measured
 * @param perSecond the same for each second
 * @param p50Millis half of them were acknowledged within this time of being sent
 * @param p99Millis 99 of 100 were
 * @param maximumMillis all of them were
 * @param lost connections that ended early
 * @param acknowledgedUpTo for each device the number of its publishes acknowledged in all, in order
 */
public record LoadResult(
    long acknowledged,
    double perSecond,
    double p50Millis,
    double p99Millis,
    double maximumMillis,
    int lost,
    List<Long> acknowledgedUpTo) {

  static LoadResult of(List<LoadConnection> connections, long acknowledged, double seconds) {
    LatencyHistogram all = new LatencyHistogram();
    connections.forEach(connection -> all.add(connection.latencies()));
    return new LoadResult(
        acknowledged,
        acknowledged / seconds,
        all.percentile(50) / 1e6,
        all.percentile(99) / 1e6,
        all.percentile(100) / 1e6,
        (int) connections.stream().filter(LoadConnection::isLost).count(),
        connections.stream().map(LoadConnection::acknowledgedUpTo).toList());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d acknowledged, %,.0f/s, p50 %.1f ms, p99 %.1f ms, longest %.1f ms, %d connections lost",
        acknowledged,
        perSecond,
        p50Millis,
        p99Millis,
        maximumMillis,
        lost);
  }
}
