package vn.kenh.server.web.api;

import java.util.Map;
import vn.kenh.server.telemetry.LatestValue;
import vn.kenh.server.telemetry.StoreUnavailableException;

/** Gives a device's newest value of each metric, by metric name. May block. */
@FunctionalInterface
public interface LatestSource {

  Map<String, LatestValue> latest(String device)
      throws StoreUnavailableException, InterruptedException;
}
