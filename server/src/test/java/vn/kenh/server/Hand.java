package vn.kenh.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a person does to a page: moves a mouse, touches a screen, presses keys. */
final class Hand {

  /** Movements between the first and the last point; browsers tell gestures by their way. */
  private static final int STEPS = 10;

  private static final int SHIFT = 8;

  private final Chromium browser;

  Hand(Chromium browser) {
    this.browser = browser;
  }

  /** A point of the window in CSS pixels. */
  record Point(double x, double y) {

    Point towards(Point other, double share) {
      return new Point(x + (other.x - x) * share, y + (other.y - y) * share);
    }
  }

  /** One finger's way over the screen. */
  record Stroke(Point from, Point to) {}

  void drag(Point from, Point to) {
    drag(from, to, 0);
  }

  void dragWithShift(Point from, Point to) {
    drag(from, to, SHIFT);
  }

  /** Moves as many fingers as there are strokes, all at once, and lifts them. */
  void touch(Stroke... strokes) {
    fingers("touchStart", List.of(strokes), 0);
    for (int i = 1; i <= STEPS; i++) {
      fingers("touchMove", List.of(strokes), (double) i / STEPS);
    }
    fingers("touchEnd", List.of(), 1);
  }

  /**
   * Presses a key where the focus is.
   *
   * @param key its name, as in {@code KeyboardEvent.key}
   */
  void press(String key) {
    for (String type : List.of("keyDown", "keyUp")) {
      browser.call("Input.dispatchKeyEvent", Chromium.node().put("type", type).put("key", key));
    }
  }

  private void drag(Point from, Point to, int modifiers) {
    mouse("mouseMoved", from, modifiers);
    mouse("mousePressed", from, modifiers);
    for (int i = 1; i <= STEPS; i++) {
      mouse("mouseMoved", from.towards(to, (double) i / STEPS), modifiers);
    }
    mouse("mouseReleased", to, modifiers);
  }

  private void mouse(String type, Point at, int modifiers) {
    browser.call(
        "Input.dispatchMouseEvent",
        Chromium.node()
            .put("type", type)
            .put("x", at.x())
            .put("y", at.y())
            .put("button", "left")
            .put("buttons", type.equals("mouseReleased") ? 0 : 1)
            .put("clickCount", 1)
            .put("modifiers", modifiers));
  }

  private void fingers(String type, List<Stroke> strokes, double share) {
    ObjectNode event = Chromium.node().put("type", type);
    ArrayNode points = event.putArray("touchPoints");
    for (int i = 0; i < strokes.size(); i++) {
      Point at = strokes.get(i).from().towards(strokes.get(i).to(), share);
      points.addObject().put("x", at.x()).put("y", at.y()).put("id", i);
    }
    browser.call("Input.dispatchTouchEvent", event);
  }
}
