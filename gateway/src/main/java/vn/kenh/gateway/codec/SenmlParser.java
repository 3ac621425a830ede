package vn.kenh.gateway.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the records of a SenML pack (RFC 8428), whose labels are text, or in CBOR numbers. */
final class SenmlParser {

  /** What we understand; a pack of a later version must not be used (RFC 8428, section 4.4). */
  private static final int VERSION = 10;

  private final JsonParser parser;

  SenmlParser(JsonParser parser) {
    this.parser = parser;
  }

  List<SenmlRecord> pack() throws IOException, UndecodableException {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw new UndecodableException("a SenML pack is an array of records");
    }
    List<SenmlRecord> records = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token != JsonToken.START_OBJECT) {
        throw new UndecodableException(
            "record " + (records.size() + 1) + " of the SenML pack is not an object");
      }
      records.add(record(records.size() + 1));
    }
    if (parser.nextToken() != null) {
      throw new UndecodableException(
          "something follows the SenML pack" + JsonErrors.where(parser.currentTokenLocation()));
    }
    return records;
  }

  private SenmlRecord record(int number) throws IOException, UndecodableException {
    SenmlRecord record = new SenmlRecord();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_OBJECT;
        token = parser.nextToken()) {
      if (token != JsonToken.FIELD_NAME) {
        throw new UndecodableException("record " + number + " of the SenML pack is not a map");
      }
      String label = parser.currentName();
      parser.nextToken();
      label(record, label, number);
    }
    return record;
  }

  private void label(SenmlRecord record, String label, int number)
      throws IOException, UndecodableException {
    switch (label) {
      case "bver", "-1" -> version(number);
      case "bn", "-2" -> record.baseName = text(label, number);
      case "bt", "-3" -> record.baseTime = number(label, number);
      case "bu", "-4" -> record.baseUnit = text(label, number);
      case "bv", "-5" -> record.baseValue = number(label, number);
      case "bs", "-6" -> record.baseSum = number(label, number);
      case "n", "0" -> record.name = text(label, number);
      case "u", "1" -> record.unit = text(label, number);
      case "v", "2" -> record.value = number(label, number);
      case "vb", "4" -> record.value = bool(number) ? 1.0 : 0.0;
      case "s", "5" -> record.sum = number(label, number);
      case "t", "6" -> record.time = number(label, number);
      case "vs", "3", "vd", "8" -> {
        record.textual = true;
        parser.skipChildren();
      }
      default -> other(label, number);
    }
  }

  /** A label that ends with an underscore must be understood, or the pack not be used. */
  private void other(String label, int number) throws IOException, UndecodableException {
    if (label.endsWith("_")) {
      throw new UndecodableException(
          "record " + number + " has the label " + label + ", which must be understood and is not");
    }
    parser.skipChildren();
  }

  private void version(int number) throws IOException, UndecodableException {
    double version = number("bver", number);
    if (version > VERSION) {
      throw new UndecodableException(
          "SenML version " + (long) version + "; only up to version " + VERSION + " is understood");
    }
  }

  private String text(String label, int number) throws IOException, UndecodableException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw wrong(label, number, "text");
    }
    return parser.getText();
  }

  private double number(String label, int number) throws IOException, UndecodableException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
      throw wrong(label, number, "a number");
    }
    return parser.getDoubleValue();
  }

  private boolean bool(int number) throws UndecodableException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw wrong("vb", number, "true or false");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  private static UndecodableException wrong(String label, int number, String expected) {
    return new UndecodableException(
        "label " + label + " of record " + number + " in the SenML pack must be " + expected);
  }
}
