package vn.kenh.gateway.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class MetricDocumentationTest {

  @Test
  void theMqttReferenceListsEveryMetricWithUnitRangeAndKind() throws IOException {
    StringBuilder table = new StringBuilder("| metric | unit (UCUM) | accepted range | kind |\n");
    table.append("| --- | --- | --- | --- |\n");
    for (Metric metric : MetricCatalogue.all()) {
      table.append(
          "| `%s` | %s | %s to %s | %s |\n"
              .formatted(
                  metric.name(),
                  metric.ucumUnit(),
                  plain(metric.min()),
                  plain(metric.max()),
                  metric.kind().name().toLowerCase(Locale.ROOT)));
    }
    assertThat(Files.readString(Path.of("../docs/mqtt.md"))).contains(table);
  }

  private static String plain(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
