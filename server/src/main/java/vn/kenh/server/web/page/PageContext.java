package vn.kenh.server.web.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import vn.kenh.server.web.page.text.LocalFormat;
import vn.kenh.server.web.page.text.Texts;

/**
 * What every template needs to know about the request it answers.
 *
 * @param section what the navigation marks as current
 * @param path path and query of this page, to which the language switch returns
 * @param user the name of the signed-in person; empty before signing in
 * @param csrfToken goes into every form that changes something
 * @param now the moment the page is made, to which "5 minutes ago" refers
 */
public record PageContext(
    Texts texts,
    Assets assets,
    Section section,
    String path,
    Optional<String> user,
    String csrfToken,
    Instant now) {

  /** The text of a key in the reader's language. */
  public String t(String key, Object... arguments) {
    return texts.t(key, arguments);
  }

  public LocalFormat format() {
    return texts.format();
  }

  public String asset(String name) {
    return assets.url(name);
  }

  public String icon(String name) {
    return assets.url("icons.svg") + "#" + name;
  }

  /** How long ago something was, in words. */
  public String ago(Instant time) {
    return format().ago(time, now);
  }

  /** The address that switches to the other language and comes back here. */
  public String switchLanguage() {
    return "/language?to="
        + texts.language().other().code()
        + "&back="
        + URLEncoder.encode(path, StandardCharsets.UTF_8);
  }
}
