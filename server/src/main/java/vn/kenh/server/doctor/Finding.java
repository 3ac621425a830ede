package vn.kenh.server.doctor;

/**
 * What a check found.
 *
 * @param subject what was looked at
 * @param detail what was found and, unless it is good, what to do about it
 */
public record Finding(Level level, String subject, String detail) {

  /** How bad it is. */
  public enum Level {
    GOOD,
    /** Works, but should be known. */
    NOTE,
    /** Does not work. */
    BAD
  }

  public static Finding good(String subject, String detail) {
    return new Finding(Level.GOOD, subject, detail);
  }

  public static Finding note(String subject, String detail) {
    return new Finding(Level.NOTE, subject, detail);
  }

  public static Finding bad(String subject, String detail) {
    return new Finding(Level.BAD, subject, detail);
  }

  @Override
  public String toString() {
    String mark =
        switch (level) {
          case GOOD -> "ok  ";
          case NOTE -> "note";
          case BAD -> "FAIL";
        };
    return mark + "  " + subject + ": " + detail;
  }
}
