package vn.kenh.server.trace.gs1;

/**
 * A batch of produce that was harvested and packed together (AI 10).
 *
 * @param value 1 to 20 characters of GS1's set of 82
 */
public record Lot(String value) {

  public static final int MAX_LENGTH = 20;

  public Lot {
    CharacterSet82.require("the lot", value, 1, MAX_LENGTH);
  }

  @Override
  public String toString() {
    return value;
  }
}
