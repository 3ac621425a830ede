package vn.kenh.server.web.page.origin;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/** The words of the public pages in one language, and how it writes numbers and dates. */
public final class OriginTexts {

  private final ReaderLanguage language;
  private final Properties texts = new Properties();

  OriginTexts(ReaderLanguage language) {
    this.language = language;
    String resource = "/i18n/origin_" + language.code() + ".properties";
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(OriginTexts.class.getResourceAsStream(resource), resource),
            StandardCharsets.UTF_8)) {
      texts.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ReaderLanguage language() {
    return language;
  }

  Set<String> keys() {
    return texts.stringPropertyNames();
  }

  /** The text of a key; {0} and so on are replaced. */
  public String t(String key, Object... arguments) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException("no text " + key + " in " + language);
    }
    return new MessageFormat(text, language.locale()).format(arguments);
  }

  /** A number with at most {@code decimals} digits behind the point. */
  public String number(double value, int decimals) {
    NumberFormat format = NumberFormat.getInstance(language.locale());
    format.setMaximumFractionDigits(decimals);
    return format.format(value);
  }

  public String date(LocalDate date) {
    return switch (language) {
      case VIETNAMESE -> DateTimeFormatter.ofPattern("dd/MM/yyyy").format(date);
      case ENGLISH -> DateTimeFormatter.ofPattern("d MMMM yyyy", language.locale()).format(date);
      case CHINESE -> DateTimeFormatter.ofPattern("yyyy年M月d日").format(date);
    };
  }

  /** Day and month. */
  public String shortDate(LocalDate date) {
    return switch (language) {
      case VIETNAMESE -> DateTimeFormatter.ofPattern("dd/MM").format(date);
      case ENGLISH -> DateTimeFormatter.ofPattern("d MMM", language.locale()).format(date);
      case CHINESE -> DateTimeFormatter.ofPattern("M月d日").format(date);
    };
  }
}
