package vn.kenh.server.web.page.view;

import vn.kenh.server.alert.Level;

/**
 * Something a person should look at, in words.
 *
 * @param level how soon
 * @param icon a symbol of icons.svg
 * @param text what is the matter, in the reader's language
 * @param advice what to do about it, in the reader's language
 * @param href where to go
 */
public record Attention(Level level, String icon, String text, String advice, String href) {

  /** The suffix of the style class that colours it. */
  public String style() {
    return switch (level) {
      case ALARM -> "bad";
      case WARNING -> "dry";
      case HINT -> "water";
    };
  }
}
