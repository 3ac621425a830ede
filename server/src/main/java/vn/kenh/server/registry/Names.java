package vn.kenh.server.registry;

import java.util.regex.Pattern;

/** The rules for ids and names, the same wherever one is given. */
public final class Names {

  /** Ids stand in MQTT topics, tags and paths, so they hold nothing that is special in those. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}");

  private static final int LONGEST_NAME = 200;

  private Names() {}

  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /**
   * Returns {@code value} if it is an id.
   *
   * @param field the name of the input, for the message
   * @throws RefusedException if it is not
   */
  public static String requireId(String field, String value) {
    if (!isId(value)) {
      throw RefusedException.invalid(
          "\""
              + field
              + "\" must be 1 to 64 letters A-Z, digits, or the signs _ . : -, and begin with a"
              + " letter or digit");
    }
    return value;
  }

  /**
   * Returns {@code value} without surrounding blanks if it can be a name shown to people.
   *
   * @throws RefusedException if it is blank, longer than 200 characters, or holds control
   *     characters
   */
  public static String requireName(String field, String value) {
    String name = value.strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw RefusedException.invalid("\"" + field + "\" must have 1 to 200 characters");
    }
    if (name.codePoints().anyMatch(Character::isISOControl)) {
      throw RefusedException.invalid("\"" + field + "\" must not hold control characters");
    }
    return name;
  }
}
