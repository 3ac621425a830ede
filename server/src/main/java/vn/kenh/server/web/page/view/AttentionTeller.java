package vn.kenh.server.web.page.view;

import java.time.Instant;
import vn.kenh.server.alert.Finding;
import vn.kenh.server.alert.Finding.DrySoil;
import vn.kenh.server.alert.Finding.LowBattery;
import vn.kenh.server.alert.Finding.NeverSeen;
import vn.kenh.server.alert.Finding.Quarantined;
import vn.kenh.server.alert.Finding.SilentDevices;
import vn.kenh.server.alert.Finding.StoreDown;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.web.page.text.Texts;

/** Says in words what a person should look at, and what to do about it. */
final class AttentionTeller implements Finding.Teller<Attention> {

  private final Texts texts;
  private final Instant now;

  AttentionTeller(Texts texts, Instant now) {
    this.texts = texts;
    this.now = now;
  }

  @Override
  public Attention storeDown(StoreDown finding) {
    return new Attention(
        finding.level(),
        "store",
        texts.t("attention.store"),
        texts.t("attention.store.advice", finding.detail()),
        "/health/ready");
  }

  @Override
  public Attention drySoil(DrySoil finding) {
    return new Attention(
        finding.level(),
        "dry",
        texts.t("attention.dry", finding.plot().name(), texts.format().percent(finding.moisture())),
        texts.t(finding.watering() ? "attention.dry.watering" : "attention.dry.advice"),
        page(finding.plot()));
  }

  @Override
  public Attention neverSeen(NeverSeen finding) {
    return new Attention(
        finding.level(),
        "silent",
        texts.t("attention.never", finding.device().id(), finding.plot().name()),
        texts.t("attention.never.advice"),
        page(finding.device()));
  }

  @Override
  public Attention silentDevices(SilentDevices finding) {
    Device first = finding.devices().get(0);
    int count = finding.devices().size();
    boolean several = count > 1;
    return new Attention(
        finding.level(),
        "silent",
        several
            ? texts.t("attention.silent.several", count, finding.plot().name())
            : texts.t("attention.silent", first.id(), finding.plot().name()),
        texts.t("attention.silent.advice", texts.format().ago(finding.lastSeen(), now)),
        several ? page(finding.plot()) : page(first));
  }

  @Override
  public Attention lowBattery(LowBattery finding) {
    return new Attention(
        finding.level(),
        "battery",
        texts.t(
            "attention.battery",
            finding.device().id(),
            finding.plot().name(),
            texts.format().percent(finding.charge())),
        texts.t("attention.battery.advice"),
        page(finding.device()));
  }

  @Override
  public Attention quarantined(Quarantined finding) {
    return new Attention(
        finding.level(),
        "quarantine",
        texts.t("attention.quarantine", texts.format().number((double) finding.messages(), 0)),
        texts.t("attention.quarantine.advice"),
        "/quarantine");
  }

  private static String page(Plot plot) {
    return "/plots/" + plot.id();
  }

  private static String page(Device device) {
    return "/devices/" + device.id();
  }
}
