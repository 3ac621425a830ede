package vn.kenh.server;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import vn.kenh.gateway.intake.PointTags;
import vn.kenh.gateway.reading.LineProtocolWriter;
import vn.kenh.server.registry.Placement;
import vn.kenh.server.registry.Registry;

/** Tags each point with the farm and plot where its device stands. */
final class PlacementTags implements PointTags {

  private static final byte[] NONE_KNOWN = {};

  private final Registry registry;
  private final Map<Placement, byte[]> tags = new ConcurrentHashMap<>();

  PlacementTags(Registry registry) {
    this.registry = registry;
  }

  @Override
  public byte[] of(String device) {
    return registry
        .placement(device)
        .map(placement -> tags.computeIfAbsent(placement, PlacementTags::encode))
        .orElse(NONE_KNOWN);
  }

  private static byte[] encode(Placement placement) {
    Map<String, String> byKey = new TreeMap<>();
    byKey.put("farm", placement.farm());
    byKey.put("plot", placement.plot());
    return LineProtocolWriter.tags(byKey);
  }
}
