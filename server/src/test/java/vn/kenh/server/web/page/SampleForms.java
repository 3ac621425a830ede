package vn.kenh.server.web.page;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import vn.kenh.gateway.spool.QuarantineItem;
import vn.kenh.gateway.spool.QuarantineItem.Kind;
import vn.kenh.server.registry.DeviceKind;
import vn.kenh.server.registry.Farm;
import vn.kenh.server.registry.Person;
import vn.kenh.server.registry.Role;
import vn.kenh.server.trace.Batch;
import vn.kenh.server.trace.gs1.Gtin;
import vn.kenh.server.trace.gs1.Lot;
import vn.kenh.server.web.page.text.LocalFormat;
import vn.kenh.server.web.page.text.Texts;
import vn.kenh.server.web.page.view.BatchForm;
import vn.kenh.server.web.page.view.DeviceRows;
import vn.kenh.server.web.page.view.FormState;
import vn.kenh.server.web.page.view.Picture;
import vn.kenh.server.web.page.view.PicturesView;
import vn.kenh.server.web.page.view.PlacePages;
import vn.kenh.server.web.page.view.QuarantineView;

/** Renders the pages with lists and forms from invented things. */
final class SampleForms {

  private final SamplePages pages;
  private final InventedFarm farm;
  private final Texts words;
  private final Instant now;

  SampleForms(SamplePages pages, InventedFarm farm, Texts words, Instant now) {
    this.pages = pages;
    this.farm = farm;
    this.words = words;
    this.now = now;
  }

  Optional<byte[]> page(String path, Map<String, String> query, String uri) {
    Map<String, String> plots = new PlacePages(farm, farm).plotNames();
    return switch (path) {
      case "/batches" ->
          render(
              "batches.jte",
              Section.BATCHES,
              uri,
              Map.of(
                  "batches",
                  query.containsKey("empty") ? List.of() : List.of(batch(420), batch(0)),
                  "plots",
                  plots,
                  "next",
                  ""));
      case "/batches/new" ->
          render(
              "batchNew.jte",
              Section.BATCHES,
              uri,
              Map.of("form", FormState.empty(), "plots", plots, "key", "k", "today", "2026-11-22"));
      case "/batches/wrong" ->
          render(
              "batchNew.jte",
              Section.BATCHES,
              uri,
              Map.of("form", wrongBatch(), "plots", plots, "key", "k", "today", "2026-11-22"));
      case "/batches/b1", "/batches/b0" ->
          render(
              "batch.jte",
              Section.BATCHES,
              uri,
              Map.of(
                  "batch",
                  batch(path.endsWith("0") ? 0 : 420),
                  "plot",
                  "Thửa vải thiều",
                  "form",
                  new FormState(Map.of("count", "100"), Map.of()),
                  "key",
                  "k",
                  "publicPath",
                  "/01/08935049500102/10/VT-0622",
                  "issued",
                  query.containsKey("issued")));
      case "/scan" -> render("scan.jte", Section.SCAN, uri, Map.of());
      case "/quarantine" ->
          render(
              "quarantine.jte",
              Section.QUARANTINE,
              uri,
              Map.of("view", quarantine(query.containsKey("empty"))));
      case "/devices" ->
          render(
              "devices.jte",
              Section.DEVICES,
              uri,
              Map.of("devices", new DeviceRows(farm).of(farm.devices(), plots, now), "next", ""));
      case "/devices/new" ->
          render(
              "deviceNew.jte",
              Section.DEVICES,
              uri,
              Map.of("form", FormState.empty(), "plots", plots, "kinds", kinds()));
      case "/devices/added" ->
          render(
              "deviceAdded.jte",
              Section.DEVICES,
              uri,
              Map.of(
                  "id",
                  "dat-thua-1",
                  "token",
                  "q3vZ7c0mXk9w1bTtY2n8LrFhS4eJdAaP",
                  "command",
                  "mosquitto_pub -h vuon.example.vn -p 1883 -u dat-thua-1 -P q3vZ7c0mXk9w1bTtY2n8LrFhS4eJdAaP -t kenh/dat-thua-1/telemetry -q 1 -m '{\"soil_moisture\": 31.4}'"));
      case "/farms/new" ->
          render("farmNew.jte", Section.FARM, uri, Map.of("form", FormState.empty()));
      case "/plots/new" ->
          render(
              "plotNew.jte",
              Section.FARM,
              uri,
              Map.of("form", FormState.empty(), "farms", farms()));
      case "/account" ->
          render(
              "account.jte",
              Section.ACCOUNT,
              uri,
              Map.of("form", FormState.empty(), "role", "admin"));
      case "/people" -> people(uri);
      case "/people/lan/password" ->
          render(
              "personPassword.jte",
              Section.ACCOUNT,
              uri,
              Map.of(
                  "title", words.t("people.added", "lan"), "name", "lan", "password", "abcd-efgh"));
      case "/devices/camera-thanh-ha/pictures" ->
          render(
              "pictures.jte",
              Section.FARM,
              uri,
              Map.of("view", pictures(query.containsKey("empty"))));
      default -> Optional.empty();
    };
  }

  private Optional<byte[]> people(String uri) {
    Map<String, String> roles = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      roles.put(role.code(), words.t("people.may." + role.code()));
    }
    return render(
        "people.jte",
        Section.ACCOUNT,
        uri,
        Map.of(
            "form",
            FormState.empty(),
            "people",
            List.of(new Person("lan", Role.ADMIN), new Person("tuan", Role.FARMER)),
            "self",
            "lan",
            "roles",
            roles,
            "removed",
            "mai"));
  }

  private Optional<byte[]> render(
      String template, Section section, String uri, Map<String, Object> more) {
    return pages.render(template, words, section, uri, more);
  }

  private Batch batch(long labels) {
    return new Batch(
        "b" + (labels == 0 ? 0 : 1),
        Gtin.parse("8935049500018".substring(0, 12) + checkDigit("893504950001")),
        new Lot(labels == 0 ? "CB-1120" : "VT-0622"),
        labels == 0 ? "rau" : "vai-thieu",
        labels == 0 ? "Cải bắp" : "Vải thiều Thanh Hà",
        LocalDate.of(2026, 11, 20),
        labels == 0 ? 312.5 : 1250,
        labels,
        now.minusSeconds(86_000),
        "lan");
  }

  private static int checkDigit(String body) {
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      sum += (body.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return (10 - sum % 10) % 10;
  }

  private FormState wrongBatch() {
    BatchForm form =
        new BatchForm(
            Map.of(
                "plot",
                "rau",
                "gtin",
                "8935049500011",
                "lot",
                "Lô số 5",
                "product",
                "",
                "harvested",
                "2031-01-01",
                "quantity",
                "nhiều"),
            LocalDate.ofInstant(now, LocalFormat.ZONE),
            words);
    form.read();
    return form.state();
  }

  private QuarantineView quarantine(boolean empty) {
    if (empty) {
      return new QuarantineView(
          List.of(),
          0,
          OptionalLong.empty(),
          Optional.of(new QuarantineView.Result(true, words.t("quarantine.result.good", 3))));
    }
    List<QuarantineView.Item> items = new ArrayList<>();
    items.add(
        item(
            1,
            Kind.MESSAGE,
            "{\"soil_moisture\": 31.4, \"time\": ".getBytes(StandardCharsets.UTF_8),
            "JSON ends in the middle of an object, at byte 33"));
    items.add(
        item(
            2,
            Kind.VALUE,
            "{\"soil_moisture\": 312}".getBytes(StandardCharsets.UTF_8),
            "soil_moisture 312 lies outside 0 to 100 %"));
    items.add(
        item(
            3,
            Kind.MESSAGE,
            new byte[] {
              (byte) 0xff,
              0x00,
              0x12,
              0x55,
              (byte) 0xd8,
              0x41,
              0x42,
              0x43,
              0,
              1,
              2,
              3,
              4,
              5,
              6,
              7,
              8,
              9
            },
            "not JSON: byte 0xff at position 0"));
    return new QuarantineView(
        items,
        3,
        OptionalLong.of(4),
        Optional.of(new QuarantineView.Result(false, words.t("quarantine.result.mixed", 2, 3))));
  }

  private QuarantineView.Item item(long id, Kind kind, byte[] payload, String error) {
    return QuarantineView.Item.of(
        new QuarantineItem(
            id,
            kind,
            "kenh/dat-rau/telemetry",
            "dat-rau",
            now.toEpochMilli() - id * 1_000_000,
            error,
            payload));
  }

  private PicturesView pictures(boolean empty) {
    List<Picture> pictures = new ArrayList<>();
    LocalDate day = LocalDate.ofInstant(now, LocalFormat.ZONE);
    for (int hour = 5; hour < 19 && !empty; hour++) {
      Instant taken = day.atTime(hour, 30).atZone(LocalFormat.ZONE).toInstant();
      pictures.add(
          new Picture(
              "camera-thanh-ha", "/fixture/" + hour + ".jpg", "/fixture/" + hour + ".jpg", taken));
    }
    return new PicturesView(
        farm.device("camera-thanh-ha").orElseThrow(),
        farm.plot("vai-thieu"),
        day,
        pictures,
        empty ? 0 : 6,
        day.minusDays(1),
        Optional.empty());
  }

  private Map<String, String> kinds() {
    Map<String, String> kinds = new LinkedHashMap<>();
    for (DeviceKind kind : DeviceKind.values()) {
      kinds.put(kind.code(), words.t("kind." + kind.code()));
    }
    return kinds;
  }

  private Map<String, String> farms() {
    Map<String, String> farms = new LinkedHashMap<>();
    for (Farm known : farm.farms()) {
      farms.put(known.id(), known.name());
    }
    return farms;
  }
}
