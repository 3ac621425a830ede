package vn.kenh.server.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import vn.kenh.testing.InfluxServer;

/** Asks InfluxDB itself, past Kênh, how many points it holds. */
final class InfluxCount {

  private InfluxCount() {}

  static long points(InfluxServer influx, String database)
      throws IOException, InterruptedException {
    String query =
        URLEncoder.encode("SELECT count(sequence) FROM telemetry", StandardCharsets.UTF_8);
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(influx.url() + "/query?db=" + database + "&q=" + query))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    return new ObjectMapper()
        .readTree(response.body())
        .at("/results/0/series/0/values/0/1")
        .asLong();
  }
}
