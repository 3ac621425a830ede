package vn.kenh.server.web.page.chart;

import vn.kenh.server.telemetry.Series;

/**
 * One line of a chart.
 *
 * @param metric metric name with suffix, as the API takes it
 * @param label what the legend calls it
 * @param colour which of the palette's line colours, from 0 to 5
 */
public record ChartLine(String metric, String label, int colour, Series series) {}
