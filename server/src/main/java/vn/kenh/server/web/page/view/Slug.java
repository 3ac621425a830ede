package vn.kenh.server.web.page.view;

import java.text.Normalizer;
import java.util.Locale;

/** Makes an id out of a name: {@code Vườn vải Thanh Hà} becomes {@code vuon-vai-thanh-ha}. */
final class Slug {

  private static final int LONGEST = 48;

  private Slug() {}

  /** The id; empty if the name holds no Latin letter or digit. */
  static String of(String name) {
    String plain =
        Normalizer.normalize(name.replace('đ', 'd').replace('Đ', 'D'), Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST).replaceAll("-$", "");
  }
}
