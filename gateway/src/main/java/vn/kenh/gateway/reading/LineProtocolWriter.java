package vn.kenh.gateway.reading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes readings as line protocol: {@code telemetry,device=ID[,farm=F,plot=P] key=value,…
 * epochMillis}. Every number is written as a float. Nothing is allocated but the buffer, which
 * grows as needed and is kept by {@link #clear}. Not safe for use from several threads.
 */
public final class LineProtocolWriter {

  /** The measurement of all readings. */
  public static final String MEASUREMENT = "telemetry";

  private static final byte[] LINE_START =
      (MEASUREMENT + ",device=").getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NO_TAGS = {};

  /** A char of a String takes at most three bytes in UTF-8, or two as an escaped ASCII one. */
  private static final int BYTES_PER_CHAR = 3;

  private static final int MAX_LONG_LENGTH = 20;

  private byte[] buffer;
  private int size;
  private int points;
  private int readings;

  private int pointStart = -1;
  private int pointReadings;

  private int markedSize;
  private int markedPoints;
  private int markedReadings;

  public LineProtocolWriter() {
    this(16 * 1024);
  }

  public LineProtocolWriter(int initialCapacity) {
    this.buffer = new byte[Math.max(initialCapacity, 64)];
  }

  /**
   * Escapes tags for {@link #begin(String, byte[])}: {@code ,farm=F,plot=P}. Give them in the order
   * of their keys, which is the order stores are quickest with.
   *
   * @throws IllegalArgumentException as {@link #begin(String)} does, for a key or value
   */
  public static byte[] tags(Map<String, String> tags) {
    LineProtocolWriter writer = new LineProtocolWriter(64);
    tags.forEach(
        (key, value) -> {
          writer.ensure(2);
          writer.buffer[writer.size++] = ',';
          writer.name(key);
          writer.ensure(2);
          writer.buffer[writer.size++] = '=';
          writer.name(value);
        });
    return writer.toByteArray();
  }

  /**
   * Begins a point of {@code device}.
   *
   * @throws IllegalArgumentException if line protocol cannot carry the id: it is empty, holds a
   *     control character, a backslash, or half a surrogate pair ({@link DeviceIds#isValid})
   */
  public void begin(String device) {
    begin(device, NO_TAGS);
  }

  /** Begins a point with more tags, made by {@link #tags}. */
  public void begin(String device, byte[] escapedTags) {
    if (pointStart >= 0) {
      throw new IllegalStateException("the point before has not been ended");
    }
    int start = size;
    ensure(LINE_START.length);
    System.arraycopy(LINE_START, 0, buffer, size, LINE_START.length);
    size += LINE_START.length;
    try {
      name(device);
    } catch (IllegalArgumentException e) {
      size = start;
      throw e;
    }
    ensure(escapedTags.length);
    System.arraycopy(escapedTags, 0, buffer, size, escapedTags.length);
    size += escapedTags.length;
    pointStart = start;
    pointReadings = 0;
  }

  /**
   * Adds a value to the point; the keys of a point should differ.
   *
   * @throws IllegalArgumentException if the value is not finite or line protocol cannot carry the
   *     key; the point is then as it was
   */
  public void field(String key, double value) {
    if (pointStart < 0) {
      throw new IllegalStateException("no point has been begun");
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(key + " is " + value + ", which no store takes");
    }
    int start = size;
    ensure(1);
    buffer[size++] = (byte) (pointReadings == 0 ? ' ' : ',');
    try {
      name(key);
    } catch (IllegalArgumentException e) {
      size = start;
      throw e;
    }
    ensure(1 + DecimalFormatter.MAX_LENGTH);
    buffer[size++] = '=';
    size = DecimalFormatter.write(buffer, size, value);
    pointReadings++;
  }

  /**
   * Ends the point. One without values leaves no line behind.
   *
   * @return whether a line was written
   */
  public boolean end(long timeMillis) {
    if (pointStart < 0) {
      throw new IllegalStateException("no point has been begun");
    }
    int start = pointStart;
    pointStart = -1;
    if (pointReadings == 0) {
      size = start;
      return false;
    }
    ensure(MAX_LONG_LENGTH + 2);
    buffer[size++] = ' ';
    if (timeMillis < 0) {
      byte[] text = Long.toString(timeMillis).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(text, 0, buffer, size, text.length);
      size += text.length;
    } else {
      size = DecimalFormatter.writeLong(buffer, size, timeMillis);
    }
    buffer[size++] = '\n';
    points++;
    readings += pointReadings;
    return true;
  }

  /** Adds the lines of a frame as they are. */
  public void append(Frame frame) {
    if (pointStart >= 0) {
      throw new IllegalStateException("the point before has not been ended");
    }
    ensure(frame.lines().length);
    System.arraycopy(frame.lines(), 0, buffer, size, frame.lines().length);
    size += frame.lines().length;
    points += frame.points();
    readings += frame.readings();
  }

  /** Remembers what is written so far; called between points. */
  public void mark() {
    markedSize = size;
    markedPoints = points;
    markedReadings = readings;
  }

  /** Forgets what was written since {@link #mark}, a point begun and not ended included. */
  public void rollback() {
    size = markedSize;
    points = markedPoints;
    readings = markedReadings;
    pointStart = -1;
  }

  /** Empties the writer; the buffer is kept. */
  public void clear() {
    size = 0;
    points = 0;
    readings = 0;
    mark();
    pointStart = -1;
  }

  /** Bytes written. */
  public int size() {
    return size;
  }

  /** Lines written. */
  public int points() {
    return points;
  }

  /** Values written in ended points. */
  public int readings() {
    return readings;
  }

  /** A copy of what is written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(buffer, size);
  }

  /** A copy of what is written, with its counts. */
  public Frame toFrame() {
    return new Frame(toByteArray(), readings, points);
  }

  /** Writes UTF-8 with commas, equals signs and spaces escaped. */
  private void name(String name) {
    int length = name.length();
    if (length == 0) {
      throw new IllegalArgumentException("an empty name");
    }
    ensure(length * BYTES_PER_CHAR);
    byte[] out = buffer;
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      if (c >= 0x80) {
        at = nonAscii(out, at, name, i);
        i += Character.isHighSurrogate(c) ? 1 : 0;
        continue;
      }
      if (c == ',' || c == '=' || c == ' ') {
        out[at++] = '\\';
      } else if (c < 0x20 || c == '\\' || c == 0x7f) {
        throw new IllegalArgumentException(
            String.format("character 0x%02x in a name, which line protocol cannot carry", (int) c));
      }
      out[at++] = (byte) c;
    }
    size = at;
  }

  private static int nonAscii(byte[] out, int start, String name, int i) {
    int at = start;
    int code = name.codePointAt(i);
    if (code < 0x800) {
      out[at++] = (byte) (0xc0 | code >> 6);
    } else if (code < 0x10000) {
      if (Character.isSurrogate((char) code)) {
        throw new IllegalArgumentException("half a surrogate pair in a name");
      }
      out[at++] = (byte) (0xe0 | code >> 12);
      out[at++] = (byte) (0x80 | (code >> 6 & 0x3f));
    } else {
      out[at++] = (byte) (0xf0 | code >> 18);
      out[at++] = (byte) (0x80 | (code >> 12 & 0x3f));
      out[at++] = (byte) (0x80 | (code >> 6 & 0x3f));
    }
    out[at++] = (byte) (0x80 | (code & 0x3f));
    return at;
  }

  private void ensure(int more) {
    if (buffer.length - size < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }
}
