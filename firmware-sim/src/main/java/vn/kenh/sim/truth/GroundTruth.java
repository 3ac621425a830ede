package vn.kenh.sim.truth;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.kenh.sim.farm.PlotWorld;
import vn.kenh.sim.fault.Fault;
import vn.kenh.sim.soil.SoilColumn;
import vn.kenh.sim.water.DripLine;

/**
 * Writes what really happened, one JSON object a line, told apart by {@code type}: {@code run},
 * {@code fault}, {@code plot} (every ten minutes), {@code message}, {@code acknowledged}, {@code
 * refused}, {@code dropped}, {@code command}, {@code counts}.
 */
public final class GroundTruth implements AutoCloseable {

  private final @Nullable BufferedWriter out;
  private boolean finished;

  private GroundTruth(@Nullable BufferedWriter out) {
    this.out = out;
  }

  /** Writes to {@code file}, replacing what it holds. */
  public static GroundTruth to(Path file) {
    try {
      return new GroundTruth(Files.newBufferedWriter(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the ground truth to " + file, e);
    }
  }

  /** Writes nothing. */
  public static GroundTruth nowhere() {
    return new GroundTruth(null);
  }

  public boolean isWritten() {
    return out != null;
  }

  /** The frame of the run. Times are epoch milliseconds. */
  public void run(long seed, long historyFrom, long liveFrom, int devices) {
    write(
        "{\"type\":\"run\",\"seed\":%d,\"history_from\":%d,\"live_from\":%d,\"devices\":%d}",
        seed, historyFrom, liveFrom, devices);
  }

  public void fault(String device, Fault fault) {
    write(
        "{\"type\":\"fault\",\"device\":\"%s\",\"kind\":\"%s\",\"amount\":\"%s\",\"from\":%s,\"to\":%s}",
        device,
        fault.kind().code(),
        fault.amount(),
        fault.fromMillis() == Long.MIN_VALUE ? "null" : Long.toString(fault.fromMillis()),
        fault.toMillis() == Long.MAX_VALUE ? "null" : Long.toString(fault.toMillis()));
  }

  /** A plot as it really is: soil by layer, true flow, and the water balance since the start. */
  public void plot(long millis, PlotWorld plot) {
    if (out == null) {
      return;
    }
    DripLine.Point point = plot.valve().pointAt(millis);
    SoilColumn.Balance balance = plot.soil().balance();
    write(
        "{\"type\":\"plot\",\"time\":%d,\"plot\":\"%s\",\"soil_moisture\":[%.4f,%.4f,%.4f],"
            + "\"storage_mm\":%.6f,\"rain_mm\":%.6f,\"irrigation_mm\":%.6f,\"et_mm\":%.6f,"
            + "\"drainage_mm\":%.6f,\"runoff_mm\":%.6f,\"flow\":%.3f,\"emitted\":%.3f,"
            + "\"pressure\":%.2f,\"volume\":%.3f,\"valve_ordered\":%b,\"valve_passes\":%b,"
            + "\"canopy\":%.4f}",
        millis,
        plot.plan().id(),
        100 * plot.soil().moisture(0),
        100 * plot.soil().moisture(1),
        100 * plot.soil().moisture(2),
        plot.soil().storage(),
        balance.rain(),
        balance.irrigation(),
        balance.evapotranspiration(),
        balance.drainage(),
        balance.runoff(),
        point.flow(),
        point.emitted(),
        point.pressure(),
        plot.valve().litresAt(millis),
        plot.valve().orderedOpen(millis),
        plot.valve().passes(millis),
        plot.growth().canopy());
  }

  /**
   * A message was made; {@code from} and {@code to} are device times of its first and last report.
   */
  public void message(String device, long number, String topic, int points, long from, long to) {
    if (out != null) {
      write(
          "{\"type\":\"message\",\"device\":\"%s\",\"number\":%d,\"topic\":\"%s\",\"points\":%d,"
              + "\"from\":%d,\"to\":%d}",
          device, number, topic, points, from, to);
    }
  }

  public void acknowledged(String device, long number) {
    fate("acknowledged", device, number);
  }

  public void refused(String device, long number) {
    fate("refused", device, number);
  }

  public void dropped(String device, long number) {
    fate("dropped", device, number);
  }

  /** A command came, by the world's time. */
  public void command(long millis, String device, String id, String name, String fate) {
    write(
        "{\"type\":\"command\",\"time\":%d,\"device\":\"%s\",\"id\":\"%s\",\"command\":\"%s\","
            + "\"fate\":\"%s\"}",
        millis, device, escape(id), escape(name), escape(fate));
  }

  public void counts(String device, Counts.Snapshot counts) {
    write(
        "{\"type\":\"counts\",\"device\":\"%s\",\"messages\":%d,\"points\":%d,\"sent\":%d,"
            + "\"acknowledged\":%d,\"acknowledged_points\":%d,\"duplicates\":%d,\"refused\":%d,"
            + "\"dropped\":%d}",
        device,
        counts.produced(),
        counts.points(),
        counts.sent(),
        counts.acknowledged(),
        counts.acknowledgedPoints(),
        counts.duplicates(),
        counts.refused(),
        counts.dropped());
  }

  @Override
  public void close() {
    BufferedWriter writer = out;
    if (writer != null) {
      try {
        synchronized (writer) {
          finished = true; // an acknowledgement that comes later belongs to no run
          writer.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot finish the ground truth", e);
      }
    }
  }

  private void fate(String type, String device, long number) {
    if (out != null) {
      write("{\"type\":\"%s\",\"device\":\"%s\",\"number\":%d}", type, device, number);
    }
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
  }

  private void write(String format, Object... values) {
    BufferedWriter writer = out;
    if (writer == null) {
      return;
    }
    try {
      String line = String.format(Locale.ROOT, format, values);
      synchronized (writer) {
        if (finished) {
          return;
        }
        writer.write(line);
        writer.newLine();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the ground truth", e);
    }
  }
}
