package vn.kenh.server.web.page.text;

import java.util.Locale;
import java.util.Optional;

/** A language the pages are written in. */
public enum Language {
  VIETNAMESE("vi", "Tiếng Việt"),
  ENGLISH("en", "English");

  private final String code;
  private final String ownName;

  Language(String code, String ownName) {
    this.code = code;
    this.ownName = ownName;
  }

  /** The language of a code such as {@code en}, as cookies and {@code lang} attributes spell it. */
  public static Optional<Language> of(String code) {
    for (Language language : values()) {
      if (language.code.equals(code)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }

  public String code() {
    return code;
  }

  /** What its speakers call it. */
  public String ownName() {
    return ownName;
  }

  public Locale locale() {
    return this == VIETNAMESE ? new Locale("vi", "VN") : Locale.UK;
  }

  /** The language that the switch in the page's head offers. */
  public Language other() {
    return this == VIETNAMESE ? ENGLISH : VIETNAMESE;
  }
}
