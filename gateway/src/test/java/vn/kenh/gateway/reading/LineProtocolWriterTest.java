package vn.kenh.gateway.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LineProtocolWriterTest {

  private final LineProtocolWriter writer = new LineProtocolWriter();

  @Test
  void aPointIsOneLineWithMillisecondTime() {
    writer.begin("d1");
    writer.field("soil_moisture", 31.4);
    writer.field("valve_open", 1);
    assertThat(writer.end(1_700_000_000_000L)).isTrue();
    assertThat(text())
        .isEqualTo("telemetry,device=d1 soil_moisture=31.4,valve_open=1 1700000000000\n");
    assertThat(writer.points()).isEqualTo(1);
    assertThat(writer.readings()).isEqualTo(2);
  }

  @Test
  void tagsStandBehindTheDevice() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("farm", "Hải Dương");
    tags.put("plot", "a,b=c");
    writer.begin("d 1", LineProtocolWriter.tags(tags));
    writer.field("rssi", -90);
    writer.end(5);
    assertThat(text())
        .isEqualTo("telemetry,device=d\\ 1,farm=Hải\\ Dương,plot=a\\,b\\=c rssi=-90 5\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "31, 31",
    "31.5, 31.5",
    "24.59, 24.59",
    "0.1, 0.1",
    "-0.000001, -0.000001",
    "1013.25, 1013.25",
    "123456789012, 123456789012",
    "100.000001, 100.000001",
    "9007199254740991, 9007199254740991",
    "1e22, 1.0E22",
    "0.0000001, 1.0E-7"
  })
  void numbersAreAsShortAsTheyCanBe(double value, String written) {
    writer.begin("d");
    writer.field("x", value);
    writer.end(1);
    assertThat(text()).isEqualTo("telemetry,device=d x=" + written + " 1\n");
  }

  @Test
  void aPointWithoutValuesLeavesNoLine() {
    writer.begin("d1");
    assertThat(writer.end(1)).isFalse();
    assertThat(writer.size()).isZero();
    assertThat(writer.points()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "a\\", "\u007f", "\ud800"})
  void whatLineProtocolCannotCarryIsRefusedAndLeavesNoTrace(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> writer.begin(name));
    assertThat(writer.size()).isZero();
    writer.begin("d");
    writer.field("a", 1);
    assertThatIllegalArgumentException().isThrownBy(() -> writer.field(name, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> writer.field("x", Double.NaN));
    writer.field("b", 2);
    writer.end(3);
    assertThat(text()).isEqualTo("telemetry,device=d a=1,b=2 3\n");
    assertThat(writer.readings()).isEqualTo(2);
  }

  @Test
  void rollbackForgetsWhatCameAfterTheMark() {
    writer.begin("d1");
    writer.field("a", 1);
    writer.end(1);
    writer.mark();
    writer.begin("d2");
    writer.field("a", 1);
    writer.end(1);
    writer.begin("d3");
    writer.field("a", 1);
    writer.rollback();
    assertThat(text()).isEqualTo("telemetry,device=d1 a=1 1\n");
    assertThat(writer.points()).isEqualTo(1);
    assertThat(writer.readings()).isEqualTo(1);
    writer.clear();
    assertThat(writer.toFrame().lines()).isEmpty();
  }

  @Test
  void framesAreAppendedAsTheyAre() {
    byte[] lines = "telemetry,device=d a=1,b=2 3\n".getBytes(StandardCharsets.UTF_8);
    writer.append(new Frame(lines, 2, 1));
    writer.append(new Frame(lines, 2, 1));
    Frame both = writer.toFrame();
    assertThat(both.points()).isEqualTo(2);
    assertThat(both.readings()).isEqualTo(4);
    assertThat(both.lines()).hasSize(lines.length * 2);
  }

  private String text() {
    return new String(writer.toByteArray(), StandardCharsets.UTF_8);
  }
}
