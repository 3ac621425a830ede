package vn.kenh.server.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Reads the palette out of the style sheet and checks it against WCAG 2.2, success criterion 1.4.3.
 */
final class ContrastTest {

  private static final double LEAST = 4.5;
  private static final Pattern COLOUR = Pattern.compile("--([a-z0-9-]+): #([0-9a-f]{6});");

  private static final List<String> PAIRS =
      List.of(
          "ink paper",
          "ink surface",
          "ink sunken",
          "ink-soft paper",
          "ink-soft surface",
          "ink-soft sunken",
          "water paper",
          "water surface",
          "water water-soft",
          "on-water water",
          "leaf leaf-soft",
          "clay clay-soft",
          "alarm alarm-soft",
          "alarm surface",
          "clay surface");

  @Test
  void textCanBeReadInLightAndDark() {
    String css =
        new String(
            new Assets().find("css/base.css").orElseThrow().content(), StandardCharsets.UTF_8);
    int dark = css.indexOf("prefers-color-scheme: dark");
    check("light", colours(css.substring(0, dark)));
    check("dark", colours(css.substring(dark)));
  }

  private static void check(String scheme, Map<String, Integer> colours) {
    for (String pair : PAIRS) {
      String[] names = pair.split(" ");
      double contrast = contrast(colour(colours, names[0]), colour(colours, names[1]));
      assertThat(contrast).as("%s: %s", scheme, pair).isGreaterThanOrEqualTo(LEAST);
    }
  }

  private static Map<String, Integer> colours(String css) {
    Map<String, Integer> colours = new HashMap<>();
    Matcher matcher = COLOUR.matcher(css);
    while (matcher.find()) {
      colours.putIfAbsent(matcher.group(1), Integer.parseInt(matcher.group(2), 16));
    }
    return colours;
  }

  private static int colour(Map<String, Integer> colours, String name) {
    assertThat(colours).containsKey(name);
    return colours.getOrDefault(name, 0);
  }

  private static double contrast(int one, int other) {
    double a = luminance(one) + 0.05;
    double b = luminance(other) + 0.05;
    return Math.max(a, b) / Math.min(a, b);
  }

  private static double luminance(int colour) {
    return 0.2126 * linear(colour >> 16 & 255)
        + 0.7152 * linear(colour >> 8 & 255)
        + 0.0722 * linear(colour & 255);
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
