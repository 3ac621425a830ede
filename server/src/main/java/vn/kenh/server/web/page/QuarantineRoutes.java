package vn.kenh.server.web.page;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import vn.kenh.gateway.intake.QuarantineReplay;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineItem;
import vn.kenh.server.web.Blocking;
import vn.kenh.server.web.HttpProblem;
import vn.kenh.server.web.page.text.LocalFormat;
import vn.kenh.server.web.page.text.Texts;
import vn.kenh.server.web.page.view.QuarantineView;
import vn.kenh.server.web.page.view.QuarantineView.Result;

/** What could not be read or stored: looking at it, and trying it again. */
public final class QuarantineRoutes {

  private static final int PAGE = 25;

  private final PageRenderer renderer;
  private final Quarantine quarantine;
  private final QuarantineReplay replay;

  public QuarantineRoutes(PageRenderer renderer, Quarantine quarantine, QuarantineReplay replay) {
    this.renderer = renderer;
    this.quarantine = quarantine;
    this.replay = replay;
  }

  public void mount(Router router) {
    router.get("/quarantine").handler(Blocking.call(this::list));
    router.post("/quarantine/replay").handler(Blocking.call(this::replay));
  }

  private void list(RoutingContext context) throws Exception {
    long after = number(Form.query(context, "after"));
    List<QuarantineItem> found = quarantine.list(PAGE + 1, after);
    boolean more = found.size() > PAGE;
    List<QuarantineItem> shown = more ? found.subList(0, PAGE) : found;
    QuarantineView view =
        new QuarantineView(
            shown.stream().map(QuarantineView.Item::of).toList(),
            quarantine.size(),
            more ? OptionalLong.of(shown.get(PAGE - 1).id()) : OptionalLong.empty(),
            result(context));
    renderer.send(context, Section.QUARANTINE, "quarantine.jte", Map.of("view", view));
  }

  /** Leads back to the list with what came of it in the address, which reloading cannot repeat. */
  private void replay(RoutingContext context) throws Exception {
    Map<String, String> fields = Form.fields(context);
    QuarantineReplay.Result result =
        fields.containsKey("id") ? one(number(fields.getOrDefault("id", ""))) : replay.replayAll();
    Form.seeOther(context, "/quarantine?read=" + result.replayed() + "&failed=" + result.failed());
  }

  private QuarantineReplay.Result one(long id) throws Exception {
    QuarantineItem item =
        quarantine
            .get(id)
            .orElseThrow(() -> HttpProblem.notFound("item " + id + " is not here any more"));
    boolean read = replay.replay(item).isEmpty();
    return new QuarantineReplay.Result(read ? 1 : 0, read ? 0 : 1);
  }

  private Optional<Result> result(RoutingContext context) {
    if (Form.query(context, "read").isEmpty()) {
      return Optional.empty();
    }
    Texts texts = renderer.texts(context);
    LocalFormat format = texts.format();
    long read = number(Form.query(context, "read"));
    long failed = number(Form.query(context, "failed"));
    return Optional.of(
        failed == 0
            ? new Result(true, texts.t("quarantine.result.good", format.number((double) read, 0)))
            : new Result(
                false,
                texts.t(
                    "quarantine.result.mixed",
                    format.number((double) read, 0),
                    format.number((double) failed, 0))));
  }

  private static long number(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }
}
