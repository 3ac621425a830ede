package vn.kenh.gateway.reading;

import java.text.Normalizer;
import java.util.Set;

/** Turns the keys devices use into clean metric names. */
public final class KeyNames {

  /** The greatest length of a clean name; longer ones are cut. */
  public static final int MAX_LENGTH = 64;

  /** Names that mean something else in the store: the time column and the tags. */
  private static final Set<String> TAKEN = Set.of("time", "device", "farm", "plot");

  private KeyNames() {}

  /**
   * The key in snake_case, of {@code a-z 0-9 _} alone: {@code soilMoisture} and {@code Soil
   * Moisture (%)} are {@code soil_moisture}, {@code Độ ẩm} is {@code do_am}, {@code pH} is {@code
   * ph}. A name that would hide the time or a tag gets {@code _value} behind it. A key that is
   * clean already comes back as the same object.
   *
   * @return the name; empty where no letter or digit is left
   */
  public static String clean(String key) {
    if (isClean(key)) {
      return key;
    }
    String name = snakeCase(withoutMarks(key));
    if (name.length() > MAX_LENGTH) {
      name = name.substring(0, MAX_LENGTH);
    }
    name = stripEnd(name);
    return TAKEN.contains(name) ? name + "_value" : name;
  }

  private static boolean isClean(String key) {
    int length = key.length();
    if (length == 0 || length > MAX_LENGTH) {
      return false;
    }
    char before = '_';
    for (int i = 0; i < length; i++) {
      char c = key.charAt(i);
      boolean fits = isLowerOrDigit(c) || (c == '_' && before != '_');
      if (!fits) {
        return false;
      }
      before = c;
    }
    return before != '_' && !TAKEN.contains(key);
  }

  /** Vietnamese and other accented letters without their marks. */
  private static String withoutMarks(String key) {
    return Normalizer.normalize(key, Normalizer.Form.NFKD).replace('đ', 'd').replace('Đ', 'D');
  }

  private static String snakeCase(String key) {
    StringBuilder name = new StringBuilder(Math.min(key.length() + 8, MAX_LENGTH * 2));
    int wordLength = 0;
    char before = ' ';
    for (int i = 0; i < key.length() && name.length() <= MAX_LENGTH; i++) {
      char c = key.charAt(i);
      if (Character.getType(c) == Character.NON_SPACING_MARK) {
        continue;
      }
      boolean upper = c >= 'A' && c <= 'Z';
      if (!upper && !isLowerOrDigit(c)) {
        wordLength = 0;
        before = ' ';
        continue;
      }
      char next = i + 1 < key.length() ? key.charAt(i + 1) : ' ';
      if (wordLength > 0 && upper && beginsWord(before, next, wordLength)) {
        wordLength = 0;
      }
      if (wordLength == 0 && name.length() > 0) {
        name.append('_');
      }
      name.append(upper ? (char) (c - 'A' + 'a') : c);
      wordLength++;
      before = c;
    }
    return name.toString();
  }

  /**
   * A capital begins a word behind a lower-case letter or digit, unless only one letter stands
   * before it ({@code pH}, {@code kPa}), and at the end of a run of capitals ({@code ECValue}).
   */
  private static boolean beginsWord(char before, char next, int wordLength) {
    if (isLowerOrDigit(before)) {
      return wordLength > 1;
    }
    return next >= 'a' && next <= 'z';
  }

  private static String stripEnd(String name) {
    return name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
  }

  private static boolean isLowerOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
