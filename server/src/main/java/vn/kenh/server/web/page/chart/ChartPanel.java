package vn.kenh.server.web.page.chart;

import java.util.List;

/**
 * Lines that share a unit and so an axis.
 *
 * @param unit as shown, such as {@code %} or {@code °C}; empty for a number without unit
 */
public record ChartPanel(String unit, List<ChartLine> lines) {

  public boolean isEmpty() {
    return lines.stream().allMatch(line -> line.series().buckets().isEmpty());
  }
}
