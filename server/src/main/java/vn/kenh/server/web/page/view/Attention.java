package vn.kenh.server.web.page.view;

/**
 * Something a person should look at.
 *
 * @param level how soon
 * @param icon a symbol of icons.svg
 * @param text what is the matter, in the reader's language
 * @param advice what to do about it, in the reader's language
 * @param href where to go
 */
public record Attention(Level level, String icon, String text, String advice, String href) {

  /** How soon someone should look; worst first. */
  public enum Level {
    ALARM("bad"),
    WARNING("dry"),
    HINT("water");

    private final String style;

    Level(String style) {
      this.style = style;
    }

    /** The suffix of the style class that colours it. */
    public String style() {
      return style;
    }
  }
}
