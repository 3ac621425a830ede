package vn.kenh.gateway.spool;

/** Changes to the ledger that become durable together with the group they belong to. */
public final class Counts {

  private final long[] changes = new long[Counter.COUNT];

  public void add(Counter counter, long change) {
    changes[counter.index] += change;
  }

  void add(Counts more) {
    for (int i = 0; i < changes.length; i++) {
      changes[i] += more.changes[i];
    }
  }

  long get(Counter counter) {
    return changes[counter.index];
  }
}
