package vn.kenh.server.web.page.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.kenh.server.field.FieldData;
import vn.kenh.server.field.FieldStates;
import vn.kenh.server.field.PlotState;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.Farm;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.telemetry.LatestValue;
import vn.kenh.server.web.page.text.Texts;
import vn.kenh.server.web.page.view.DeviceView.Newest;

/** Puts together the page of a plot and the page of a device. */
public final class PlacePages {

  private final FieldData data;
  private final FieldStates states;
  private final CameraPictures pictures;

  public PlacePages(FieldData data, CameraPictures pictures) {
    this.data = data;
    this.states = new FieldStates(data);
    this.pictures = pictures;
  }

  /** The page of a plot; empty if there is none of that id. */
  public Optional<PlotView> plot(
      String id, TrendRange range, List<String> metrics, Instant now, Texts texts) {
    return data.plot(id)
        .flatMap(
            plot ->
                data.farm(plot.farm()).map(farm -> plot(farm, plot, range, metrics, now, texts)));
  }

  private PlotView plot(
      Farm farm, Plot plot, TrendRange range, List<String> metrics, Instant now, Texts texts) {
    PlotState state = states.plot(plot, now);
    Set<String> ids = new HashSet<>();
    state.devices().forEach(known -> ids.add(known.device().id()));
    TrendBuilder.Subject subject =
        new TrendBuilder.Subject(
            "/plots/" + plot.id(), "plot", plot.id(), Optional.of(farm.id()), ids);
    return new PlotView(
        farm,
        new PlotCardBuilder(data, pictures).build(state, now),
        new TrendBuilder(data, texts).build(subject, range, metrics),
        state.devices().stream()
            .map(known -> DeviceRows.row(known, Map.of(plot.id(), plot.name()), now))
            .toList());
  }

  /** The page of a device; empty if there is none of that id. */
  public Optional<DeviceView> device(
      String id, TrendRange range, List<String> metrics, Instant now, Texts texts) {
    return data.device(id).map(device -> device(device, range, metrics, now, texts));
  }

  /** The names of all plots by their ids. */
  public Map<String, String> plotNames() {
    Map<String, String> names = new HashMap<>();
    for (Farm farm : data.farms()) {
      data.plots(farm.id()).forEach(plot -> names.put(plot.id(), plot.name()));
    }
    return names;
  }

  private DeviceView device(
      Device device, TrendRange range, List<String> metrics, Instant now, Texts texts) {
    Optional<Plot> plot = device.plot().flatMap(data::plot);
    Optional<Farm> farm = plot.map(Plot::farm).flatMap(data::farm);
    TrendBuilder.Subject subject =
        new TrendBuilder.Subject(
            "/devices/" + device.id(),
            "device",
            device.id(),
            farm.map(Farm::id),
            Set.of(device.id()));
    return new DeviceView(
        DeviceRows.row(states.device(device), plotNames(), now),
        farm,
        plot,
        newest(device, now, texts),
        new TrendBuilder(data, texts).build(subject, range, metrics),
        pictures.newest(device.id()));
  }

  private List<Newest> newest(Device device, Instant now, Texts texts) {
    List<Newest> newest = new ArrayList<>();
    Map<String, LatestValue> latest = data.latest(device.id());
    for (String name : Metrics.inOrder(latest.keySet())) {
      LatestValue value = latest.getOrDefault(name, new LatestValue(0, 0));
      MetricLabel metric = MetricLabel.of(name, texts);
      newest.add(
          new Newest(
              metric.label(),
              metric.words(value, texts),
              texts.format().ago(Instant.ofEpochMilli(value.timeMillis()), now)));
    }
    return newest;
  }
}
