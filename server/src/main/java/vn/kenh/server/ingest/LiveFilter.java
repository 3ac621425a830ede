package vn.kenh.server.ingest;

/** Which readings a subscriber wants. */
@FunctionalInterface
public interface LiveFilter {

  /** Everything. */
  LiveFilter ALL = (device, farm, plot) -> true;

  static LiveFilter ofFarm(String wanted) {
    return (device, farm, plot) -> farm.equals(wanted);
  }

  static LiveFilter ofPlot(String wanted) {
    return (device, farm, plot) -> plot.equals(wanted);
  }

  static LiveFilter ofDevice(String wanted) {
    return (device, farm, plot) -> device.equals(wanted);
  }

  /** Whether readings of a point with these tags are wanted; called for every point. */
  boolean wants(String device, String farm, String plot);
}
