package vn.kenh.server.trace.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.text.Normalizer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LabelLayoutTest {

  private static final Typeface REGULAR = Typeface.regular();
  private static final Typeface BOLD = Typeface.bold();

  @Test
  void theFontHasEveryVietnameseLetter() {
    String vowels = "AĂÂEÊIOÔƠUƯYaăâeêioôơuưy";
    for (String vowel : vowels.split("")) {
      for (String tone : new String[] {"", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}) {
        String letter = Normalizer.normalize(vowel + tone, Normalizer.Form.NFC);
        assertThat(letter).hasSize(1);
        assertThat(REGULAR.has(letter.charAt(0))).as(letter).isTrue();
        assertThat(BOLD.has(letter.charAt(0))).as(letter).isTrue();
      }
    }
    assertThat(REGULAR.printable("Đđ₫…□")).isEqualTo("Đđ₫…□");
  }

  @Test
  void textIsComposedAndWhatTheFontLacksBecomesABox() {
    assertThat(REGULAR.printable(" Va\u0309i\n榴莲\u0007 ")).isEqualTo("Vải □□");
  }

  @ParameterizedTest
  @EnumSource
  void modulesAreWithinGs1sLimitsForAnOrdinaryLabel(Sheet sheet) {
    for (Label label : LabelFixtures.run(50)) {
      QrCode code = QrCode.of(label.uri());
      double module = LabelLayout.module(code, sheet);
      assertThat(module).isBetween(LabelLayout.SMALLEST_MODULE, LabelLayout.LARGEST_MODULE);
      assertThat(module * code.sizeWithQuietZone()).isLessThanOrEqualTo(sheet.labelHeight());
      assertThat(module / sheet.dot() % 1).isCloseTo(0, within(1e-6));
    }
  }

  @Test
  void theSmallestLabelHoldsUpToVersionSevenAtGs1sSmallestModule() {
    assertThat(moduleOfVersion(7, Sheet.A4_5X13)).isBetween(LabelLayout.SMALLEST_MODULE, 0.41);
    assertThat(moduleOfVersion(8, Sheet.A4_5X13)).isBetween(0.37, LabelLayout.SMALLEST_MODULE);
    assertThat(moduleOfVersion(8, Sheet.ROLL_50X30)).isGreaterThan(LabelLayout.SMALLEST_MODULE);
    assertThat(moduleOfVersion(9, Sheet.ROLL_50X30)).isBetween(0.37, LabelLayout.SMALLEST_MODULE);
    assertThat(moduleOfVersion(12, Sheet.A4_3X7)).isGreaterThan(LabelLayout.SMALLEST_MODULE);
  }

  @ParameterizedTest
  @EnumSource
  void nothingLeavesTheLabel(Sheet sheet) {
    Stream.concat(LabelFixtures.varied().stream(), LabelFixtures.run(20).stream())
        .forEach(label -> verifyInside(label, sheet));
  }

  @Property(tries = 300)
  void noTextWhateverLeavesTheLabel(
      @ForAll @NotBlank @StringLength(min = 1, max = 200) String product,
      @ForAll @NotBlank @StringLength(min = 1, max = 200) String farm,
      @ForAll Sheet sheet) {
    verifyInside(LabelFixtures.label("LOT", "SERIAL", product, farm), sheet);
  }

  @ParameterizedTest
  @EnumSource
  void numbersAreNeverCutOnAnOrdinaryLabel(Sheet sheet) {
    for (Label label : LabelFixtures.varied()) {
      String text =
          layout(label, sheet).text().stream().map(TextLine::text).reduce("", String::concat);
      assertThat(text.replace(" ", ""))
          .contains("(01)" + label.gtin())
          .contains("(21)" + label.serial())
          .contains("Lô" + label.lot());
    }
  }

  private static void verifyInside(Label label, Sheet sheet) {
    LabelLayout layout = layout(label, sheet);
    double width = sheet.labelWidth() * LabelLayout.POINTS_PER_MILLIMETRE;
    double height = sheet.labelHeight() * LabelLayout.POINTS_PER_MILLIMETRE;
    QrCode code = QrCode.of(label.uri());
    double codeRight =
        (layout.codeX() + (code.size() + QrCode.QUIET_ZONE) * layout.module())
            * LabelLayout.POINTS_PER_MILLIMETRE;
    assertThat(layout.codeX()).isGreaterThanOrEqualTo(QrCode.QUIET_ZONE * layout.module() - 0.07);
    double lastBottom = 0;
    for (TextLine line : layout.text()) {
      Typeface face = line.bold() ? BOLD : REGULAR;
      assertThat(line.x()).isGreaterThanOrEqualTo(codeRight - 0.01);
      assertThat(line.x() + face.width(line.text()) * line.size()).isLessThan(width);
      assertThat(line.baseline() - 0.9 * line.size()).isGreaterThan(Math.max(0, lastBottom - 2));
      lastBottom = line.baseline() + 0.22 * line.size();
      assertThat(lastBottom).isLessThan(height);
      assertThat(line.size()).isGreaterThan(3.5);
    }
  }

  private static LabelLayout layout(Label label, Sheet sheet) {
    return LabelLayout.of(label, QrCode.of(label.uri()), sheet, REGULAR, BOLD);
  }

  private static double moduleOfVersion(int version, Sheet sheet) {
    QrCode code = QrCode.of("A");
    for (int length = 1; (code.size() - 17) / 4 < version; length += 4) {
      code = QrCode.of("a".repeat(length));
    }
    assertThat((code.size() - 17) / 4).isEqualTo(version);
    return LabelLayout.module(code, sheet);
  }
}
