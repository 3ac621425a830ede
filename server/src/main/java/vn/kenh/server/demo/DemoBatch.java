package vn.kenh.server.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** A batch of produce with labels, entered over the HTTP API as anyone would. */
final class DemoBatch {

  /** A number of the Vietnamese range (893) with its check digit; it belongs to nobody here. */
  static final String GTIN = "8938501234568";

  private static final int LABELS = 42;
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** The server does not want the batch. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  private final URI server;
  private final String adminToken;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  DemoBatch(URI server, String adminToken) {
    this.server = server;
    this.adminToken = adminToken;
  }

  static String lot(LocalDate harvested) {
    return "TX" + harvested.format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  /** Enters a batch, issues labels, and returns the batch's id. */
  String create(String plot, LocalDate harvested) throws IOException {
    ObjectNode batch =
        json.createObjectNode()
            .put("gtin", GTIN)
            .put("lot", lot(harvested))
            .put("plot", plot)
            .put("product", "Cà chua Thọ Xuân")
            .put("harvested", harvested.toString())
            .put("quantity_kg", 420);
    String id = post("/api/v1/batches", batch);
    post("/api/v1/batches/" + id + "/labels", json.createObjectNode().put("count", LABELS));
    return id;
  }

  private String post(String path, ObjectNode body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + adminToken)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
            .build();
    try {
      HttpResponse<String> answer =
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (answer.statusCode() != 201) {
        throw new RefusedException(
            "POST " + path + " was answered " + answer.statusCode() + ": " + answer.body());
      }
      return json.readTree(answer.body()).path("id").asText();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while entering the batch", e);
    }
  }
}
