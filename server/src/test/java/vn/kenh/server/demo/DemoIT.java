package vn.kenh.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.server.ServerSettings;

final class DemoIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int HOURS = 6;

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void theFarmsAppearWithTheirHistoryAndABatchAndSurviveARestart() throws Exception {
    String first;
    try (Demo demo = start()) {
      first = String.join("\n", demo.guide());
      URI address = address(first);
      Instant now = Instant.now();
      await("live readings")
          .atMost(LIMIT)
          .until(
              () ->
                  points(address, "water_pressure", now.minusSeconds(120), now.plusSeconds(120))
                      > 0);
      assertThat(demo.simulation().awaitHistory(LIMIT)).isTrue();
      await("six hours of soil moisture")
          .atMost(LIMIT)
          .until(
              () ->
                  points(address, "soil_moisture", now.minusSeconds(HOURS * 3600L), now)
                      >= HOURS * 60);
      assertThat(get(URI.create(find(first, "(http\\S+labels\\.pdf\\S+)"))).statusCode())
          .isEqualTo(200);
      assertThat(demo.simulation().progress().total().refused()).isZero();
    }
    try (Demo again = start()) {
      String second = String.join("\n", again.guide());
      assertThat(find(second, "sign in +(.+)")).isEqualTo(find(first, "sign in +(.+)"));
      assertThat(find(second, "(/batches/\\S+)")).isEqualTo(find(first, "(/batches/\\S+)"));
      await("live readings")
          .atMost(LIMIT)
          .until(() -> again.simulation().progress().connected() > 10);
    }
  }

  private Demo start() throws IOException {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return Demo.start(
        new Demo.Plan(ServerSettings.embedded(folder), Duration.ofHours(HOURS), 3, 1), nowhere);
  }

  private long points(URI address, String metric, Instant from, Instant to) throws Exception {
    URI uri =
        address.resolve(
            "/api/v1/readings?points=10000&device=thanhha-drip-01&metric="
                + metric
                + "&from="
                + from.toEpochMilli()
                + "&to="
                + to.toEpochMilli());
    HttpResponse<String> answer = get(uri);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode points = new ObjectMapper().readTree(answer.body()).path("points");
    return points.size();
  }

  private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + new DemoNotes(folder).adminToken())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static URI address(String guide) {
    return URI.create(find(guide, "trends +(http://[^/]+)/"));
  }

  private static String find(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return matcher.group(1);
  }
}
