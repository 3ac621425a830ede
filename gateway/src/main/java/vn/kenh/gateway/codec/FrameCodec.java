package vn.kenh.gateway.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import vn.kenh.gateway.reading.DeviceIds;
import vn.kenh.gateway.reading.LineProtocolException;
import vn.kenh.gateway.reading.LineProtocolReader;
import vn.kenh.gateway.reading.LineProtocolWriter;

/**
 * Frames of gateways, on {@code kenh/{gateway}/frame}: line protocol of the measurement {@code
 * telemetry} with a tag {@code device} and millisecond times, plain, gzip or zstd. Other tags are
 * dropped: where a device stands is known here, not there. A line that cannot be read is set aside
 * and the others are kept; a frame without a single good line is undecodable as a whole.
 */
public final class FrameCodec implements PayloadCodec {

  private static final String KIND = "frame";

  @Override
  public String name() {
    return "frame";
  }

  @Override
  public boolean handles(String topic) {
    return DeviceTopic.is(topic, KIND);
  }

  @Override
  public void decode(Message message, ReadingOutput output) throws UndecodableException {
    DeviceTopic.device(message.topic());
    byte[] lines = FramePayload.unpack(message.payload());
    LineProtocolReader reader = new LineProtocolReader().read(lines);
    PointValues values = new PointValues();
    int points = 0;
    String firstProblem = null;
    boolean more = true;
    while (more) {
      String problem;
      try {
        more = reader.next();
        problem = more ? problem(reader) : null;
      } catch (LineProtocolException e) {
        problem = e.getMessage();
      }
      if (problem != null) {
        output.rejectPart(Arrays.copyOfRange(lines, reader.lineStart(), reader.lineEnd()), problem);
        firstProblem = firstProblem == null ? problem : firstProblem;
      } else if (more) {
        point(reader, values, message, output);
        points++;
      }
    }
    if (points == 0) {
      throw new UndecodableException(
          firstProblem == null
              ? "the frame is empty; expected lines such as telemetry,device=ID soil_moisture=31.4 1700000000000"
              : "no line of the frame can be read; the first: " + firstProblem);
    }
  }

  private static @Nullable String problem(LineProtocolReader reader) {
    if (!reader.measurement().equals(LineProtocolWriter.MEASUREMENT)) {
      return "measurement " + reader.measurement() + " where only telemetry is taken";
    }
    return DeviceIds.isValid(reader.device()) ? null : "the tag device is no device id";
  }

  private static void point(
      LineProtocolReader reader, PointValues values, Message message, ReadingOutput output) {
    values.clear();
    for (int i = 0; i < reader.fieldCount(); i++) {
      double value = reader.value(i);
      if (Double.isFinite(value)) {
        values.value(reader.key(i), value);
      } else {
        values.reject(reader.key(i), Double.toString(value), "not a finite number");
      }
    }
    output.point(
        reader.device(), reader.hasTime() ? reader.timeMillis() : message.receivedMillis());
    values.writeTo(output);
    for (int i = 0; i < reader.ignoredFields(); i++) {
      output.ignore("");
    }
  }
}
