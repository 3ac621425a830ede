package vn.kenh.gateway.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Our own JSON, on {@code kenh/{device}/telemetry}: one object, or an array of them, of keys and
 * numbers or booleans.
 *
 * <p>{@code time} is RFC 3339 text or epoch milliseconds and may stand anywhere; without it (or
 * null) the time of receipt counts. Of a key that comes twice the last one counts. A number written
 * as text ({@code "24.59"}, as some firmware prints) is taken under a key of the catalogue; all
 * other text, null, and what is nested is ignored. NaN, Infinity and numbers no double holds are
 * rejected alone. In an array, an object that cannot be read is set aside and the others are kept.
 */
public final class TelemetryJsonCodec implements PayloadCodec {

  private static final String KIND = "telemetry";
  private static final int MAX_DEPTH = 64;

  /** Bounds what the parser's table of known names can hold. */
  private static final int MAX_KEY_LENGTH = 512;

  private final JsonFactory json =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNameLength(MAX_KEY_LENGTH)
                  .build())
          .build();

  @Override
  public String name() {
    return "telemetry";
  }

  @Override
  public boolean handles(String topic) {
    return DeviceTopic.is(topic, KIND);
  }

  @Override
  public void decode(Message message, ReadingOutput output) throws UndecodableException {
    String device = DeviceTopic.device(message.topic());
    byte[] payload = message.payload();
    Utf8.require(payload);
    try (JsonParser parser = json.createParser(payload)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        TelemetryObject object = new TelemetryObject(message.receivedMillis());
        object.read(parser);
        String problem = object.problem();
        if (problem != null) {
          throw new UndecodableException(problem);
        }
        requireEnd(parser);
        object.writeTo(device, output);
      } else if (first == JsonToken.START_ARRAY) {
        array(parser, message, device, output);
        requireEnd(parser);
      } else {
        throw new UndecodableException(
            "expected a JSON object or an array of objects, found " + describe(first));
      }
    } catch (IOException e) {
      throw JsonErrors.undecodable("JSON", e);
    }
  }

  private static void requireEnd(JsonParser parser) throws IOException, UndecodableException {
    if (parser.nextToken() != null) {
      throw new UndecodableException(
          "something follows the JSON value" + JsonErrors.where(parser.currentTokenLocation()));
    }
  }

  private static void array(JsonParser parser, Message message, String device, ReadingOutput output)
      throws IOException {
    TelemetryObject object = new TelemetryObject(message.receivedMillis());
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      int start = (int) parser.currentTokenLocation().getByteOffset();
      if (token == JsonToken.START_OBJECT) {
        object.read(parser);
      } else {
        parser.skipChildren();
        parser.finishToken();
        object.refuse("expected an object in the array, found " + describe(token));
      }
      String problem = object.problem();
      if (problem == null) {
        object.writeTo(device, output);
      } else {
        int end = (int) parser.currentLocation().getByteOffset();
        output.rejectPart(Arrays.copyOfRange(message.payload(), start, end), problem);
      }
    }
  }

  private static String describe(@Nullable JsonToken token) {
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_ARRAY -> "an array";
      case START_OBJECT -> "an object";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      default -> "null";
    };
  }
}
