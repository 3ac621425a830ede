package vn.kenh.gateway.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import vn.kenh.gateway.reading.MetricCatalogue;
import vn.kenh.gateway.reading.Timestamps;

/** One object of our own JSON while it is being read; used again for the next one of an array. */
final class TelemetryObject {

  private static final String TIME = "time";

  private final PointValues values = new PointValues();
  private final long receivedMillis;

  private long timeMillis;
  private @Nullable String problem;

  TelemetryObject(long receivedMillis) {
    this.receivedMillis = receivedMillis;
  }

  /** Reads from behind the opening brace to the closing one. */
  void read(JsonParser parser) throws IOException {
    values.clear();
    problem = null;
    timeMillis = receivedMillis;
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      if (key.equals(TIME)) {
        time(parser, token);
      } else {
        value(parser, token, key);
      }
    }
  }

  /** Notes that what was found is no object of readings. */
  void refuse(String reason) {
    problem = reason;
  }

  /** Why the object cannot be used; null where it can. */
  @Nullable String problem() {
    return problem;
  }

  void writeTo(String device, ReadingOutput output) {
    output.point(device, timeMillis);
    values.writeTo(output);
  }

  private void time(JsonParser parser, JsonToken token) throws IOException {
    problem = null;
    try {
      switch (token) {
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
            timeMillis = Timestamps.ofNumber(parser.getDoubleValue());
        case VALUE_STRING -> timeMillis = Timestamps.parse(parser.getText().strip());
        case VALUE_NULL -> timeMillis = receivedMillis;
        default -> {
          parser.skipChildren();
          problem = "time is neither text nor a number";
        }
      }
    } catch (IllegalArgumentException e) {
      problem = e.getMessage();
    }
  }

  private void value(JsonParser parser, JsonToken token, String key) throws IOException {
    switch (token) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, key);
      case VALUE_TRUE -> values.value(key, 1);
      case VALUE_FALSE -> values.value(key, 0);
      case VALUE_STRING -> text(parser, key);
      default -> {
        parser.skipChildren();
        values.ignore(key);
      }
    }
  }

  private void number(JsonParser parser, String key) throws IOException {
    double value = parser.getDoubleValue();
    if (Double.isFinite(value)) {
      values.value(key, value);
    } else {
      values.reject(key, parser.getText(), "not a finite number");
    }
  }

  /** Some firmware prints its numbers as text; under a key we know, a number is a number. */
  private void text(JsonParser parser, String key) throws IOException {
    String text = parser.getText().strip();
    if (Numerals.isNumeral(text) && MetricCatalogue.find(key).isPresent()) {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        values.value(key, value);
      } else {
        values.reject(key, text, "not a finite number");
      }
    } else {
      values.ignore(key);
    }
  }
}
