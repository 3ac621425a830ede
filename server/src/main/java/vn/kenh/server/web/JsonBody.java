package vn.kenh.server.web;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON object in a request's body. What is missing or of the wrong type is refused by name. */
public final class JsonBody {

  private static final ObjectMapper STRICT =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(32).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode object;

  private JsonBody(JsonNode object) {
    this.object = object;
  }

  /**
   * Reads the body of a request.
   *
   * @throws HttpProblem 400 if it is not one JSON object; 415 if it says that it is something else
   */
  public static JsonBody of(RoutingContext context) {
    String type = context.request().getHeader("content-type");
    if (type != null && !type.startsWith("application/json") && !type.contains("+json")) {
      throw new HttpProblem(415, "send the body as JSON, with Content-Type: application/json");
    }
    @Nullable Buffer body = context.body().buffer();
    if (body == null || body.length() == 0) {
      throw HttpProblem.badRequest("the body is empty; a JSON object was expected");
    }
    try {
      JsonNode node = STRICT.readTree(body.getBytes());
      if (!node.isObject()) {
        throw HttpProblem.badRequest("the body must be a JSON object such as {\"id\": \"…\"}");
      }
      return new JsonBody(node);
    } catch (JsonProcessingException e) {
      throw HttpProblem.badRequest(
          "the body is not valid JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw HttpProblem.badRequest("the body is not valid JSON");
    }
  }

  /** A text that must be there. */
  public String text(String field) {
    return optionalText(field).orElseThrow(() -> missing(field, "a text"));
  }

  public Optional<String> optionalText(String field) {
    return find(field)
        .map(
            node -> {
              if (!node.isTextual()) {
                throw wrong(field, "a text in quotation marks");
              }
              return node.textValue();
            });
  }

  /** A number that must be there. */
  public double number(String field) {
    return optionalNumber(field).orElseThrow(() -> missing(field, "a number"));
  }

  public Optional<Double> optionalNumber(String field) {
    return find(field)
        .map(
            node -> {
              if (!node.isNumber()) {
                throw wrong(field, "a number without quotation marks");
              }
              return node.doubleValue();
            });
  }

  /** A whole number that must be there and lie between two bounds, inclusive. */
  public long integer(String field, long least, long greatest) {
    JsonNode node = find(field).orElseThrow(() -> missing(field, "a whole number"));
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.longValue() < least
        || node.longValue() > greatest) {
      throw wrong(field, "a whole number from " + least + " to " + greatest);
    }
    return node.longValue();
  }

  /** Whether the object has a field of this name that is not null. */
  public boolean has(String field) {
    return find(field).isPresent();
  }

  private Optional<JsonNode> find(String field) {
    return Optional.ofNullable(object.get(field)).filter(node -> !node.isNull());
  }

  private static HttpProblem missing(String field, String expected) {
    return HttpProblem.badRequest("\"" + field + "\" is missing; it must be " + expected);
  }

  private static HttpProblem wrong(String field, String expected) {
    return HttpProblem.badRequest("\"" + field + "\" must be " + expected);
  }
}
