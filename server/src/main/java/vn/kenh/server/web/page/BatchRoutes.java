package vn.kenh.server.web.page;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import vn.kenh.server.registry.RefusedException;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.trace.Batch;
import vn.kenh.server.trace.Batches;
import vn.kenh.server.trace.Labels;
import vn.kenh.server.trace.NewBatch;
import vn.kenh.server.trace.Page;
import vn.kenh.server.trace.gs1.DigitalLink;
import vn.kenh.server.web.Blocking;
import vn.kenh.server.web.Caller;
import vn.kenh.server.web.HttpProblem;
import vn.kenh.server.web.page.text.LocalFormat;
import vn.kenh.server.web.page.text.Texts;
import vn.kenh.server.web.page.view.BatchForm;
import vn.kenh.server.web.page.view.FormState;

/**
 * Batches: a list, a form, and each one's labels. Every form carries a key of its own, so that
 * sending it twice enters one batch and issues one lot of labels.
 */
public final class BatchRoutes {

  private static final int PAGE = 50;

  private final PageRenderer renderer;
  private final Registry registry;
  private final Batches batches;
  private final Labels labels;

  public BatchRoutes(PageRenderer renderer, Registry registry, Batches batches, Labels labels) {
    this.renderer = renderer;
    this.registry = registry;
    this.batches = batches;
    this.labels = labels;
  }

  public void mount(Router router) {
    router.get("/batches").handler(Blocking.call(this::list));
    router.get("/batches/new").handler(Blocking.call(this::empty));
    router.post("/batches").handler(Blocking.call(this::add));
    router.get("/batches/:id").handler(Blocking.call(c -> show(c, batch(c), countForm(""))));
    router.post("/batches/:id/labels").handler(Blocking.call(this::issue));
  }

  private void list(RoutingContext context) {
    String after = Form.query(context, "after");
    Page<Batch> page = after.isEmpty() ? batches.list(PAGE) : batches.list(PAGE, after);
    renderer.send(
        context,
        Section.BATCHES,
        "batches.jte",
        Map.of("batches", page.items(), "plots", plots(), "next", page.next().orElse("")));
  }

  private void empty(RoutingContext context) {
    Map<String, String> values = new HashMap<>();
    values.put("plot", Form.query(context, "plot"));
    values.put("harvested", today().toString());
    form(context, new FormState(values, Map.of()), UUID.randomUUID().toString());
  }

  private void add(RoutingContext context) {
    Map<String, String> fields = Form.fields(context);
    BatchForm form = new BatchForm(fields, today(), renderer.texts(context));
    try {
      Optional<NewBatch> batch = form.read();
      if (batch.isPresent()) {
        Batch added = batches.create(batch.get(), Caller.require(context).name(), key(fields));
        Form.seeOther(context, "/batches/" + added.id());
        return;
      }
    } catch (RefusedException e) {
      form.refused(e);
    }
    form(context, form.state(), UUID.randomUUID().toString());
  }

  private void form(RoutingContext context, FormState form, String key) {
    renderer.send(
        context,
        Section.BATCHES,
        "batchNew.jte",
        Map.of("form", form, "plots", plots(), "key", key, "today", today().toString()));
  }

  private void issue(RoutingContext context) {
    Batch batch = batch(context);
    Texts texts = renderer.texts(context);
    Map<String, String> fields = Form.fields(context);
    String typed = fields.getOrDefault("count", "").replaceAll("[. ,]", "");
    if (!typed.matches("\\d{1,5}")
        || Integer.parseInt(typed) < 1
        || Integer.parseInt(typed) > Labels.MOST_AT_ONCE) {
      show(context, batch, new FormState(fields, Map.of("count", texts.t("batches.count.wrong"))));
      return;
    }
    try {
      labels.issue(
          batch.id(), Integer.parseInt(typed), Caller.require(context).name(), key(fields));
      Form.seeOther(context, "/batches/" + batch.id() + "?issued=1");
    } catch (RefusedException e) {
      show(context, batch, new FormState(fields, Map.of("", String.valueOf(e.getMessage()))));
    }
  }

  private void show(RoutingContext context, Batch batch, FormState form) {
    String plot = registry.plot(batch.plot()).map(known -> known.name()).orElse(batch.plot());
    renderer.send(
        context,
        Section.BATCHES,
        "batch.jte",
        Map.of(
            "batch",
            batch,
            "plot",
            plot,
            "form",
            form,
            "key",
            UUID.randomUUID().toString(),
            "publicPath",
            DigitalLink.of(batch.gtin(), batch.lot()).pathAndQuery(),
            "issued",
            !Form.query(context, "issued").isEmpty()));
  }

  private Batch batch(RoutingContext context) {
    String id = context.pathParam("id");
    return batches
        .find(id)
        .orElseThrow(() -> HttpProblem.notFound("there is no batch \"" + id + "\""));
  }

  private Map<String, String> plots() {
    Map<String, String> names = new LinkedHashMap<>();
    registry.plots().forEach(plot -> names.put(plot.id(), plot.name()));
    return names;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(renderer.clock().instant(), LocalFormat.ZONE);
  }

  private static FormState countForm(String count) {
    return new FormState(Map.of("count", count), Map.of());
  }

  private static Optional<String> key(Map<String, String> fields) {
    return Optional.ofNullable(fields.get("key")).filter(key -> !key.isEmpty());
  }
}
