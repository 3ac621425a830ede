package vn.kenh.server.proof;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import vn.kenh.testing.InfluxServer;

/** Writes to InfluxDB past Kênh, as an operator with a terminal could. */
final class InfluxLines {

  private InfluxLines() {}

  static void write(InfluxServer influx, String database, String line)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(influx.url() + "/write?precision=ms&db=" + database))
            .POST(HttpRequest.BodyPublishers.ofString(line))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 204) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
  }
}
