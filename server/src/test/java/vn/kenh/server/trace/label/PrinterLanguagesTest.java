package vn.kenh.server.trace.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class PrinterLanguagesTest {

  private static final Label LABEL = LabelFixtures.label("VT24/118", "7\"X", "Vải thiều", "HTX");

  @Test
  void zplSendsTheTextOnceAndEachLabelWithItsOwnNumbers() throws IOException {
    String zpl = zpl(List.of(LABEL, LabelFixtures.label("VT24/118", "8Y", "Vải thiều", "HTX")));
    String picture = zpl.lines().findFirst().orElseThrow();
    assertThat(picture).matches("~DGR:KENH\\.GRF,\\d+,\\d+,[0-9A-F]+");
    assertThat(zpl.substring(picture.length() + 1))
        .isEqualTo(
            """
            ^XA^CI28^PW400^LL240^LH0,0
            ^FO16,46^BQN,2,4^FH\\^FDMA,https://kenh.example.vn/01/08938505974194/10/VT24%2F118/21/7%22X^FS
            ^FO180,10^XGR:KENH.GRF,1,1^FS
            ^FO180,190^A0N,18,16^FH\\^FD(01) 08938505974194^FS
            ^FO180,210^A0N,18,16^FH\\^FD(21) 7"X^FS
            ^XZ
            ^XA^CI28^PW400^LL240^LH0,0
            ^FO16,46^BQN,2,4^FH\\^FDMA,https://kenh.example.vn/01/08938505974194/10/VT24%2F118/21/8Y^FS
            ^FO180,10^XGR:KENH.GRF,1,1^FS
            ^FO180,190^A0N,18,16^FH\\^FD(01) 08938505974194^FS
            ^FO180,210^A0N,18,16^FH\\^FD(21) 8Y^FS
            ^XZ
            ^XA^IDR:KENH.GRF^FS^XZ
            """);
  }

  @Test
  void zplEscapesWhatItWouldTakeForCommands() {
    assertThat(ZplLabels.field("a^b~c\\d_e,f")).isEqualTo("^FH\\^FDa\\5Eb\\7Ec\\5Cd_e,f^FS\n");
  }

  @Test
  void tsplStatesModelTwoAndEscapesQuotationMarks() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TsplLabels.write(List.of(LABEL).iterator(), out);
    String tspl = out.toString(StandardCharsets.ISO_8859_1);
    Matcher bitmap = Pattern.compile("BITMAP 180,10,(\\d+),(\\d+),0,").matcher(tspl);
    assertThat(bitmap.find()).isTrue();
    int bytes = Integer.parseInt(bitmap.group(1)) * Integer.parseInt(bitmap.group(2));
    assertThat(tspl.substring(0, bitmap.start()))
        .isEqualTo(
            """
            SIZE 50 mm,30 mm
            GAP 2 mm,0 mm
            DIRECTION 1
            REFERENCE 0,0
            CODEPAGE UTF-8
            CLS
            QRCODE 16,46,M,4,A,0,M2,"https://kenh.example.vn/01/08938505974194/10/VT24%2F118/21/7%22X"
            """
                .replace("\n", "\r\n"));
    assertThat(tspl.substring(bitmap.end() + bytes))
        .isEqualTo(
            """

            TEXT 180,190,"1",0,1,1,"(01) 08938505974194"
            TEXT 180,210,"1",0,1,1,"(21) 7\\["]X"
            PRINT 1,1
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void vietnameseTextIsDrawnDotByDot() {
    TextPicture picture =
        TextPicture.of(List.of(new TextBlock("Ế", true, 40, 1, false, 0)), 32, 48);
    StringBuilder drawn = new StringBuilder();
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int octet = picture.bits()[(y * picture.width() + x) / 8];
        drawn.append((octet >> (7 - x % 8) & 1) == 1 ? '#' : ' ');
      }
      drawn.append('\n');
    }
    List<String> rows = drawn.toString().lines().map(String::stripTrailing).toList();
    assertThat(rows.stream().filter(row -> row.matches(" {2,4}#{21,23}")).count())
        .as("the three bars of the letter:\n" + drawn)
        .isEqualTo(13);
    assertThat(rows.subList(2, 10))
        .as("its accents:\n" + drawn)
        .anyMatch(row -> row.contains("##"));
  }

  @Test
  void theLongestNumbersStayOnTheLabel() {
    for (Label label : LabelFixtures.varied()) {
      ThermalLabel layout = ThermalLabel.of(label);
      assertThat(layout.textX() + layout.text().width()).isLessThanOrEqualTo(ThermalLabel.WIDTH);
      assertThat(layout.textX() + 8 * 19).isLessThan(ThermalLabel.WIDTH);
      int side = QrCode.of(label.uri()).size() * ThermalLabel.MODULE;
      assertThat(layout.codeY() + side).isLessThanOrEqualTo(ThermalLabel.HEIGHT);
    }
  }

  private static String zpl(List<Label> labels) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ZplLabels.write(labels.iterator(), out);
    return out.toString(StandardCharsets.US_ASCII);
  }
}
