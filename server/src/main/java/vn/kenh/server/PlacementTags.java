package vn.kenh.server;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import vn.kenh.gateway.intake.PointTags;
import vn.kenh.gateway.reading.LineProtocolWriter;
import vn.kenh.server.registry.Placement;
import vn.kenh.server.registry.Registry;

/** Tags each point with the farm and plot where its device stands. */
final class PlacementTags implements PointTags {

  private static final byte[] NONE_KNOWN = {};

  private final Registry registry;
  private final Consumer<String> unplaced;
  private final Map<Placement, byte[]> tags = new ConcurrentHashMap<>();

  /**
   * Sets up the tags.
   *
   * @param unplaced told of devices that stand nowhere, or are not registered at all; must not
   *     block
   */
  PlacementTags(Registry registry, Consumer<String> unplaced) {
    this.registry = registry;
    this.unplaced = unplaced;
  }

  @Override
  public byte[] of(String device) {
    Optional<Placement> placement = registry.placement(device);
    if (placement.isEmpty()) {
      unplaced.accept(device);
      return NONE_KNOWN;
    }
    return tags.computeIfAbsent(placement.get(), PlacementTags::encode);
  }

  private static byte[] encode(Placement placement) {
    Map<String, String> byKey = new TreeMap<>();
    byKey.put("farm", placement.farm());
    byKey.put("plot", placement.plot());
    return LineProtocolWriter.tags(byKey);
  }
}
