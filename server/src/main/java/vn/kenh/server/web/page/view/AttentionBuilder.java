package vn.kenh.server.web.page.view;

import static vn.kenh.server.web.page.view.Metrics.BATTERY_LEVEL;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import vn.kenh.server.registry.Device;
import vn.kenh.server.telemetry.LatestValue;
import vn.kenh.server.telemetry.StoreHealth;
import vn.kenh.server.web.page.text.Texts;
import vn.kenh.server.web.page.view.Attention.Level;
import vn.kenh.server.web.page.view.OverviewView.FarmPlots;

/** Finds what a person should look at, and says in words what to do about it. */
final class AttentionBuilder {

  /** Percent at which a battery should be changed soon, and at which it is nearly empty. */
  static final double BATTERY_LOW = 25;

  static final double BATTERY_EMPTY = 10;

  private final FieldData data;
  private final DeviceRows rows;
  private final Texts texts;
  private final Instant now;
  private final List<Attention> found = new ArrayList<>();

  AttentionBuilder(FieldData data, Texts texts, Instant now) {
    this.data = data;
    this.rows = new DeviceRows(data);
    this.texts = texts;
    this.now = now;
  }

  List<Attention> build(List<FarmPlots> farms) {
    store();
    farms.stream().flatMap(farm -> farm.plots().stream()).forEach(this::plot);
    quarantine();
    found.sort(Comparator.comparing(Attention::level));
    return List.copyOf(found);
  }

  private void store() {
    StoreHealth health = data.storeHealth();
    if (!health.up()) {
      add(
          Level.ALARM,
          "store",
          texts.t("attention.store"),
          texts.t("attention.store.advice", health.detail()),
          "/health/ready");
    }
  }

  private void plot(PlotCard card) {
    String href = "/plots/" + card.plot().id();
    if (card.soil() == SoilState.VERY_DRY || card.soil() == SoilState.DRY) {
      add(
          card.soil() == SoilState.VERY_DRY ? Level.ALARM : Level.WARNING,
          "dry",
          texts.t(
              "attention.dry",
              card.plot().name(),
              texts.format().percent(card.moisture().orElse(0))),
          texts.t(
              card.valve() == ValveState.OPEN ? "attention.dry.watering" : "attention.dry.advice"),
          href);
    }
    List<Device> silent = new ArrayList<>();
    for (Device device : data.devicesOfPlot(card.plot().id())) {
      Optional<Instant> seen = rows.lastSeen(device);
      if (seen.isEmpty()) {
        never(card, device);
      } else if (seen.get().isBefore(now.minus(PlotCardBuilder.SILENT_AFTER))) {
        silent.add(device);
      }
      battery(card, device);
    }
    silence(card, silent);
  }

  private void never(PlotCard card, Device device) {
    add(
        Level.HINT,
        "silent",
        texts.t("attention.never", device.id(), card.plot().name()),
        texts.t("attention.never.advice"),
        "/devices/" + device.id());
  }

  /** Several silent devices on one plot have one cause more often than not, and one line here. */
  private void silence(PlotCard card, List<Device> silent) {
    if (silent.isEmpty()) {
      return;
    }
    Device first = silent.get(0);
    boolean several = silent.size() > 1;
    Instant seen =
        silent.stream()
            .flatMap(device -> rows.lastSeen(device).stream())
            .max(Comparator.naturalOrder())
            .orElse(now);
    add(
        Level.WARNING,
        "silent",
        several
            ? texts.t("attention.silent.several", silent.size(), card.plot().name())
            : texts.t("attention.silent", first.id(), card.plot().name()),
        texts.t("attention.silent.advice", texts.format().ago(seen, now)),
        several ? "/plots/" + card.plot().id() : "/devices/" + first.id());
  }

  private void battery(PlotCard card, Device device) {
    LatestValue battery = data.latest(device.id()).get(BATTERY_LEVEL);
    if (battery != null && battery.value() <= BATTERY_LOW) {
      add(
          battery.value() <= BATTERY_EMPTY ? Level.ALARM : Level.WARNING,
          "battery",
          texts.t(
              "attention.battery",
              device.id(),
              card.plot().name(),
              texts.format().percent(battery.value())),
          texts.t("attention.battery.advice"),
          "/devices/" + device.id());
    }
  }

  private void quarantine() {
    long waiting = data.quarantined();
    if (waiting > 0) {
      add(
          Level.HINT,
          "quarantine",
          texts.t("attention.quarantine", texts.format().number((double) waiting, 0)),
          texts.t("attention.quarantine.advice"),
          "/quarantine");
    }
  }

  private void add(Level level, String icon, String text, String advice, String href) {
    found.add(new Attention(level, icon, text, advice, href));
  }
}
