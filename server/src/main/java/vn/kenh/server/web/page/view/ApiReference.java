package vn.kenh.server.web.page.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The OpenAPI document as a person reads it.
 *
 * @param parts the operations by what they are about
 */
public record ApiReference(String version, String description, List<Part> parts) {

  /** Operations about one thing. */
  public record Part(String name, List<Operation> operations) {}

  /**
   * One operation.
   *
   * @param open whether it needs no sign-in
   */
  public record Operation(
      String method,
      String path,
      String summary,
      boolean open,
      List<Parameter> parameters,
      List<String> answers) {}

  /** One parameter and where it stands: in the path, the query or a header. */
  public record Parameter(String name, String place, String description) {}

  /** Reads the document, in its own order. */
  public static ApiReference of(JsonNode document) {
    Map<String, List<Operation>> byTag = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        byTag
            .computeIfAbsent(
                operation.getValue().path("tags").path(0).asText("other"), tag -> new ArrayList<>())
            .add(operation(operation.getKey(), path.getKey(), operation.getValue()));
      }
    }
    List<Part> parts = new ArrayList<>();
    byTag.forEach((name, operations) -> parts.add(new Part(name, operations)));
    return new ApiReference(
        document.at("/info/version").asText(), document.at("/info/description").asText(), parts);
  }

  private static Operation operation(String method, String path, JsonNode told) {
    List<Parameter> parameters = new ArrayList<>();
    for (JsonNode parameter : told.path("parameters")) {
      parameters.add(
          new Parameter(
              parameter.path("name").asText(),
              parameter.path("in").asText(),
              parameter.path("description").asText()));
    }
    List<String> answers = new ArrayList<>();
    told.path("responses").fieldNames().forEachRemaining(answers::add);
    return new Operation(
        method.toUpperCase(Locale.ROOT),
        path,
        told.path("summary").asText(),
        told.has("security"),
        parameters,
        answers);
  }
}
