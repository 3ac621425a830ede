package vn.kenh.server.trace;

import java.util.Iterator;
import vn.kenh.server.registry.Farm;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.trace.gs1.Serial;
import vn.kenh.server.trace.label.Label;

/** Puts together what goes on the labels of a batch. */
public final class LabelPrints {

  private final Registry registry;
  private final Labels labels;

  public LabelPrints(Registry registry, Labels labels) {
    this.registry = registry;
    this.labels = labels;
  }

  /**
   * Issued labels of a batch in the order of their positions, read as they are asked for.
   *
   * @param stem public address the codes lead to
   * @param from first position, from 1
   * @param count at most this many
   */
  public Iterator<Label> of(Batch batch, String stem, long from, long count) {
    String farm =
        registry
            .plot(batch.plot())
            .map(Plot::farm)
            .flatMap(registry::farm)
            .map(Farm::name)
            .orElse("");
    Iterator<Serial> serials = labels.serials(batch.id(), from, count);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return serials.hasNext();
      }

      @Override
      public Label next() {
        return new Label(
            stem,
            batch.gtin(),
            batch.lot(),
            serials.next(),
            batch.product(),
            farm,
            batch.harvested());
      }
    };
  }
}
