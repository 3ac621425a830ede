package vn.kenh.server.telemetry;

/** Takes raw readings one by one. */
@FunctionalInterface
public interface RowConsumer {

  void row(long timeMillis, String device, String metric, double value);
}
