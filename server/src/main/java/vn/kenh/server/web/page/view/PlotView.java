package vn.kenh.server.web.page.view;

import java.util.List;
import vn.kenh.server.registry.Farm;

/** A plot: its state, its trends, its devices. */
public record PlotView(Farm farm, PlotCard card, TrendView trends, List<DeviceRow> devices) {}
