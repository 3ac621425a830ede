package vn.kenh.server.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.server.camera.SnapshotStore;
import vn.kenh.server.camera.TestPictures;
import vn.kenh.server.registry.ApiTokens;
import vn.kenh.server.registry.Database;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.DeviceKind;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.registry.Secrets;
import vn.kenh.server.registry.Sessions;
import vn.kenh.server.web.Credentials;
import vn.kenh.server.web.ErrorPage;
import vn.kenh.server.web.Json;
import vn.kenh.server.web.WebOptions;
import vn.kenh.server.web.WebServer;

final class CameraApiTest {

  private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
  private static final String SNAPSHOTS = "/api/v1/devices/cam-1/snapshots";

  @TempDir private Path folder;

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final HttpClient client = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private Database database;
  private Registry registry;
  private WebServer server;
  private String token;
  private URI address;

  @BeforeEach
  void start() throws Exception {
    database = Database.sqlite(folder.resolve("kenh.db"));
    Secrets secrets = new Secrets(new SecureRandom());
    registry = new Registry(database, clock, secrets);
    registry.createDevice(
        new Device("cam-1", Optional.empty(), DeviceKind.CAMERA, Optional.empty(), NOW));
    ApiTokens tokens = new ApiTokens(database, clock, secrets);
    token = tokens.createAdminIfMissing().orElseThrow();
    SnapshotStore store = new SnapshotStore(folder.resolve("snapshots"), database);
    server =
        new WebServer(
            vertx,
            new WebOptions("127.0.0.1", 0, Optional.empty(), Optional.empty()),
            new Credentials(
                tokens, new Sessions(database, clock, secrets), registry.credentials(true)),
            ErrorPage.PLAIN,
            options -> options,
            webSocket -> webSocket.close(),
            List.of(new CameraApi(registry, store, clock)::mount));
    address = URI.create("http://127.0.0.1:" + server.start().await(10, TimeUnit.SECONDS));
  }

  @AfterEach
  void stop() throws Exception {
    server.stop().await(10, TimeUnit.SECONDS);
    vertx.close().await(10, TimeUnit.SECONDS);
    database.close();
  }

  @Test
  void aPictureSentInComesBackAsItWas() throws Exception {
    byte[] picture = TestPictures.jpeg(640, 480, 1);
    HttpResponse<byte[]> sent = post(SNAPSHOTS, picture);
    assertThat(sent.statusCode()).isEqualTo(201);
    JsonNode snapshot = Json.MAPPER.readTree(sent.body());
    assertThat(snapshot.get("time").asText()).isEqualTo("2026-11-22T05:00:00Z");
    assertThat(snapshot.get("width").asInt()).isEqualTo(640);
    String url = snapshot.get("url").asText();
    assertThat(sent.headers().firstValue("location")).contains(url);

    HttpResponse<byte[]> shown = get(url);
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body()).isEqualTo(picture);
    assertThat(shown.headers().firstValue("content-type")).contains("image/jpeg");
    assertThat(shown.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(shown.headers().firstValue("cache-control").orElseThrow()).contains("immutable");
    String etag = shown.headers().firstValue("etag").orElseThrow();
    HttpResponse<byte[]> again = send(request(url).header("if-none-match", etag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    HttpResponse<byte[]> head = send(request(url).method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void aSmallOneIsMadeOnRequest() throws Exception {
    String url = url(post(SNAPSHOTS, TestPictures.png(900, 600, 1)));
    HttpResponse<byte[]> small = get(url + "?width=320");
    assertThat(small.headers().firstValue("content-type")).contains("image/jpeg");
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(small.body()));
    assertThat(image.getWidth()).isEqualTo(320);
    assertThat(image.getHeight()).isEqualTo(213);
    assertThat(small.headers().firstValue("etag"))
        .isNotEqualTo(get(url).headers().firstValue("etag"));
    assertProblem(get(url + "?width=321"), 400);
  }

  @Test
  void picturesAreListedByTimeAPageAtATime() throws Exception {
    for (int i = 0; i < 5; i++) {
      String time = "?time=2026-11-22T0" + i + ":00:00Z";
      assertThat(post(SNAPSHOTS + time, TestPictures.jpeg(32, 24, i)).statusCode()).isEqualTo(201);
    }
    JsonNode first =
        json(get(SNAPSHOTS + "?from=2026-11-22T01:00:00Z&to=2026-11-22T04:00:00Z&limit=2"));
    assertThat(first.get("items")).hasSize(2);
    assertThat(first.at("/items/0/time").asText()).isEqualTo("2026-11-22T01:00:00Z");
    String next = first.get("next").asText();
    JsonNode second =
        json(
            get(
                SNAPSHOTS
                    + "?from=2026-11-22T01:00:00Z&to=2026-11-22T04:00:00Z&limit=2&after="
                    + next));
    assertThat(second.get("items")).hasSize(1);
    assertThat(second.at("/items/0/time").asText()).isEqualTo("2026-11-22T03:00:00Z");
    assertThat(second.get("next").isNull()).isTrue();
    assertThat(json(get(SNAPSHOTS)).get("items")).hasSize(5);
  }

  @Test
  void whatCannotBeKeptIsRefusedWithAReason() throws Exception {
    byte[] picture = TestPictures.jpeg(64, 48, 1);
    assertProblem(post(SNAPSHOTS, new byte[0]), 400);
    assertProblem(post(SNAPSHOTS, "<html>".getBytes(StandardCharsets.UTF_8)), 415);
    assertProblem(post(SNAPSHOTS, Arrays.copyOf(picture, 300)), 422);
    assertProblem(post(SNAPSHOTS, Arrays.copyOf(picture, 3_000_000)), 413);
    assertProblem(post(SNAPSHOTS, new byte[9_000_000]), 413);
    assertProblem(post(SNAPSHOTS, TestPictures.emptyPng(6001, 4000)), 413);
    assertProblem(post(SNAPSHOTS + "?time=1999-01-01T00:00:00Z", picture), 422);
    assertProblem(post(SNAPSHOTS + "?time=yesterday", picture), 400);
    assertProblem(post("/api/v1/devices/nobody/snapshots", picture), 404);
    assertProblem(get("/api/v1/devices/nobody/snapshots"), 404);
    assertProblem(get("/api/v1/snapshots/" + "0".repeat(64)), 404);
    assertProblem(get("/api/v1/snapshots/..%2f..%2fkenh.db"), 404);
    assertThat(json(get(SNAPSHOTS)).get("items")).isEmpty();
  }

  @Test
  void strangersSeeNothing() throws Exception {
    String url = url(post(SNAPSHOTS, TestPictures.jpeg(64, 48, 1)));
    HttpRequest stranger = HttpRequest.newBuilder(address.resolve(url)).build();
    assertThat(client.send(stranger, BodyHandlers.ofByteArray()).statusCode()).isEqualTo(401);
  }

  @Test
  void aDeviceHandsInItsOwnPicturesAndDoesNothingElse() throws Exception {
    byte[] picture = TestPictures.jpeg(64, 48, 1);
    String gateway = register("gw", DeviceKind.GATEWAY, Optional.empty());
    String behind = register("cam-2", DeviceKind.CAMERA, Optional.of("gw"));
    String own = "/api/v1/devices/cam-2/snapshots";

    assertThat(send(as(behind, own).POST(BodyPublishers.ofByteArray(picture))).statusCode())
        .isEqualTo(201);
    assertThat(send(as(gateway, own).POST(BodyPublishers.ofByteArray(picture))).statusCode())
        .isEqualTo(201);
    for (String token : List.of(behind, gateway)) {
      assertProblem(send(as(token, SNAPSHOTS).POST(BodyPublishers.ofByteArray(picture))), 401);
      assertProblem(send(as(token, own)), 401);
      assertProblem(send(as(token, "/api/v1/devices/cam-2").DELETE()), 401);
      assertProblem(
          send(as(token, "/api/v1/devices/cam-2/token").POST(BodyPublishers.noBody())), 401);
    }
    assertProblem(
        send(as(behind, "/api/v1/devices/gw/snapshots").POST(BodyPublishers.ofByteArray(picture))),
        401);
  }

  private String register(String id, DeviceKind kind, Optional<String> gateway) {
    return registry.createDevice(new Device(id, Optional.empty(), kind, gateway, NOW));
  }

  private HttpRequest.Builder as(String bearer, String path) {
    return HttpRequest.newBuilder(address.resolve(path))
        .header("authorization", "Bearer " + bearer);
  }

  private static void assertProblem(HttpResponse<byte[]> answer, int status) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(Json.MAPPER.readTree(answer.body()).get("detail").asText()).isNotBlank();
  }

  private static String url(HttpResponse<byte[]> answer) throws Exception {
    return json(answer).get("url").asText();
  }

  private static JsonNode json(HttpResponse<byte[]> answer) throws Exception {
    return Json.MAPPER.readTree(answer.body());
  }

  private HttpResponse<byte[]> post(String path, byte[] body) throws Exception {
    return send(request(path).POST(BodyPublishers.ofByteArray(body)));
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).header("authorization", "Bearer " + token);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }
}
