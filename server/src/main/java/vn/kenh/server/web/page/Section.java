package vn.kenh.server.web.page;

import java.util.Locale;

/** The part of the site a page belongs to, which the navigation marks. */
public enum Section {
  FARM,
  BATCHES,
  SCAN,
  DEVICES,
  QUARANTINE,
  ACCOUNT,
  NONE;

  /** The key of its name in the message catalogue. */
  public String key() {
    return "nav." + name().toLowerCase(Locale.ROOT);
  }
}
