package vn.kenh.sim.register;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vn.kenh.sim.farm.DevicePlan;
import vn.kenh.sim.farm.FarmPlan;
import vn.kenh.sim.farm.PlotPlan;

/**
 * Registers farms, plots and devices over the server's HTTP API and keeps the tokens it returns.
 */
public final class Registrar {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final URI server;
  private final String adminToken;
  private final Tokens tokens;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /**
   * @param server such as {@code http://localhost:8080}
   * @param tokens those known already; new ones are added
   */
  public Registrar(URI server, String adminToken, Tokens tokens) {
    this.server = server;
    this.adminToken = adminToken;
    this.tokens = tokens;
  }

  /**
   * Makes sure that all farms are registered and the token of every device is known.
   *
   * @param gateway registered first, and named as the way to all devices, where there is one
   * @throws IOException if the server refuses or cannot be reached, saying what to do
   */
  public void register(List<FarmPlan> farms, Optional<String> gateway) throws IOException {
    if (gateway.isPresent()) {
      device(gateway.get(), Optional.empty(), "gateway", Optional.empty());
    }
    for (FarmPlan farm : farms) {
      post(
          "/api/v1/farms",
          json.createObjectNode()
              .put("id", farm.id())
              .put("name", farm.name())
              .put("province", farm.province()));
      for (PlotPlan plot : farm.plots()) {
        post(
            "/api/v1/plots",
            json.createObjectNode()
                .put("id", plot.id())
                .put("farm", farm.id())
                .put("name", plot.name())
                .put("crop", plot.crop().vietnamese())
                .put("area_m2", Math.rint(plot.areaSquareMetres())));
      }
      for (DevicePlan device : farm.devices()) {
        Optional<String> plot = Optional.of(farm.plots().get(device.plot()).id());
        device(device.id(), plot, device.type().kind(), gateway);
      }
    }
    tokens.save();
  }

  /** Makes sure that one more device is registered and its token known. */
  public void registerDevice(String id, String plot, String kind) throws IOException {
    device(id, Optional.of(plot), kind, Optional.empty());
    tokens.save();
  }

  private void device(String id, Optional<String> plot, String kind, Optional<String> gateway)
      throws IOException {
    ObjectNode body = json.createObjectNode().put("id", id).put("kind", kind);
    plot.ifPresent(value -> body.put("plot", value));
    gateway.ifPresent(value -> body.put("gateway", value));
    Optional<JsonNode> created = post("/api/v1/devices", body);
    if (created.isPresent()) {
      tokens.put(id, created.get().path("token").asText());
    } else if (tokens.of(id).isEmpty()) {
      throw new IOException(
          "device "
              + id
              + " is registered already and its token is not known; name the file with its token"
              + " by --tokens, or delete the device first");
    }
  }

  /** The answer to a POST; empty where the thing exists already. */
  private Optional<JsonNode> post(String path, ObjectNode body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + adminToken)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
            .build();
    HttpResponse<String> answer = send(request);
    if (answer.statusCode() == 409) {
      return Optional.empty();
    }
    if (answer.statusCode() != 201) {
      throw new IOException(
          "POST " + path + " was answered " + answer.statusCode() + ": " + answer.body());
    }
    return Optional.of(json.readTree(answer.body()));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while registering", e);
    } catch (IOException e) {
      throw new IOException("no answer from " + server + ": " + e, e);
    }
  }
}
