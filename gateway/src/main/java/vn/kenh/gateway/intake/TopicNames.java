package vn.kenh.gateway.intake;

/** The parts of our own topics, {@code kenh/{device}/{kind}[/…]}. */
final class TopicNames {

  private static final String ROOT = "kenh/";

  private TopicNames() {}

  /** The device of a topic, empty if it is not one of ours. */
  static String device(String topic) {
    int end = topic.indexOf('/', ROOT.length());
    return topic.startsWith(ROOT) && end > 0 ? topic.substring(ROOT.length(), end) : "";
  }

  /** The kind of a topic, such as {@code telemetry}; empty if it is not one of ours. */
  static String kind(String topic) {
    int start = topic.indexOf('/', ROOT.length()) + 1;
    if (!topic.startsWith(ROOT) || start <= ROOT.length()) {
      return "";
    }
    int end = topic.indexOf('/', start);
    return end < 0 ? topic.substring(start) : topic.substring(start, end);
  }
}
