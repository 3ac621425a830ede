package vn.kenh.gateway.reading;

import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A cursor over line protocol. Each call of {@link #next} reads one whole line, so that a point is
 * seen complete or not at all. Strings are ignored and counted; integers and booleans become
 * doubles. Where a line is wrong, {@link #next} throws and the call after it goes on with the next
 * line. One reader serves many inputs, one after the other; it is not safe for several threads.
 */
public final class LineProtocolReader {

  private static final int DEVICE_NAMES = 1024;
  private static final int KEY_NAMES = 256;

  private final NameCache devices = new NameCache(DEVICE_NAMES);
  private final NameCache names = new NameCache(KEY_NAMES);
  private final DecimalScanner decimals = new DecimalScanner();

  private byte[] input = {};
  private int at;
  private int end;
  private boolean escaped;

  private int lineStart;
  private int lineEnd;
  private String measurement = "";
  private String device = "";
  private String[] tags = new String[8];
  private int tagCount;
  private String[] keys = new String[16];
  private double[] values = new double[16];
  private int fieldCount;
  private int ignoredFields;
  private boolean timed;
  private long timeMillis;

  /** Begins to read {@code lines}. */
  public LineProtocolReader read(byte[] lines) {
    return read(lines, 0, lines.length);
  }

  /** Begins to read a part of {@code bytes}; offsets in errors are indexes of the array. */
  public LineProtocolReader read(byte[] bytes, int offset, int length) {
    input = bytes;
    at = offset;
    end = offset + length;
    lineStart = offset;
    lineEnd = offset;
    return this;
  }

  /**
   * Reads the next point; empty lines and comments are passed over.
   *
   * @return false at the end of the input
   * @throws LineProtocolException if the line is wrong; it is passed over
   */
  public boolean next() throws LineProtocolException {
    if (!findLine()) {
      return false;
    }
    lineStart = at;
    try {
      line();
    } catch (LineProtocolException e) {
      passOver();
      throw e;
    } catch (CharacterCodingException e) {
      LineProtocolException error = error("text that is not UTF-8", at);
      error.initCause(e);
      passOver();
      throw error;
    }
    return true;
  }

  public String measurement() {
    return measurement;
  }

  /** The value of the tag {@code device}, which every point has. */
  public String device() {
    return device;
  }

  /** The value of a tag other than {@code device}. */
  public Optional<String> tag(String key) {
    for (int i = 0; i < tagCount; i += 2) {
      if (tags[i].equals(key)) {
        return Optional.of(tags[i + 1]);
      }
    }
    return Optional.empty();
  }

  /** How many values the point has, strings not counted. */
  public int fieldCount() {
    return fieldCount;
  }

  /** The key of value {@code index}, from 0. */
  public String key(int index) {
    return keys[index];
  }

  /** Value {@code index}; infinite where more was written than a double holds. */
  public double value(int index) {
    return values[index];
  }

  /** How many string values the point had, which are left out. */
  public int ignoredFields() {
    return ignoredFields;
  }

  /** Whether the line had a time. */
  public boolean hasTime() {
    return timed;
  }

  /** The time of the point, epoch milliseconds; 0 where the line had none. */
  public long timeMillis() {
    return timeMillis;
  }

  /** Where the current line begins in the input, or the line last passed over. */
  public int lineStart() {
    return lineStart;
  }

  /** Where the current line ends in the input, its newline not included. */
  public int lineEnd() {
    return lineEnd;
  }

  private boolean findLine() {
    while (at < end) {
      byte b = input[at];
      if (b == '#') {
        at = newlineFrom(at);
      } else if (b == '\n' || b == '\r' || b == ' ' || b == '\t') {
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  private void line() throws LineProtocolException, CharacterCodingException {
    tagCount = 0;
    fieldCount = 0;
    ignoredFields = 0;
    device = "";
    int nameEnd = token(false);
    measurement = names.name(input, lineStart, nameEnd, escaped);
    while (peek() == ',') {
      at++;
      tag();
    }
    if (device.isEmpty()) {
      throw error("no tag device", lineStart);
    }
    spaces("expected a space and the fields");
    field();
    while (peek() == ',') {
      at++;
      field();
    }
    time();
    lineEnd = at;
    if (peek() == '\r') {
      at++;
    }
    if (at < end && input[at] != '\n') {
      throw error("expected the end of the line", at);
    }
  }

  private void tag() throws LineProtocolException, CharacterCodingException {
    int start = at;
    int keyEnd = token(true);
    if (keyEnd == start || peek() != '=') {
      throw error("expected a tag as key=value", start);
    }
    String key = names.name(input, start, keyEnd, escaped);
    int valueStart = ++at;
    int valueEnd = token(true);
    if (valueEnd == valueStart || peek() == '=') {
      throw error("expected the value of tag " + key, valueStart);
    }
    if (key.equals("device")) {
      device = devices.name(input, valueStart, valueEnd, escaped);
      return;
    }
    if (tagCount + 2 > tags.length) {
      tags = Arrays.copyOf(tags, tags.length * 2);
    }
    tags[tagCount++] = key;
    tags[tagCount++] = names.name(input, valueStart, valueEnd, escaped);
  }

  private void field() throws LineProtocolException, CharacterCodingException {
    int start = at;
    int keyEnd = token(true);
    if (keyEnd == start || peek() != '=') {
      throw error("expected a field as key=value", start);
    }
    String key = names.name(input, start, keyEnd, escaped);
    at++;
    if (peek() == '"') {
      string();
      ignoredFields++;
      return;
    }
    double value = number();
    if (fieldCount == keys.length) {
      keys = Arrays.copyOf(keys, fieldCount * 2);
      values = Arrays.copyOf(values, fieldCount * 2);
    }
    keys[fieldCount] = key;
    values[fieldCount++] = value;
  }

  private double number() throws LineProtocolException {
    int start = at;
    int numberEnd = decimals.scan(input, at, end);
    if (numberEnd < 0) {
      return bool();
    }
    at = numberEnd;
    if (peek() == 'i' || peek() == 'u') {
      at++;
    }
    requireValueEnd(start);
    return decimals.value();
  }

  private double bool() throws LineProtocolException {
    int start = at;
    while (at < end && isLetter(input[at])) {
      at++;
    }
    requireValueEnd(start);
    int length = at - start;
    if (length == 1 && (input[start] == 't' || input[start] == 'T')) {
      return 1;
    }
    if (length == 1 && (input[start] == 'f' || input[start] == 'F')) {
      return 0;
    }
    if (matches(start, length, "true", "True", "TRUE")) {
      return 1;
    }
    if (matches(start, length, "false", "False", "FALSE")) {
      return 0;
    }
    throw error("expected a number, a boolean or a string in double quotes", start);
  }

  private boolean matches(int start, int length, String... words) {
    for (String word : words) {
      boolean same = word.length() == length;
      for (int i = 0; same && i < length; i++) {
        same = input[start + i] == word.charAt(i);
      }
      if (same) {
        return true;
      }
    }
    return false;
  }

  private void string() throws LineProtocolException {
    int start = at++;
    while (at < end && input[at] != '"') {
      at += input[at] == '\\' ? 2 : 1;
    }
    if (at >= end) {
      at = start;
      throw error("a string without its closing quote", start);
    }
    at++;
    requireValueEnd(start);
  }

  private void time() throws LineProtocolException {
    timed = false;
    timeMillis = 0;
    skipSpaces();
    int start = at;
    boolean negative = peek() == '-';
    at += negative ? 1 : 0;
    long time = 0;
    int digits = 0;
    for (; at < end && input[at] >= '0' && input[at] <= '9'; at++, digits++) {
      time = time * 10 + (input[at] - '0');
    }
    if (digits == 0 && !negative) {
      return;
    }
    if (digits == 0 || digits > 18) {
      throw error("expected the time in epoch milliseconds", start);
    }
    timed = true;
    timeMillis = negative ? -time : time;
    skipSpaces();
  }

  /**
   * Runs to the end of a name: an unescaped comma, space, line end, or equals sign if {@code
   * stopAtEquals}.
   */
  private int token(boolean stopAtEquals) {
    escaped = false;
    while (at < end) {
      byte b = input[at];
      if (b == '\\' && at + 1 < end && input[at + 1] != '\n') {
        escaped = true;
        at += isEscapable(input[at + 1]) ? 2 : 1;
        continue;
      }
      if (b == ',' || b == ' ' || b == '\n' || (b == '=' && stopAtEquals)) {
        break;
      }
      at++;
    }
    return at;
  }

  private void requireValueEnd(int start) throws LineProtocolException {
    int b = peek();
    if (b != -1 && b != ',' && b != ' ' && b != '\n' && b != '\r') {
      throw error("expected a number, a boolean or a string in double quotes", start);
    }
  }

  private void spaces(String otherwise) throws LineProtocolException {
    if (peek() != ' ') {
      throw error(otherwise, at);
    }
    skipSpaces();
  }

  private void skipSpaces() {
    while (peek() == ' ') {
      at++;
    }
  }

  private int peek() {
    return at < end ? input[at] & 0xff : -1;
  }

  private void passOver() {
    at = newlineFrom(at);
    lineEnd = at;
  }

  private int newlineFrom(int start) {
    int newline = start;
    while (newline < end && input[newline] != '\n') {
      newline++;
    }
    return newline;
  }

  private static boolean isEscapable(byte b) {
    return b == ',' || b == '=' || b == ' ';
  }

  private static boolean isLetter(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
  }

  private static LineProtocolException error(String message, int offset) {
    return new LineProtocolException(message, offset);
  }
}
