package vn.kenh.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The secrets made at the very first start, which are told once and cannot be asked for again.
 *
 * @param password the password of the first account, {@code admin}
 * @param adminToken the administrator's token
 */
public record FirstStart(Optional<String> password, Optional<String> adminToken) {

  /** The name of the first account. */
  public static final String ACCOUNT = "admin";

  /** What to tell the operator. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    password.ifPresent(
        text ->
            lines.add("first account: name=" + ACCOUNT + " password=" + text + " (shown once)"));
    adminToken.ifPresent(text -> lines.add("admin token: " + text + " (shown once)"));
    return lines;
  }
}
