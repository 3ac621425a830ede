package vn.kenh.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LinePointTest {

  @Test
  void aLineComesApartAndTogetherAsItWas() {
    String line =
        "telemetry,device=a\\ b\\,c,farm=\"f co2=1,li\\,ght=2i,note=\"x, y \\\" z\",on=t 17";

    LinePoint point = LinePoint.of(line).orElseThrow();

    assertThat(point.head()).isEqualTo("telemetry,device=a\\ b\\,c,farm=\"f");
    assertThat(point.fields())
        .containsExactly("co2=1", "li\\,ght=2i", "note=\"x, y \\\" z\"", "on=t");
    assertThat(point.time()).isEqualTo("17");
    assertThat(point.with(point.fields())).isEqualTo(line);
    assertThat(point.with(List.of("on=t"))).isEqualTo(point.head() + " on=t 17");
    assertThat(LinePoint.keyOf("li\\,ght=2i")).isEqualTo("li,ght");
  }

  @Test
  void aLineWithoutATimeStaysWithoutOne() {
    LinePoint point = LinePoint.of("m,device=a x=1,y=2").orElseThrow();
    assertThat(point.with(List.of("y=2"))).isEqualTo("m,device=a y=2");
  }

  @Test
  void aLineWithoutFieldsIsNoPoint() {
    assertThat(LinePoint.of("rubbish")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "m,device=a x=1 1 | 1",
        "m,device=a x=1,y=2,z=3 1;m,device=b x=1 1; | 4",
        "m,device=a\\ b\\,c x=1,y=2 1 | 2",
        "m,device=a x=\"1,2 3\",y=2 1 | 2",
        ";;# a comment, with commas;m,device=a x=1 1 | 1",
        "rubbish;m,device=a x=1 1 | 2"
      })
  void fieldsAreCountedAsTheyAreRefused(String lines, int readings) {
    byte[] bytes = lines.replace(';', '\n').getBytes(StandardCharsets.UTF_8);
    assertThat(Readings.count(bytes)).isEqualTo(readings);
  }
}
