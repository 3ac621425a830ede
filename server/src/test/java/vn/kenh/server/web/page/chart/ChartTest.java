package vn.kenh.server.web.page.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.kenh.server.telemetry.Series;
import vn.kenh.server.telemetry.Series.Bucket;
import vn.kenh.server.web.page.text.Language;
import vn.kenh.server.web.page.text.LocalFormat;
import vn.kenh.server.web.page.text.Messages;

final class ChartTest {

  private static final long HOUR = 3_600_000;
  private static final long FROM = 1_800_000_000_000L / HOUR * HOUR;

  private final LocalFormat format =
      new LocalFormat(Language.VIETNAMESE, Messages.load(Language.VIETNAMESE));

  @Test
  void aLineRunsFromTheLowestToTheHighestGridLine() {
    Drawing drawing = draw(series(0, 10, 20, 30));
    assertThat(drawing.strokes().get(0).line())
        .isEqualTo("M68 224L153.8 152.7L239.7 81.3L325.5 10");
    assertThat(drawing.rows())
        .extracting(Drawing.Mark::label)
        .containsExactly("0", "10", "20", "30");
  }

  @Test
  void aLineBreaksWhereNothingWasMeasured() {
    List<Bucket> buckets = new ArrayList<>();
    for (int hour : new int[] {0, 1, 2, 6, 7}) {
      buckets.add(new Bucket(FROM + hour * HOUR, 5, 5, 5));
    }
    String line = draw(new Series(HOUR, buckets)).strokes().get(0).line();
    assertThat(line.chars().filter(c -> c == 'M').count()).isEqualTo(2);
  }

  @Test
  void aLoneReadingIsDrawnAsADot() {
    assertThat(draw(series(4)).strokes().get(0).line()).endsWith("h0");
  }

  @Test
  void theSpreadWithinBucketsIsDrawnAsABand() {
    Series spread =
        new Series(HOUR, List.of(new Bucket(FROM, 5, 4, 6), new Bucket(FROM + HOUR, 6, 5, 7)));
    assertThat(draw(spread).strokes().get(0).band()).startsWith("M").endsWith("Z");
    assertThat(draw(series(5, 6)).strokes().get(0).band()).isEmpty();
  }

  @Test
  void aConstantStaysInsideTheChart() {
    Drawing drawing = draw(series(0, 0, 0));
    assertThat(drawing.strokes().get(0).line()).doesNotContain("NaN", "Infinity");
  }

  @Test
  void anEmptyPanelHasAxesAndNoLine() {
    Drawing drawing = draw(series());
    assertThat(drawing.strokes().get(0).line()).isEmpty();
    assertThat(drawing.rows()).isNotEmpty();
    assertThat(drawing.columns()).isNotEmpty();
  }

  @Test
  void smallDifferencesHaveLabelsThatTellThemApart() {
    Drawing drawing = draw(series(0.81, 0.812, 0.814));
    assertThat(drawing.rows()).extracting(Drawing.Mark::label).doesNotHaveDuplicates();
  }

  @Test
  void aSparklineShowsTheBandOfGoodValues() {
    Sparkline spark = Sparkline.of(series(20, 30, 35), FROM, FROM + 8 * HOUR, 26, 40);
    assertThat(spark.isEmpty()).isFalse();
    assertThat(Double.parseDouble(spark.bandHeight())).isPositive();
    assertThat(spark.area()).endsWith("Z");
    assertThat(Sparkline.of(series(), FROM, FROM + HOUR, 26, 40).isEmpty()).isTrue();
  }

  private Drawing draw(Series series) {
    ChartPanel panel = new ChartPanel("%", List.of(new ChartLine("m", "m", 0, series)));
    return new TrendDrawer(FROM, FROM + 664L * HOUR * 10 / 885, format).draw(panel);
  }

  private static Series series(double... values) {
    List<Bucket> buckets = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      buckets.add(new Bucket(FROM + i * HOUR, values[i], values[i], values[i]));
    }
    return new Series(0, buckets);
  }
}
