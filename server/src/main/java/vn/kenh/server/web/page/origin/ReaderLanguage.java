package vn.kenh.server.web.page.origin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The languages of the public pages. */
public enum ReaderLanguage {
  VIETNAMESE("vi", "Tiếng Việt"),
  ENGLISH("en", "English"),
  CHINESE("zh", "中文");

  private final String code;
  private final String ownName;

  ReaderLanguage(String code, String ownName) {
    this.code = code;
    this.ownName = ownName;
  }

  public String code() {
    return code;
  }

  /** Its name in itself. */
  public String ownName() {
    return ownName;
  }

  public Locale locale() {
    return Locale.forLanguageTag(code);
  }

  static Optional<ReaderLanguage> find(String code) {
    return Arrays.stream(values()).filter(language -> language.code.equals(code)).findFirst();
  }

  /**
   * The best by an Accept-Language header. A reader of none of ours gets English; one who says
   * nothing, Vietnamese.
   */
  static ReaderLanguage accepted(String header) {
    if (header.isBlank()) {
      return VIETNAMESE;
    }
    List<Locale.LanguageRange> wanted;
    try {
      wanted = Locale.LanguageRange.parse(header);
    } catch (IllegalArgumentException e) {
      return VIETNAMESE;
    }
    String best =
        Locale.lookupTag(
            wanted, Arrays.stream(values()).map(ReaderLanguage::code).collect(Collectors.toList()));
    if (best != null) {
      return find(best).orElse(ENGLISH);
    }
    return wanted.stream().anyMatch(range -> range.getRange().equals("*")) ? VIETNAMESE : ENGLISH;
  }
}
