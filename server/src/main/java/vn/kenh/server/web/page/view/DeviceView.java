package vn.kenh.server.web.page.view;

import java.util.List;
import java.util.Optional;
import vn.kenh.server.registry.Farm;
import vn.kenh.server.registry.Plot;

/** A device: where it stands, what it read last, its trends. */
public record DeviceView(
    DeviceRow device,
    Optional<Farm> farm,
    Optional<Plot> plot,
    List<Newest> newest,
    TrendView trends,
    Optional<Picture> picture) {

  /** The newest value of a metric, in words, and when it was measured. */
  public record Newest(String label, String value, String time) {}
}
