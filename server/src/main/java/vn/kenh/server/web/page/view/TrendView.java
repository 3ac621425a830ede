package vn.kenh.server.web.page.view;

import java.util.List;
import java.util.Optional;
import vn.kenh.server.web.page.chart.Drawing;

/**
 * The trends of a plot or a device.
 *
 * @param path the page's own path
 * @param subject {@code plot} or {@code device}, as the API's parameter is called
 * @param id of that plot or device
 * @param farm whose live readings to listen to; empty where the device has no place
 * @param chips every metric there is to choose from
 * @param panels the chosen ones, one panel a unit
 * @param table the same as numbers
 * @param csv address of all raw readings of the range
 * @param storeDown whether the charts are missing because the store does not answer
 */
public record TrendView(
    String path,
    String subject,
    String id,
    Optional<String> farm,
    TrendRange range,
    List<RangeLink> ranges,
    List<Chip> chips,
    List<Panel> panels,
    Table table,
    String csv,
    boolean storeDown) {

  /** A range that is one touch away. */
  public record RangeLink(String code, String href, boolean current) {}

  /** A metric that can be shown or hidden; {@code href} is this page with that changed. */
  public record Chip(MetricLabel metric, int colour, boolean shown, String href) {}

  /** Lines of one unit. */
  public record Panel(
      String unit, int decimals, List<Line> lines, Drawing drawing, boolean empty) {}

  /** A line's entry in the legend. */
  public record Line(MetricLabel metric, int colour, String newest) {}

  /** Numbers at a distance that can be read, newest first. */
  public record Table(List<String> columns, List<Row> rows) {}

  /** The means of one step of time; empty text where nothing was measured. */
  public record Row(String time, List<String> values) {}

  /** The names of the shown metrics, as a form's hidden fields carry them on. */
  public List<String> shown() {
    return chips.stream().filter(Chip::shown).map(chip -> chip.metric().name()).toList();
  }
}
