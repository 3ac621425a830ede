package vn.kenh.server.web.page.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.kenh.server.registry.Farm;
import vn.kenh.server.web.page.text.Texts;
import vn.kenh.server.web.page.view.OverviewView.FarmPlots;

/** Puts together the overview of all farms, or of one. */
public final class OverviewBuilder {

  private final FieldData data;
  private final PlotCardBuilder cards;

  public OverviewBuilder(FieldData data) {
    this.data = data;
    this.cards = new PlotCardBuilder(data);
  }

  public OverviewView all(Instant now, Texts texts) {
    return build(data.farms(), now, texts);
  }

  public OverviewView of(Farm farm, Instant now, Texts texts) {
    return build(List.of(farm), now, texts);
  }

  private OverviewView build(List<Farm> farms, Instant now, Texts texts) {
    List<FarmPlots> shown = new ArrayList<>();
    for (Farm farm : farms) {
      List<PlotCard> plots =
          data.plots(farm.id()).stream().map(plot -> cards.build(plot, now)).toList();
      shown.add(new FarmPlots(farm, plots));
    }
    return new OverviewView(shown, new AttentionBuilder(data, texts, now).build(shown));
  }
}
