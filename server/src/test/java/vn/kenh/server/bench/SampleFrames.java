package vn.kenh.server.bench;

import java.util.Map;
import vn.kenh.gateway.reading.Frame;
import vn.kenh.gateway.reading.LineProtocolWriter;

/** Frames as a field of drip stations sends them: five metrics a point, one point a minute each. */
final class SampleFrames {

  private static final byte[] TAGS = LineProtocolWriter.tags(Map.of("farm", "thanh-ha"));

  private final int devices;
  private final long startMillis;
  private final LineProtocolWriter writer = new LineProtocolWriter(1 << 20);
  private long next;

  SampleFrames(int devices, long startMillis) {
    this.devices = devices;
    this.startMillis = startMillis;
  }

  /** The next points, device after device, minute after minute. */
  Frame next(int points) {
    writer.clear();
    for (int i = 0; i < points; i++, next++) {
      long minute = next / devices;
      long device = next % devices;
      writer.begin("drip-" + device, TAGS);
      writer.field("soil_moisture", 20 + (minute * 7 + device) % 200 / 10.0);
      writer.field("soil_temperature", 22 + (minute + device) % 90 / 10.0);
      writer.field("water_flow", (minute + device) % 30 == 0 ? 0 : 12.5);
      writer.field("water_volume", minute * 12.5);
      writer.field("battery_voltage", 3.6 + (minute + device) % 5 / 100.0);
      writer.end(startMillis + minute * 60_000);
    }
    return writer.toFrame();
  }
}
