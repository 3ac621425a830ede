package vn.kenh.server.web.page.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.kenh.server.trace.growing.DayRange;

final class MoistureChartTest {

  /** Height of digits, as a part of their size; the largest size is that on a phone. */
  private static final double PHONE_TEXT = 20;

  private static final double DIGIT_HEIGHT = 0.75;

  /** How far below a line's middle its label stands, as in origin.jte. */
  private static final double BASELINE = 5;

  private static final LocalDate DAY = LocalDate.of(2026, 6, 1);

  @Test
  void noLabelIsCutAtTheTop() {
    MoistureChart chart = chart(new DayRange(DAY, 32, 35, 39, 100));
    double highest = chart.ticks().stream().mapToDouble(MoistureChart.Tick::at).min().orElseThrow();
    assertThat(highest + BASELINE - DIGIT_HEIGHT * PHONE_TEXT).isGreaterThanOrEqualTo(0);
  }

  @Test
  void theHighestValueAndTheLowestStandOnTheScale() {
    MoistureChart chart = chart(new DayRange(DAY, 3, 50, 100, 100));
    assertThat(chart.ticks()).first().extracting(MoistureChart.Tick::text).isEqualTo("0%");
    assertThat(chart.ticks()).last().extracting(MoistureChart.Tick::text).isEqualTo("100%");
    assertThat(chart.ticks())
        .allSatisfy(tick -> assertThat(tick.at()).isBetween(0.0, (double) MoistureChart.HEIGHT));
  }

  private static MoistureChart chart(DayRange range) {
    return MoistureChart.of(DAY, 14, List.of(range), new OriginTexts(ReaderLanguage.VIETNAMESE));
  }
}
