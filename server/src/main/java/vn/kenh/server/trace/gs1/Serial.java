package vn.kenh.server.trace.gs1;

/**
 * The number of one labelled item within its GTIN (AI 21).
 *
 * @param value 1 to 20 characters of GS1's set of 82
 */
public record Serial(String value) {

  public static final int MAX_LENGTH = 20;

  public Serial {
    CharacterSet82.require("the serial", value, 1, MAX_LENGTH);
  }

  @Override
  public String toString() {
    return value;
  }
}
