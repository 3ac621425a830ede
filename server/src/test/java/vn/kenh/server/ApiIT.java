package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.kenh.server.web.PublicPaths;

/** The interface for programs, on a whole server. */
final class ApiIT {

  @TempDir private static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(ServerSettings.embedded(folder));
    server.create(
        "/api/v1/farms", "{\"id\":\"f1\",\"name\":\"Thanh Hà\",\"province\":\"Hải Dương\"}");
    server.create(
        "/api/v1/plots",
        "{\"id\":\"p1\",\"farm\":\"f1\",\"name\":\"Vườn trên\",\"crop\":\"vải\",\"area_m2\":1500}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void strangersAreTurnedAwayFromEveryRouteThatIsNotPublic() {
    for (Route route : server.server().routes()) {
      if (route.getPath() == null || route.methods() == null) {
        continue;
      }
      String path = route.getPath().replaceAll(":[A-Za-z]+", "x").replace("*", "x");
      for (HttpMethod method : route.methods()) {
        int status =
            server
                .send(server.anonymous(path).method(method.name(), BodyPublishers.ofString("{}")))
                .statusCode();
        if (PublicPaths.contains(path)) {
          assertThat(status).as(method + " " + path).isNotEqualTo(401);
        } else {
          assertThat(status).as(method + " " + path).isEqualTo(401);
        }
      }
    }
  }

  @Test
  void theDocumentTellsOfEveryRouteAndOfNoOther() {
    HttpResponse<String> answer = server.send(server.anonymous("/api/v1/openapi.json"));
    Set<String> documented = new TreeSet<>();
    JsonNode document = RunningServer.parse(answer.body());
    assertThat(document.get("openapi").asText()).isEqualTo("3.1.0");
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> documented.add(method + " " + path.getKey())));
    Set<String> served = new TreeSet<>();
    for (Route route : server.server().routes()) {
      if (route.getPath() == null || route.methods() == null) {
        continue;
      }
      String path = route.getPath().replaceAll(":([A-Za-z0-9]+)", "{$1}");
      if (path.startsWith("/api/") || path.startsWith("/health/") || path.equals("/metrics")) {
        route.methods().stream()
            .filter(method -> !method.equals(HttpMethod.HEAD))
            .forEach(method -> served.add(method.name().toLowerCase(Locale.ROOT) + " " + path));
      }
    }
    assertThat(documented).isEqualTo(served);
  }

  @Test
  void peopleCanReadTheDocumentToo() {
    HttpResponse<String> page = server.send(server.anonymous("/api"));
    assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
    assertThat(page.body())
        .contains(">GET</span> <code>/api/v1/readings</code>", "/static/css/base.css")
        .doesNotContain("http://");
  }

  @Test
  void healthNamesEveryPart() {
    assertThat(server.send(server.anonymous("/health/live")).statusCode()).isEqualTo(200);
    HttpResponse<String> ready = server.send(server.anonymous("/health/ready"));
    assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
    assertThat(RunningServer.parse(ready.body()).get("parts").fieldNames())
        .toIterable()
        .contains("database", "store", "spool");
  }

  @Test
  void theBooksAreInTheMetrics() {
    HttpResponse<String> metrics = server.get("/metrics");
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.body())
        .contains("kenh_messages_received_total ")
        .contains("kenh_readings_spooled_total ")
        .contains("kenh_readings_pending ");
    assertThat(metrics.body().lines().filter(line -> !line.startsWith("#")))
        .allMatch(line -> line.startsWith("kenh_"));
  }

  @Test
  void aDeviceIsRegisteredShownListedAndDeleted() {
    JsonNode created =
        server.create("/api/v1/devices", "{\"id\":\"d-show\",\"plot\":\"p1\",\"kind\":\"drip\"}");
    assertThat(created.get("token").asText()).hasSizeGreaterThan(40);
    JsonNode device = server.json("/api/v1/devices/d-show");
    assertThat(device.get("farm").asText()).isEqualTo("f1");
    assertThat(device.get("online").asBoolean()).isFalse();
    assertThat(device.get("last_seen").isNull()).isTrue();
    assertThat(device.get("readings").isEmpty()).isTrue();
    assertThat(server.json("/api/v1/devices?plot=p1").get("items").findValuesAsText("id"))
        .contains("d-show");

    JsonNode renewed = server.create("/api/v1/devices/d-show/token", "");
    assertThat(renewed.get("token")).isNotEqualTo(created.get("token"));
    assertThat(server.send(server.request("/api/v1/devices/d-show").DELETE()).statusCode())
        .isEqualTo(204);
    assertThat(server.get("/api/v1/devices/d-show").statusCode()).isEqualTo(404);
  }

  @Test
  void longListsComePageByPage() {
    for (int i = 0; i < 5; i++) {
      server.create(
          "/api/v1/farms", "{\"id\":\"page" + i + "\",\"name\":\"a\",\"province\":\"b\"}");
    }
    JsonNode first = server.json("/api/v1/farms?limit=2&after=page");
    assertThat(first.get("items").findValuesAsText("id")).containsExactly("page0", "page1");
    assertThat(first.get("next").asText()).isEqualTo("page1");
    JsonNode last = server.json("/api/v1/farms?limit=2&after=page3");
    assertThat(last.get("items").findValuesAsText("id")).containsExactly("page4");
    assertThat(last.get("next").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/api/v1/farms|{\"id\":\"f1\",\"name\":\"a\",\"province\":\"b\"}|409",
        "/api/v1/farms|{\"id\":\"a/b\",\"name\":\"a\",\"province\":\"b\"}|422",
        "/api/v1/farms|{\"id\":\"f9\",\"name\":\" \",\"province\":\"b\"}|422",
        "/api/v1/farms|{\"id\":\"f9\",\"province\":\"b\"}|400",
        "/api/v1/farms|{\"id\":9,\"name\":\"a\",\"province\":\"b\"}|400",
        "/api/v1/farms|not json|400",
        "/api/v1/plots|{\"id\":\"p9\",\"farm\":\"no\",\"name\":\"a\",\"crop\":\"b\",\"area_m2\":1}|422",
        "/api/v1/plots|{\"id\":\"p9\",\"farm\":\"f1\",\"name\":\"a\",\"crop\":\"b\",\"area_m2\":-1}|422",
        "/api/v1/plots|{\"id\":\"p9\",\"farm\":\"f1\",\"name\":\"a\",\"crop\":\"b\",\"area_m2\":\"1\"}|400",
        "/api/v1/devices|{\"id\":\"d9\",\"plot\":\"p1\",\"kind\":\"toaster\"}|422",
        "/api/v1/devices|{\"id\":\"d9\",\"plot\":\"no\",\"kind\":\"drip\"}|422",
        "/api/v1/devices/no/token|{}|404",
      })
  void whatCannotBeDoneIsToldAsAProblem(String path, String body, int status) {
    assertProblem(server.post(path, body), status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/readings",
        "/api/v1/readings?device=d1",
        "/api/v1/readings?metric=soil_moisture",
        "/api/v1/readings?device=d1&plot=p1&metric=soil_moisture",
        "/api/v1/readings?plot=p1&metric=soil%20moisture",
        "/api/v1/readings?plot=p1&metric=soil_moisture&points=0",
        "/api/v1/readings?plot=p1&metric=soil_moisture&points=x",
        "/api/v1/readings?plot=p1&metric=soil_moisture&from=yesterday",
        "/api/v1/readings?plot=p1&metric=soil_moisture&from=2000&to=1000",
        "/api/v1/devices?limit=0",
      })
  void parametersThatMakeNoSenseAreRefused(String path) {
    assertProblem(server.get(path), 400);
  }

  @Test
  void textThatLooksLikeCodeIsOnlyText() {
    String name = "'); DROP TABLE farms; --<img src=x onerror=alert(1)>";
    server.create(
        "/api/v1/farms", "{\"id\":\"evil\",\"name\":\"" + name + "\",\"province\":\"x\"}");
    assertThat(server.json("/api/v1/farms/evil").get("name").asText()).isEqualTo(name);
    assertProblem(server.get("/api/v1/farms/'%20OR%201=1%20--"), 404);
    assertProblem(server.get("/api/v1/readings?plot='%20OR%201=1&metric=soil_moisture"), 404);
  }

  @Test
  void anEmptySeriesIsAnAnswer() {
    JsonNode series =
        server.json(
            "/api/v1/readings?plot=p1&metric=soil_moisture&from=2026-01-01T00:00:00%2B07:00&to=2026-01-02T00:00:00+07:00");
    assertThat(series.get("plot").asText()).isEqualTo("p1");
    assertThat(series.get("unit").asText()).isEqualTo("%");
    assertThat(series.get("points").isEmpty()).isTrue();
    HttpResponse<String> csv =
        server.send(server.request("/api/v1/readings?farm=f1").header("Accept", "text/csv"));
    assertThat(csv.body()).isEqualTo("time,device,metric,value\n");
  }

  @Test
  void browsersFindTheIcon() {
    HttpResponse<String> answer = server.send(server.anonymous("/favicon.ico"));
    assertThat(answer.statusCode()).isEqualTo(302);
    String icon = answer.headers().firstValue("location").orElseThrow();
    assertThat(server.send(server.anonymous(icon)).headers().firstValue("content-type"))
        .contains("image/svg+xml");
  }

  @Test
  void administratorsManagePeopleAndNobodyElseDoes() {
    JsonNode lan = server.create("/api/v1/people", "{\"name\":\"Lan\",\"role\":\"farmer\"}");
    assertThat(lan.get("name").asText()).isEqualTo("lan");
    String cookie = signIn("lan", lan.get("password").asText());
    assertProblem(server.send(server.anonymous("/api/v1/people").header("Cookie", cookie)), 403);
    assertProblem(server.post("/api/v1/people", "{\"name\":\"lan\",\"role\":\"viewer\"}"), 409);
    assertProblem(server.post("/api/v1/people", "{\"name\":\"hoa\",\"role\":\"king\"}"), 422);
    assertThat(server.json("/api/v1/people").get("items").findValuesAsText("name"))
        .containsExactly("admin", "lan");

    JsonNode renewed = server.create("/api/v1/people/lan/password", "");
    assertProblem(server.send(server.anonymous("/api/v1/farms").header("Cookie", cookie)), 401);
    String again = signIn("lan", renewed.get("password").asText());
    assertThat(server.send(server.anonymous("/api/v1/farms").header("Cookie", again)).statusCode())
        .isEqualTo(200);

    assertThat(server.send(server.request("/api/v1/people/lan").DELETE()).statusCode())
        .isEqualTo(204);
    assertProblem(server.send(server.anonymous("/api/v1/farms").header("Cookie", again)), 401);
    assertProblem(server.send(server.request("/api/v1/people/lan").DELETE()), 404);
    assertProblem(server.send(server.request("/api/v1/people/admin").DELETE()), 409);
    assertProblem(server.post("/api/v1/people/lan/password", ""), 404);
  }

  private static String signIn(String name, String password) {
    HttpResponse<String> login =
        server.send(
            server
                .anonymous("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("name=" + name + "&password=" + password)));
    String cookie = login.headers().firstValue("set-cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  @Test
  void theFirstAccountSignsIn() {
    String password = server.server().firstStart().password().orElseThrow();
    HttpResponse<String> login =
        server.send(
            server
                .anonymous("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("name=admin&password=" + password)));
    String cookie = login.headers().firstValue("set-cookie").orElseThrow();
    assertThat(
            server
                .send(
                    server
                        .anonymous("/api/v1/farms")
                        .header("Cookie", cookie.substring(0, cookie.indexOf(';'))))
                .statusCode())
        .isEqualTo(200);
  }

  private static void assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    JsonNode problem = RunningServer.parse(answer.body());
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("detail").asText()).isNotBlank();
  }
}
