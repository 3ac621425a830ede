package vn.kenh.gateway.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LineProtocolReaderTest {

  private final LineProtocolReader reader = new LineProtocolReader();

  @Test
  void aPointIsReadWithItsTagsFieldsAndTime() throws Exception {
    read(
        "telemetry,device=d\\ 1,farm=F1,plot=a\\,b\\=c m=31.4,v=t,n=7i,s=\"x, \\\" y\" 1700000000000");
    assertThat(reader.next()).isTrue();
    assertThat(reader.measurement()).isEqualTo("telemetry");
    assertThat(reader.device()).isEqualTo("d 1");
    assertThat(reader.tag("farm")).contains("F1");
    assertThat(reader.tag("plot")).contains("a,b=c");
    assertThat(reader.tag("device")).isEmpty();
    assertThat(reader.fieldCount()).isEqualTo(3);
    assertThat(reader.key(0)).isEqualTo("m");
    assertThat(reader.value(0)).isEqualTo(31.4);
    assertThat(reader.value(1)).isEqualTo(1);
    assertThat(reader.value(2)).isEqualTo(7);
    assertThat(reader.ignoredFields()).isEqualTo(1);
    assertThat(reader.hasTime()).isTrue();
    assertThat(reader.timeMillis()).isEqualTo(1_700_000_000_000L);
    assertThat(reader.next()).isFalse();
  }

  @Test
  void emptyLinesCommentsAndWindowsLineEndsArePassedOver() throws Exception {
    read("\n# comment\r\n\r\ntelemetry,device=a x=1 1\r\n  telemetry,device=b x=2\n#end");
    assertThat(reader.next()).isTrue();
    assertThat(reader.device()).isEqualTo("a");
    assertThat(reader.next()).isTrue();
    assertThat(reader.device()).isEqualTo("b");
    assertThat(reader.hasTime()).isFalse();
    assertThat(reader.next()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "telemetry",
        "telemetry x=1 1",
        "telemetry,device=d",
        "telemetry,device=d x=1,",
        "telemetry,device= x=1 1",
        "telemetry,=d x=1 1",
        "telemetry,device=d,farm x=1 1",
        "telemetry,device=d=e x=1 1",
        "telemetry,device=d x= 1",
        "telemetry,device=d x=NaN 1",
        "telemetry,device=d x=1x 1",
        "telemetry,device=d x=1e 1",
        "telemetry,device=d x=. 1",
        "telemetry,device=d x=maybe 1",
        "telemetry,device=d x=\"open 1",
        "telemetry,device=d x=1 1.5",
        "telemetry,device=d x=1 -",
        "telemetry,device=d x=1 1 2",
        "telemetry,device=d x=1 1234567890123456789",
        ",device=d x\u0000"
      })
  void aWrongLineIsAnErrorAndTheNextOneIsRead(String line) throws Exception {
    read(line + "\ntelemetry,device=next x=2 2\n");
    assertThatThrownBy(reader::next)
        .isInstanceOf(LineProtocolException.class)
        .hasMessageContaining("at byte");
    assertThat(reader.next()).isTrue();
    assertThat(reader.device()).isEqualTo("next");
  }

  @Test
  void textThatIsNotUtf8IsAnError() {
    byte[] bytes = "telemetry,device=d? x=1 1".getBytes(StandardCharsets.ISO_8859_1);
    bytes[18] = (byte) 0xff;
    reader.read(bytes);
    assertThatThrownBy(reader::next).isInstanceOf(LineProtocolException.class);
  }

  @Test
  void theErrorSaysWhere() {
    read("telemetry,device=a x=1 1\ntelemetry,device=b x=? 1");
    assertThatThrownBy(
            () -> {
              while (reader.next()) {
                assertThat(reader.device()).isEqualTo("a");
              }
            })
        .isInstanceOfSatisfying(
            LineProtocolException.class, e -> assertThat(e.offset()).isEqualTo(46));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "-1.50, -1.5",
    "+2, 2",
    ".5, 0.5",
    "5., 5",
    "1e3, 1000",
    "1.5E-3, 0.0015",
    "0.1, 0.1",
    "007, 7",
    "123456789012345678901234567890, 123456789012345678901234567890",
    "0.30000000000000004, 0.30000000000000004",
    "4.9e-324, 4.9e-324",
    "1.7976931348623157e308, 1.7976931348623157e308",
    "9007199254740993, 9007199254740992"
  })
  void numbersReadAsTheNearestDouble(String text, double value) throws Exception {
    read("telemetry,device=d x=" + text + " 1");
    assertThat(reader.next()).isTrue();
    assertThat(reader.value(0)).isEqualTo(value);
  }

  @Test
  void aNumberTooGreatIsInfiniteSoThatItsReceiverCanSetItAside() throws Exception {
    read("telemetry,device=d x=1e400,y=-1e99999999999,z=1");
    assertThat(reader.next()).isTrue();
    assertThat(reader.value(0)).isInfinite();
    assertThat(reader.value(1)).isInfinite();
    assertThat(reader.value(2)).isEqualTo(1);
  }

  @Test
  void linesKnowTheirPlaceInTheInput() throws Exception {
    String lines = "\ntelemetry,device=a x=1 1\ntelemetry,device=b x=2 2\n";
    read(lines);
    reader.next();
    assertThat(reader.next()).isTrue();
    assertThat(lines.substring(reader.lineStart(), reader.lineEnd()))
        .isEqualTo("telemetry,device=b x=2 2");
  }

  private void read(String lines) {
    reader.read(lines.getBytes(StandardCharsets.UTF_8));
  }
}
