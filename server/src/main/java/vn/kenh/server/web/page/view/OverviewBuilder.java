package vn.kenh.server.web.page.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.kenh.server.alert.Findings;
import vn.kenh.server.field.FieldData;
import vn.kenh.server.field.FieldStates;
import vn.kenh.server.field.PlotState;
import vn.kenh.server.registry.Farm;
import vn.kenh.server.web.page.text.Texts;
import vn.kenh.server.web.page.view.OverviewView.FarmPlots;

/** Puts together the overview of all farms, or of one. */
public final class OverviewBuilder {

  private final FieldData data;
  private final FieldStates states;
  private final PlotCardBuilder cards;

  public OverviewBuilder(FieldData data, CameraPictures pictures) {
    this.data = data;
    this.states = new FieldStates(data);
    this.cards = new PlotCardBuilder(data, pictures);
  }

  public OverviewView all(Instant now, Texts texts) {
    return build(data.farms(), now, texts);
  }

  public OverviewView of(Farm farm, Instant now, Texts texts) {
    return build(List.of(farm), now, texts);
  }

  private OverviewView build(List<Farm> farms, Instant now, Texts texts) {
    List<PlotState> plots = new ArrayList<>();
    List<FarmPlots> shown = new ArrayList<>();
    for (Farm farm : farms) {
      List<PlotState> ofFarm =
          data.plots(farm.id()).stream().map(plot -> states.plot(plot, now)).toList();
      plots.addAll(ofFarm);
      shown.add(new FarmPlots(farm, ofFarm.stream().map(plot -> cards.build(plot, now)).toList()));
    }
    AttentionTeller teller = new AttentionTeller(texts, now);
    return new OverviewView(
        shown,
        Findings.of(data.storeHealth(), plots, data.quarantined(), now).stream()
            .map(finding -> finding.tell(teller))
            .toList());
  }
}
