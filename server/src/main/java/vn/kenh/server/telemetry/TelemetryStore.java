package vn.kenh.server.telemetry;

import java.util.List;
import java.util.Map;

/**
 * Keeps readings, each identified by (device, time, metric): writing one twice overwrites it with
 * itself. Safe for use from many threads; every method may block.
 */
public interface TelemetryStore extends AutoCloseable {

  /**
   * Stores a bundle of readings; on return they are durable.
   *
   * @param lines line protocol with millisecond timestamps, newline between points, as the spool
   *     hands it over: {@code telemetry,device=ID[,farm=F,plot=P] metric=1.5,other=2 1700000000000}
   * @return how many readings were stored, and which the store refuses for good and why; those must
   *     not be sent again
   * @throws StoreUnavailableException if nothing can be said about some of them; sending the whole
   *     bundle again is safe
   */
  WriteResult write(byte[] lines) throws StoreUnavailableException, InterruptedException;

  /**
   * A downsampled series, or the raw readings where there are no more than the points asked for;
   * readings of several devices at the same millisecond are combined. Buckets without readings are
   * left out.
   */
  Series trend(TrendQuery query) throws StoreUnavailableException, InterruptedException;

  /** Mean, least and greatest value by bucket; buckets without readings are left out. */
  List<Series.Bucket> aggregate(AggregateQuery query)
      throws StoreUnavailableException, InterruptedException;

  /**
   * Hands every raw reading that matches to {@code consumer}, by time, then device, then metric,
   * without limit. What is written while the export runs may or may not be in it.
   */
  void export(ExportQuery query, RowConsumer consumer)
      throws StoreUnavailableException, InterruptedException;

  /** The newest value of each metric of a device by device time, by metric name. */
  Map<String, LatestValue> latest(String device)
      throws StoreUnavailableException, InterruptedException;

  /** Whether the store answers now; if not, what to do about it. */
  StoreHealth health();

  @Override
  void close();
}
