package vn.kenh.server.web.page.chart;

import java.util.List;

/**
 * A chart ready to be written as SVG, in the SVG's own coordinates.
 *
 * @param left where the plotting area begins, right of the labels
 * @param bottom where it ends, above the labels
 */
public record Drawing(
    int width,
    int height,
    int left,
    int right,
    int top,
    int bottom,
    List<Mark> rows,
    List<Mark> columns,
    List<Stroke> strokes) {

  /** A grid line and its label. */
  public record Mark(String position, String label) {}

  /**
   * A line.
   *
   * @param line path data of the means
   * @param band path data of the area between least and greatest value; empty when there is none
   */
  public record Stroke(int colour, String line, String band) {}
}
