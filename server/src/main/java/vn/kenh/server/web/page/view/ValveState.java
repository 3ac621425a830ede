package vn.kenh.server.web.page.view;

import java.util.Locale;

/** Whether water runs to a plot. */
public enum ValveState {
  NONE,
  CLOSED,
  OPEN;

  /** The key of its name in the message catalogue. */
  public String key() {
    return "valve." + name().toLowerCase(Locale.ROOT);
  }
}
