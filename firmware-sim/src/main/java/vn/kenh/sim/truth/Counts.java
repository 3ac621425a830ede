package vn.kenh.sim.truth;

import java.util.concurrent.atomic.LongAdder;

/** What became of one device's messages; and how many reports were in them. */
public final class Counts {

  private final LongAdder produced = new LongAdder();
  private final LongAdder producedPoints = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder acknowledgedPoints = new LongAdder();
  private final LongAdder duplicates = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  /**
   * @param produced messages made, copies not counted
   * @param points reports in them
   * @param sent publishes, repeated ones and copies included
   * @param acknowledged messages acknowledged with success
   * @param acknowledgedPoints reports in those
   * @param duplicates copies sent on purpose
   * @param refused messages acknowledged with an error
   * @param dropped messages that the full buffer pushed out
   */
  public record Snapshot(
      long produced,
      long points,
      long sent,
      long acknowledged,
      long acknowledgedPoints,
      long duplicates,
      long refused,
      long dropped) {

    /** Messages that neither arrived nor were given up. */
    public long pending() {
      return produced - acknowledged - refused - dropped;
    }
  }

  void produced(int points) {
    produced.increment();
    producedPoints.add(points);
  }

  void sent() {
    sent.increment();
  }

  void acknowledged(int points) {
    acknowledged.increment();
    acknowledgedPoints.add(points);
  }

  void duplicate() {
    duplicates.increment();
  }

  void refused() {
    refused.increment();
  }

  void dropped() {
    dropped.increment();
  }

  /** What became of them so far; of messages under way rather one too many than one too few. */
  public Snapshot snapshot() {
    long refusedSoFar = refused.sum();
    long droppedSoFar = dropped.sum();
    long acknowledgedPointsSoFar = acknowledgedPoints.sum();
    long acknowledgedSoFar = acknowledged.sum();
    return new Snapshot(
        produced.sum(),
        producedPoints.sum(),
        sent.sum(),
        acknowledgedSoFar,
        acknowledgedPointsSoFar,
        duplicates.sum(),
        refusedSoFar,
        droppedSoFar);
  }
}
