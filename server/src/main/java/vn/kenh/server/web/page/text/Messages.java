package vn.kenh.server.web.page.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;

/** The words of the pages in one language, by key; {@code {0}}, {@code {1}} … are filled in. */
public final class Messages {

  private final Properties texts;

  private Messages(Properties texts) {
    this.texts = texts;
  }

  /** Reads the catalogue of a language from the class path. */
  public static Messages load(Language language) {
    String name = "/messages/pages." + language.code() + ".properties";
    try (InputStream in = Messages.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      Properties texts = new Properties();
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return new Messages(texts);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /**
   * The text of {@code key}.
   *
   * @throws IllegalArgumentException if the catalogue has no such key; a test keeps this from
   *     happening on a page
   */
  public String text(String key, Object... arguments) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException("no text for the key " + key);
    }
    for (int i = 0; i < arguments.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(arguments[i]));
    }
    return text;
  }

  public boolean has(String key) {
    return texts.containsKey(key);
  }

  public Set<String> keys() {
    return texts.stringPropertyNames();
  }
}
