package vn.kenh.server.web.page.view;

import java.util.List;
import vn.kenh.server.registry.Farm;

/** The farms, their plots, and what needs attention, worst first. */
public record OverviewView(List<FarmPlots> farms, List<Attention> attention) {

  private static final int SHOWN_AT_ONCE = 4;

  /** A farm and the state of its plots. */
  public record FarmPlots(Farm farm, List<PlotCard> plots) {}

  /** The first few, which are shown at once, even on a small screen. */
  public List<Attention> urgent() {
    return attention.subList(0, Math.min(SHOWN_AT_ONCE, attention.size()));
  }

  /** The rest, shown on request. */
  public List<Attention> others() {
    return attention.subList(urgent().size(), attention.size());
  }

  public boolean isEmpty() {
    return farms.isEmpty();
  }
}
