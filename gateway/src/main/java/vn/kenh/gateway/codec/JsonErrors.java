package vn.kenh.gateway.codec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a payload in one line, without repeating the payload. */
final class JsonErrors {

  private static final int MAX_LENGTH = 300;

  private JsonErrors() {}

  /** The error of a parser as ours. */
  static UndecodableException undecodable(String format, Exception error) {
    if (error instanceof JsonProcessingException parsing) {
      return new UndecodableException(
          "not "
              + format
              + ": "
              + oneLine(parsing.getOriginalMessage())
              + where(parsing.getLocation()),
          error);
    }
    return new UndecodableException(
        "not " + format + ": " + oneLine(String.valueOf(error.getMessage())), error);
  }

  /** The place in the payload, counted in lines and columns, or in bytes for a binary format. */
  static String where(@Nullable JsonLocation location) {
    if (location == null) {
      return "";
    }
    if (location.getLineNr() > 0) {
      return ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
    return location.getByteOffset() >= 0 ? ", byte " + location.getByteOffset() : "";
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
  }
}
