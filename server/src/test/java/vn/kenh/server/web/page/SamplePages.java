package vn.kenh.server.web.page;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.kenh.server.web.page.text.Language;
import vn.kenh.server.web.page.text.Texts;
import vn.kenh.server.web.page.view.FormState;
import vn.kenh.server.web.page.view.OverviewBuilder;
import vn.kenh.server.web.page.view.OverviewView;
import vn.kenh.server.web.page.view.PlacePages;
import vn.kenh.server.web.page.view.TrendRange;

/** Renders each page from an invented farm, by its address. */
final class SamplePages {

  private final Templates templates;
  private final Assets assets;
  private final InventedFarm farm;
  private final Instant now;
  private final Map<Language, Texts> texts = Texts.loadAll();

  SamplePages(Templates templates, Assets assets, InventedFarm farm, Instant now) {
    this.templates = templates;
    this.assets = assets;
    this.farm = farm;
    this.now = now;
  }

  Optional<byte[]> page(String path, Map<String, String> query, String language, String uri) {
    Texts words = words(language);
    TrendRange range =
        TrendRange.parse(
            query.getOrDefault("range", ""),
            query.getOrDefault("from", ""),
            query.getOrDefault("to", ""),
            now);
    List<String> metrics = List.of(query.getOrDefault("m", "").split(","));
    if (path.equals("/")) {
      return render(
          "overview.jte", words, Section.FARM, uri, Map.of("view", overview(farm, words)));
    }
    if (path.equals("/empty")) {
      return render(
          "overview.jte",
          words,
          Section.FARM,
          uri,
          Map.of("view", overview(new InventedFarm(now), words)));
    }
    if (path.equals("/calm")) {
      return render(
          "overview.jte",
          words,
          Section.FARM,
          uri,
          Map.of("view", overview(InventedFarm.calm(now), words)));
    }
    if (path.equals("/login")) {
      FormState form =
          query.containsKey("failed")
              ? new FormState(Map.of("name", "lan"), Map.of("", words.t("login.wrong")))
              : FormState.empty();
      Map<String, Object> parameters = parameters(words, Section.NONE, uri, Optional.empty());
      parameters.putAll(Map.of("form", form, "back", "/", "changed", query.containsKey("changed")));
      return Optional.of(templates.render("login.jte", parameters));
    }
    Optional<byte[]> form = new SampleForms(this, farm, words, now).page(path, query, uri);
    if (form.isPresent()) {
      return form;
    }
    if (path.startsWith("/plots/")) {
      return new PlacePages(farm, farm)
          .plot(path.substring(7), range, metrics, now, words)
          .flatMap(view -> render("plot.jte", words, Section.FARM, uri, Map.of("view", view)));
    }
    if (path.startsWith("/devices/")) {
      return new PlacePages(farm, farm)
          .device(path.substring(9), range, metrics, now, words)
          .flatMap(view -> render("device.jte", words, Section.DEVICES, uri, Map.of("view", view)));
    }
    return Optional.empty();
  }

  private OverviewView overview(InventedFarm shown, Texts words) {
    return new OverviewBuilder(shown, shown).all(now, words);
  }

  byte[] missing(String language) {
    Texts words = words(language);
    return render(
            "error.jte",
            words,
            Section.NONE,
            "/",
            Map.of("title", "404", "detail", "…", "code", "404"))
        .orElseThrow();
  }

  Optional<byte[]> render(
      String template, Texts words, Section section, String uri, Map<String, Object> more) {
    Map<String, Object> parameters = parameters(words, section, uri, Optional.of("Nguyễn Thị Lan"));
    parameters.putAll(more);
    return Optional.of(templates.render(template, parameters));
  }

  private Map<String, Object> parameters(
      Texts words, Section section, String uri, Optional<String> user) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("ctx", new PageContext(words, assets, section, uri, user, "token", now));
    return parameters;
  }

  private Texts words(String language) {
    return texts.getOrDefault(
        Language.of(language).orElse(Language.VIETNAMESE), texts.values().iterator().next());
  }
}
