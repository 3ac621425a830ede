package vn.kenh.gateway.mqtt;

import java.util.Optional;

/** Topic names and filters: what is well-formed, whose they are, what matches (MQTT 5, 4.7). */
final class Topics {

  private static final String ROOT = "kenh/";
  private static final int MAXIMUM_BYTES = 65_535;

  private Topics() {}

  /** Whether a client may publish to a topic of this form at all. */
  static boolean isValidName(String topic) {
    if (topic.isEmpty() || topic.charAt(0) == '$' || topic.length() > MAXIMUM_BYTES) {
      return false;
    }
    for (int i = 0; i < topic.length(); i++) {
      char c = topic.charAt(i);
      if (c == '+' || c == '#' || c == 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether wildcards stand only where they may, each alone in its level, {@code #} last. */
  static boolean isValidFilter(String filter) {
    if (filter.isEmpty() || filter.indexOf('\0') >= 0) {
      return false;
    }
    for (int i = 0; i < filter.length(); i++) {
      char c = filter.charAt(i);
      if (c == '#' && i != filter.length() - 1) {
        return false;
      }
      boolean startsLevel = i == 0 || filter.charAt(i - 1) == '/';
      boolean endsLevel = i == filter.length() - 1 || filter.charAt(i + 1) == '/';
      if ((c == '#' || c == '+') && !(startsLevel && endsLevel)) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code identity} may publish to {@code topic}, which is a valid name. */
  static boolean mayPublish(Identity identity, String topic) {
    if (!topic.startsWith(ROOT)) {
      return identity.mayPublishForeign(topic);
    }
    return speaksFor(identity, topic);
  }

  /** Whether {@code identity} may subscribe to {@code filter}, which is a valid filter. */
  static boolean maySubscribe(Identity identity, String filter) {
    return filter.startsWith(ROOT) && speaksFor(identity, filter);
  }

  /** The device of {@code kenh/{device}/…}; empty for any other topic. */
  static Optional<String> device(String topic) {
    int end = topic.indexOf('/', ROOT.length());
    return topic.startsWith(ROOT) && end > ROOT.length()
        ? Optional.of(topic.substring(ROOT.length(), end))
        : Optional.empty();
  }

  static boolean matches(String filter, String topic) {
    int f = 0;
    int t = 0;
    while (f < filter.length()) {
      char c = filter.charAt(f);
      if (c == '#') {
        return true;
      }
      if (c == '+') {
        int end = topic.indexOf('/', t);
        t = end < 0 ? topic.length() : end;
        f++;
      } else if (t < topic.length() && topic.charAt(t) == c) {
        f++;
        t++;
      } else {
        // "a/#" also matches "a", the parent level itself.
        return t == topic.length() && filter.startsWith("/#", f) && f + 2 == filter.length();
      }
    }
    return t == topic.length();
  }

  private static boolean speaksFor(Identity identity, String topic) {
    int end = topic.indexOf('/', ROOT.length());
    int length = end - ROOT.length();
    if (length <= 0) {
      return false;
    }
    String own = identity.device();
    if (own.length() == length && topic.startsWith(own, ROOT.length())) {
      return true;
    }
    String device = topic.substring(ROOT.length(), end);
    return !device.equals("+") && identity.speaksFor(device);
  }
}
