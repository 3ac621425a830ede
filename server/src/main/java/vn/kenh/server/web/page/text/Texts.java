package vn.kenh.server.web.page.text;

import java.util.EnumMap;
import java.util.Map;

/** Everything needed to speak to a reader: words and formats of one language. */
public record Texts(Language language, Messages messages, LocalFormat format) {

  /** Loads every language. */
  public static Map<Language, Texts> loadAll() {
    Map<Language, Texts> all = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      Messages messages = Messages.load(language);
      all.put(language, new Texts(language, messages, new LocalFormat(language, messages)));
    }
    return all;
  }

  /** The text of a key. */
  public String t(String key, Object... arguments) {
    return messages.text(key, arguments);
  }
}
