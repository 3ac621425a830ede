package vn.kenh.server.web.page.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.kenh.server.registry.RefusedException;
import vn.kenh.server.web.page.text.Language;
import vn.kenh.server.web.page.text.LocalFormat;
import vn.kenh.server.web.page.text.Messages;
import vn.kenh.server.web.page.text.Texts;

final class BuildersTest {

  private static final Messages MESSAGES = Messages.load(Language.ENGLISH);
  private static final Texts TEXTS =
      new Texts(Language.ENGLISH, MESSAGES, new LocalFormat(Language.ENGLISH, MESSAGES));
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  @Test
  void metricsStandInTheCataloguesOrder() {
    assertThat(
            Metrics.inOrder(
                java.util.Set.of("zeta", "battery_level", "soil_moisture_2", "soil_moisture")))
        .containsExactly("soil_moisture", "soil_moisture_2", "battery_level", "zeta");
  }

  @Test
  void idsAreMadeFromVietnameseNames() {
    assertThat(Slug.of("Vườn vải Thanh Hà – Đội 3")).isEqualTo("vuon-vai-thanh-ha-doi-3");
    assertThat(Slug.of("荔枝")).isEmpty();
  }

  @Test
  void numbersAreReadAsTheyAreTypedHere() {
    assertThat(TypedNumber.parse("12,5")).hasValue(12.5);
    assertThat(TypedNumber.parse("12.5")).hasValue(12.5);
    assertThat(TypedNumber.parse("1.250")).hasValue(1250);
    assertThat(TypedNumber.parse("1.250,75")).hasValue(1250.75);
    assertThat(TypedNumber.parse("nhiều")).isEmpty();
    assertThat(TypedNumber.parse("-1")).isEmpty();
  }

  @Test
  void aBatchFormReadsWhatIsRight() {
    BatchForm form = new BatchForm(batch(Map.of()), TODAY, TEXTS);
    assertThat(form.read()).isPresent();
    assertThat(form.state().errors()).isEmpty();
  }

  @Test
  void everyWrongFieldOfABatchHasItsOwnError() {
    Map<String, String> wrong =
        Map.of(
            "plot",
            "",
            "gtin",
            "8935049500011",
            "lot",
            "Lô 5",
            "product",
            " ",
            "harvested",
            "2026-11-23",
            "quantity",
            "0");
    BatchForm form = new BatchForm(batch(wrong), TODAY, TEXTS);
    assertThat(form.read()).isEmpty();
    assertThat(form.state().errors())
        .containsOnlyKeys("plot", "gtin", "lot", "product", "harvested", "quantity");
    assertThat(form.state().value("lot")).isEqualTo("Lô 5");
  }

  @Test
  void aLotTakenBySomeoneElseIsSaidBesideTheLot() {
    BatchForm form = new BatchForm(batch(Map.of()), TODAY, TEXTS);
    form.refused(RefusedException.conflict("already has a lot"));
    assertThat(form.state().hasError("lot")).isTrue();
  }

  @Test
  void anIdThatIsTakenGetsANumber() {
    PlaceForms form = new PlaceForms(Map.of("name", "Vườn nhà", "province", "Hải Dương"), TEXTS);
    assertThat(form.farm(id -> id.equals("vuon-nha")).orElseThrow().id()).isEqualTo("vuon-nha-2");
  }

  @Test
  void payloadsThatAreTextAreShownAsText() {
    assertThat(PayloadPreview.text("{\"a\": 1}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .contains("{\"a\": 1}");
    assertThat(PayloadPreview.text(new byte[] {0, 1})).isEmpty();
    assertThat(PayloadPreview.hex(new byte[] {0x41, (byte) 0xff}))
        .startsWith("0000  41 ff ")
        .endsWith("A.\n");
  }

  @Test
  void anUnreadableRangeFallsBackToADay() {
    Instant now = Instant.parse("2026-11-22T07:05:00Z");
    assertThat(TrendRange.parse("custom", "gestern", "", now).code()).isEqualTo("24h");
    TrendRange custom = TrendRange.parse("custom", "2026-11-01T00:00", "2026-11-02T00:00", now);
    assertThat(custom.from()).isEqualTo(Instant.parse("2026-10-31T17:00:00Z"));
    assertThat(custom.query()).isEqualTo("range=custom&from=2026-11-01T00:00&to=2026-11-02T00:00");
  }

  private static Map<String, String> batch(Map<String, String> changes) {
    Map<String, String> values =
        new java.util.HashMap<>(
            Map.of(
                "plot",
                "rau",
                "gtin",
                "8935049500018",
                "lot",
                "VT-0622",
                "product",
                "Vải",
                "harvested",
                "2026-11-22",
                "quantity",
                "12,5"));
    values.put("gtin", "4006381333931");
    values.putAll(changes);
    return values;
  }
}
