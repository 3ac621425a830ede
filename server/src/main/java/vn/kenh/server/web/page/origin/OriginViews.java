package vn.kenh.server.web.page.origin;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import vn.kenh.server.camera.Snapshot;
import vn.kenh.server.camera.ThumbnailWidth;
import vn.kenh.server.registry.Farm;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.trace.Batch;
import vn.kenh.server.trace.LinkCheck;
import vn.kenh.server.trace.growing.DayRange;
import vn.kenh.server.trace.growing.GrowingRecord;
import vn.kenh.server.trace.growing.GrowingRecords;
import vn.kenh.server.trace.gs1.Serial;
import vn.kenh.server.web.page.origin.OriginView.Fact;
import vn.kenh.server.web.page.origin.OriginView.Figure;
import vn.kenh.server.web.page.origin.OriginView.Growing;
import vn.kenh.server.web.page.origin.OriginView.LanguageLink;
import vn.kenh.server.web.page.origin.OriginView.Picture;
import vn.kenh.server.web.page.origin.OriginView.Verdict;

/** Puts the public pages into words. */
final class OriginViews {

  /** The parameter that asks for the picture on a page instead of the page. */
  static final String PICTURE = "picture";

  private final OriginTexts texts;
  private final String path;
  private final String style;

  /**
   * Makes pages in one language.
   *
   * @param path percent-encoded path of the page, without query
   * @param style address of the style sheet
   */
  OriginViews(OriginTexts texts, String path, String style) {
    this.texts = texts;
    this.path = path;
    this.style = style;
  }

  /** A page that says one thing only. */
  OriginView message(String heading, String lead, List<Fact> facts) {
    return new OriginView(
        texts,
        style,
        languages(),
        heading,
        lead,
        Optional.empty(),
        facts,
        Optional.empty(),
        Optional.empty(),
        "");
  }

  OriginView notFound() {
    return message(texts.t("not_found.title"), texts.t("not_found.detail"), List.of());
  }

  OriginView malformed(String reason) {
    return message(texts.t("malformed.title"), texts.t("malformed.detail", reason), List.of());
  }

  OriginView product(Batch newest) {
    return message(
        newest.product(),
        texts.t("product.detail"),
        List.of(new Fact(texts.t("gtin"), newest.gtin().digits(), true)));
  }

  /** The page of a batch; {@code growing} is empty where readings cannot be had now. */
  OriginView batch(
      LinkCheck.Result result,
      Batch batch,
      Optional<Plot> plot,
      Optional<Farm> farm,
      Optional<Snapshot> snapshot,
      Optional<GrowingRecord> growing) {
    Optional<String> serial = result.link().flatMap(link -> link.serial()).map(Serial::value);
    List<Fact> facts = new ArrayList<>();
    farm.ifPresent(found -> facts.add(fact("farm", found.name())));
    farm.ifPresent(found -> facts.add(fact("province", found.province())));
    facts.add(fact("harvested", texts.date(batch.harvested())));
    plot.ifPresent(found -> facts.add(fact("plot", found.name())));
    plot.ifPresent(found -> facts.add(fact("crop", found.crop())));
    plot.ifPresent(
        found -> facts.add(fact("area", measured(found.areaSquareMetres(), 0, "square_metres"))));
    plot.flatMap(Plot::growingAreaCode)
        .ifPresent(code -> facts.add(new Fact(texts.t("growing_area"), code, true)));
    facts.add(fact("quantity", measured(batch.quantityKilograms(), 1, "kg")));
    facts.add(new Fact(texts.t("lot"), batch.lot().value(), true));
    facts.add(new Fact(texts.t("gtin"), batch.gtin().digits(), true));
    serial.ifPresent(value -> facts.add(new Fact(texts.t("serial"), value, true)));
    return new OriginView(
        texts,
        style,
        languages(),
        batch.product(),
        farm.map(found -> found.name() + ", " + found.province()).orElse(""),
        Optional.of(verdict(result.verdict(), serial.orElse(""), batch)),
        facts,
        snapshot.map(this::picture),
        growing.map(this::growing),
        growing.isPresent() ? "" : texts.t("unavailable"));
  }

  private Picture picture(Snapshot snapshot) {
    return new Picture(
        path + "?" + PICTURE,
        texts.t("picture", texts.date(LocalDate.ofInstant(snapshot.taken(), GrowingRecords.ZONE))),
        snapshot.heightAt(ThumbnailWidth.W640.pixels()));
  }

  private Verdict verdict(LinkCheck.Verdict verdict, String serial, Batch batch) {
    return switch (verdict) {
      case GENUINE -> new Verdict("good", texts.t("genuine"), texts.t("genuine.detail", serial));
      case BATCH_KNOWN -> new Verdict("plain", texts.t("batch"), texts.t("batch.detail"));
      default ->
          new Verdict(
              "bad", texts.t("warning"), texts.t("warning.detail", serial, batch.lot().value()));
    };
  }

  private Growing growing(GrowingRecord record) {
    List<DayRange> soil = record.soilMoisture();
    boolean measured = record.readings() > 0;
    List<String> notes = new ArrayList<>();
    notes.add(
        measured
            ? texts.t(
                "readings",
                texts.number((double) record.readings(), 0),
                texts.number(soil.size(), 0),
                texts.number(record.days(), 0))
            : texts.t("readings.none"));
    if (record.fromWeatherStation()) {
      notes.add(texts.t("station"));
    }
    return new Growing(
        texts.t("record.period", record.days(), texts.date(record.from()), texts.date(record.to())),
        List.of(
            figure("irrigation", record.irrigationLitres(), 0, texts.t("unit.litres")),
            range("moisture", soil, "%"),
            figure("rain", record.rainMillimetres(), 1, "mm"),
            range("temperature", record.airTemperature(), "°C")),
        soil.isEmpty()
            ? Optional.empty()
            : Optional.of(MoistureChart.of(record.from(), record.days(), soil, texts)),
        texts.t("moisture") + ": " + range("moisture", soil, "%").value() + " %",
        soil.size() < record.days(),
        notes);
  }

  private Figure figure(String key, OptionalDouble value, int decimals, String unit) {
    return value.isEmpty()
        ? new Figure(texts.t(key), texts.t("none"), "", false)
        : new Figure(texts.t(key), texts.number(value.getAsDouble(), decimals), unit, true);
  }

  private Figure range(String key, List<DayRange> days, String unit) {
    if (days.isEmpty()) {
      return new Figure(texts.t(key), texts.t("none"), "", false);
    }
    double least = days.stream().mapToDouble(DayRange::min).min().orElseThrow();
    double greatest = days.stream().mapToDouble(DayRange::max).max().orElseThrow();
    return new Figure(
        texts.t(key), texts.number(least, 0) + "–" + texts.number(greatest, 0), unit, true);
  }

  private Fact fact(String key, String value) {
    return new Fact(texts.t(key), value, false);
  }

  private String measured(double value, int decimals, String unit) {
    return texts.number(value, decimals) + " " + texts.t("unit." + unit);
  }

  private List<LanguageLink> languages() {
    return Arrays.stream(ReaderLanguage.values())
        .map(
            language ->
                new LanguageLink(
                    language.code(),
                    language.ownName(),
                    path + "?lang=" + language.code(),
                    language == texts.language()))
        .toList();
  }
}
