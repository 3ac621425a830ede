package vn.kenh.server.web.page.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MessagesTest {

  /** A key written out in a template or a class: {@code t("login.title"} and the like. */
  private static final Pattern USE =
      Pattern.compile("\\bt(?:ext)?\\(\\s*\"([a-z0-9.-]+)\"\\s*[,)]");

  private static final Pattern PLACE = Pattern.compile("\\{\\d}");

  private final Messages vietnamese = Messages.load(Language.VIETNAMESE);
  private final Messages english = Messages.load(Language.ENGLISH);

  @Test
  void everyLanguageHasTheSameKeys() {
    assertThat(english.keys()).containsExactlyInAnyOrderElementsOf(vietnamese.keys());
  }

  @Test
  void translationsFillInTheSameArguments() {
    for (String key : vietnamese.keys()) {
      assertThat(places(english.text(key))).as(key).isEqualTo(places(vietnamese.text(key)));
    }
  }

  @Test
  void everyKeyThatTemplatesAndClassesNameExists() throws IOException {
    Set<String> used = new TreeSet<>();
    for (Path file : sources()) {
      Matcher matcher = USE.matcher(Files.readString(file));
      while (matcher.find()) {
        used.add(matcher.group(1));
      }
    }
    assertThat(used).hasSizeGreaterThan(100);
    assertThat(vietnamese.keys()).containsAll(used);
  }

  @Test
  void aMissingKeyIsNamed() {
    assertThatThrownBy(() -> english.text("no.such")).hasMessageContaining("no.such");
  }

  private static Set<String> places(String text) {
    Set<String> places = new TreeSet<>();
    Matcher matcher = PLACE.matcher(text);
    while (matcher.find()) {
      places.add(matcher.group());
    }
    return places;
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> templates = Files.walk(Path.of("src/main/jte"));
        Stream<Path> classes = Files.walk(Path.of("src/main/java/vn/kenh/server/web/page"))) {
      return Stream.concat(templates, classes)
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().contains("origin")) // has a catalogue of its own
          .toList();
    }
  }
}
