package vn.kenh.server.trace.label;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Labels with their codes, which are made some ahead on all processors: most of the work of
 * printing.
 */
final class EncodedLabels implements Iterator<EncodedLabels.Encoded> {

  private static final int AHEAD = 130;

  record Encoded(Label label, QrCode code) {}

  private final Iterator<Label> labels;
  private final Deque<Encoded> ready = new ArrayDeque<>(AHEAD);

  EncodedLabels(Iterator<Label> labels) {
    this.labels = labels;
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty() || labels.hasNext();
  }

  @Override
  public Encoded next() {
    if (ready.isEmpty()) {
      List<Label> some = new ArrayList<>(AHEAD);
      while (some.size() < AHEAD && labels.hasNext()) {
        some.add(labels.next());
      }
      ready.addAll(
          some.parallelStream().map(label -> new Encoded(label, QrCode.of(label.uri()))).toList());
    }
    if (ready.isEmpty()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }
}
