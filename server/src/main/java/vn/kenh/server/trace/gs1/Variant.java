package vn.kenh.server.trace.gs1;

/**
 * A consumer product variant (AI 22).
 *
 * @param value 1 to 20 characters of GS1's set of 82
 */
public record Variant(String value) {

  public static final int MAX_LENGTH = 20;

  public Variant {
    CharacterSet82.require("the variant", value, 1, MAX_LENGTH);
  }

  @Override
  public String toString() {
    return value;
  }
}
