package vn.kenh.server.web.page;

import com.sun.net.httpserver.HttpExchange;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import vn.kenh.server.registry.Device;
import vn.kenh.server.telemetry.Series;

/** The part of the API that the pages' scripts call, answered from the invented farm. */
final class SampleApi {

  private final InventedFarm farm;
  private final Instant now;

  SampleApi(InventedFarm farm, Instant now) {
    this.farm = farm;
    this.now = now;
  }

  void answer(HttpExchange exchange, String path, Map<String, String> query) throws IOException {
    if (path.equals("/api/v1/readings")) {
      byte[] body = readings(query).getBytes(StandardCharsets.UTF_8);
      PagePreview.send(exchange, 200, "application/json", body);
    } else if (path.equals("/api/v1/live")) {
      exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(
            ("data: {\"time\":" + now.toEpochMilli() + "}\n\n").getBytes(StandardCharsets.UTF_8));
      }
    } else if (path.startsWith("/fixture/")) {
      int hour = Integer.parseInt(path.replaceAll("\\D", ""));
      PagePreview.send(exchange, 200, "image/jpeg", picture(hour));
    } else {
      PagePreview.send(
          exchange, 404, "application/problem+json", "{}".getBytes(StandardCharsets.UTF_8));
    }
  }

  private String readings(Map<String, String> query) {
    Set<String> devices =
        query.containsKey("device")
            ? Set.of(query.getOrDefault("device", ""))
            : farm.devicesOfPlot(query.getOrDefault("plot", "")).stream()
                .map(Device::id)
                .collect(Collectors.toSet());
    Series series =
        farm.trend(
            devices,
            query.getOrDefault("metric", ""),
            Long.parseLong(query.getOrDefault("from", "0")),
            Long.parseLong(query.getOrDefault("to", "0")),
            Integer.parseInt(query.getOrDefault("points", "100")));
    return series.buckets().stream()
        .map(
            b ->
                String.format(
                    Locale.ROOT,
                    "[%d,%.3f,%.3f,%.3f]",
                    b.startMillis(),
                    b.mean(),
                    b.min(),
                    b.max()))
        .collect(
            Collectors.joining(
                ",", "{\"interval_ms\":" + series.intervalMillis() + ",\"points\":[", "]}"));
  }

  /** A field under a sky of that hour. */
  private static byte[] picture(int hour) throws IOException {
    BufferedImage image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    float light = (float) Math.max(0.15, Math.sin((hour - 5) / 14.0 * Math.PI));
    g.setPaint(
        new GradientPaint(
            0,
            0,
            new Color(0.4f * light, 0.65f * light, 0.9f * light),
            0,
            220,
            new Color(0.85f * light, 0.88f * light, 0.8f * light)));
    g.fillRect(0, 0, 640, 220);
    g.setPaint(
        new GradientPaint(
            0,
            200,
            new Color(0.35f * light, 0.5f * light, 0.2f * light),
            0,
            480,
            new Color(0.25f * light, 0.42f * light, 0.12f * light)));
    g.fillRect(0, 200, 640, 280);
    g.setColor(new Color(0.4f * light, 0.28f * light, 0.15f * light));
    for (int i = -6; i <= 6; i++) {
      g.fillPolygon(
          new int[] {320 + i * 12, 320 + i * 12 + 4, 320 + i * 90 + 30, 320 + i * 90},
          new int[] {200, 200, 480, 480},
          4);
    }
    g.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", out);
    return out.toByteArray();
  }
}
