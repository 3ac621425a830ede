package vn.kenh.server.alert;

/** How soon someone should look; worst first. */
public enum Level {
  ALARM,
  WARNING,
  HINT
}
