package vn.kenh.server.registry;

import java.util.Locale;

/** What a person or a token may do. */
public enum Role {
  /** May look. */
  VIEWER,
  /** May also change farms, plots, devices, batches and valves. */
  FARMER,
  /** May also manage people and secrets. */
  ADMIN;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Role ofCode(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  /** Whether this role may do whatever {@code needed} may. */
  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }
}
