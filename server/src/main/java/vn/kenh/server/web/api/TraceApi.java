package vn.kenh.server.web.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import vn.kenh.server.registry.RefusedException;
import vn.kenh.server.trace.Batch;
import vn.kenh.server.trace.Batches;
import vn.kenh.server.trace.LabelIssue;
import vn.kenh.server.trace.LabelPrints;
import vn.kenh.server.trace.Labels;
import vn.kenh.server.trace.NewBatch;
import vn.kenh.server.trace.Page;
import vn.kenh.server.trace.gs1.DigitalLink;
import vn.kenh.server.trace.gs1.DigitalLinkUri;
import vn.kenh.server.trace.gs1.Gs1FormatException;
import vn.kenh.server.trace.gs1.Serial;
import vn.kenh.server.trace.label.PdfLabels;
import vn.kenh.server.trace.label.PngCode;
import vn.kenh.server.trace.label.QrCode;
import vn.kenh.server.trace.label.Sheet;
import vn.kenh.server.trace.label.SvgCode;
import vn.kenh.server.trace.label.TsplLabels;
import vn.kenh.server.trace.label.ZplLabels;
import vn.kenh.server.web.Blocking;
import vn.kenh.server.web.Caller;
import vn.kenh.server.web.HttpProblem;
import vn.kenh.server.web.Json;
import vn.kenh.server.web.JsonBody;
import vn.kenh.server.web.PublicAddress;

/** Batches and their labels, to enter, list and print. */
public final class TraceApi {

  private static final int PIXELS_PER_MODULE = 8;

  private final Batches batches;
  private final Labels labels;
  private final LabelPrints prints;
  private final PublicAddress address;

  public TraceApi(Batches batches, Labels labels, LabelPrints prints, PublicAddress address) {
    this.batches = batches;
    this.labels = labels;
    this.prints = prints;
    this.address = address;
  }

  public void mount(Router router) {
    router.post("/api/v1/batches").handler(Blocking.call(this::create));
    router.get("/api/v1/batches").handler(Blocking.call(this::list));
    router.get("/api/v1/batches/:id").handler(Blocking.call(this::one));
    router.post("/api/v1/batches/:id/labels").handler(Blocking.call(this::issue));
    router.get("/api/v1/batches/:id/labels.pdf").handler(Blocking.call(this::pdf));
    router.get("/api/v1/batches/:id/labels.zpl").handler(Blocking.call(this::zpl));
    router.get("/api/v1/batches/:id/labels.tspl").handler(Blocking.call(this::tspl));
    router.get("/api/v1/labels/:file").handler(Blocking.call(this::code));
  }

  private void create(RoutingContext context) {
    JsonBody body = JsonBody.of(context);
    Batch batch =
        batches.create(
            NewBatch.of(
                body.text("gtin"),
                body.text("lot"),
                body.text("plot"),
                body.text("product"),
                day(body.text("harvested")),
                body.number("quantity_kg")),
            Caller.require(context).name(),
            idempotencyKey(context));
    context.response().putHeader("location", "/api/v1/batches/" + batch.id());
    Json.send(context, 201, json(context, batch));
  }

  private void list(RoutingContext context) {
    Query query = new Query(context);
    int limit = Lists.limit(query);
    Page<Batch> page =
        query.text("after").map(after -> batches.list(limit, after)).orElse(batches.list(limit));
    ObjectNode body = Json.object();
    ArrayNode items = body.putArray("items");
    page.items().forEach(batch -> items.add(json(context, batch)));
    body.put("next", page.next().orElse(null));
    Json.send(context, 200, body);
  }

  private void one(RoutingContext context) {
    Json.send(context, 200, json(context, batch(context)));
  }

  private void issue(RoutingContext context) {
    JsonBody body = JsonBody.of(context);
    LabelIssue issue =
        labels.issue(
            context.pathParam("id"),
            (int) body.integer("count", Integer.MIN_VALUE, Integer.MAX_VALUE),
            Caller.require(context).name(),
            idempotencyKey(context));
    ObjectNode answer =
        Json.object()
            .put("id", issue.id())
            .put("batch", issue.batch())
            .put("from", issue.firstPosition())
            .put("count", issue.count());
    ArrayNode serials = answer.putArray("serials");
    labels
        .serials(issue.batch(), issue.firstPosition(), issue.count())
        .forEachRemaining(serial -> serials.add(serial.value()));
    Json.send(context, 201, answer);
  }

  private void pdf(RoutingContext context) throws IOException {
    Sheet sheet = sheet(new Query(context));
    print(
        context,
        "application/pdf",
        "pdf",
        (batch, found, out) ->
            PdfLabels.write(sheet, batch.product() + " " + batch.lot(), found, out));
  }

  private void zpl(RoutingContext context) throws IOException {
    print(
        context,
        "application/zpl; charset=utf-8",
        "zpl",
        (batch, found, out) -> ZplLabels.write(found, out));
  }

  private void tspl(RoutingContext context) throws IOException {
    print(
        context,
        "application/octet-stream",
        "tspl",
        (batch, found, out) -> TsplLabels.write(found, out));
  }

  private void print(
      RoutingContext context, String contentType, String extension, PrintFile.Writer writer)
      throws IOException {
    Batch batch = batch(context);
    Query query = new Query(context);
    int from = query.integer("from", 1, Integer.MAX_VALUE, 1);
    int count = query.integer("count", 1, Labels.MOST_AT_ONCE, Labels.MOST_AT_ONCE);
    if (batch.labels() < from) {
      throw new HttpProblem(
          409,
          batch.labels() == 0
              ? "no labels were issued yet; POST {\"count\": …} to /api/v1/batches/"
                  + batch.id()
                  + "/labels first"
              : "this batch has " + batch.labels() + " labels only");
    }
    PrintFile.send(
        context,
        contentType,
        "labels-" + batch.id() + "." + extension,
        out -> writer.write(batch, prints.of(batch, address.of(context), from, count), out));
  }

  /** One code by its serial number, {@code .svg} or {@code .png}. */
  private void code(RoutingContext context) {
    String file = context.pathParam("file");
    int dot = file.lastIndexOf('.');
    String extension = dot < 0 ? "" : file.substring(dot + 1);
    if (!extension.equals("svg") && !extension.equals("png")) {
      throw HttpProblem.notFound("ask for a serial number with .svg or .png behind it");
    }
    Serial serial = serial(file.substring(0, dot));
    Batch batch =
        labels
            .batchOf(serial)
            .orElseThrow(() -> HttpProblem.notFound("no label has the serial number " + serial));
    QrCode code =
        QrCode.of(
            new DigitalLinkUri(
                    address.of(context), DigitalLink.of(batch.gtin(), batch.lot(), serial))
                .text());
    context.response().putHeader("cache-control", "private, max-age=3600");
    if (extension.equals("svg")) {
      context.response().putHeader("content-type", "image/svg+xml").end(SvgCode.of(code));
    } else {
      context
          .response()
          .putHeader("content-type", "image/png")
          .end(Buffer.buffer(PngCode.of(code, PIXELS_PER_MODULE)));
    }
  }

  private Batch batch(RoutingContext context) {
    String id = context.pathParam("id");
    return batches.find(id).orElseThrow(() -> Labels.noBatch(id));
  }

  private ObjectNode json(RoutingContext context, Batch batch) {
    return BatchJson.of(batch, address.of(context));
  }

  private static Sheet sheet(Query query) {
    String code = query.text("sheet").orElse(Sheet.A4_3X7.code());
    return Sheet.find(code)
        .orElseThrow(
            () -> HttpProblem.badRequest("\"sheet\" must be a4-3x7, a4-5x13 or roll-50x30"));
  }

  private static Serial serial(String text) {
    try {
      return new Serial(text);
    } catch (Gs1FormatException e) {
      throw HttpProblem.notFound("no label has this serial number: " + e.reason());
    }
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw RefusedException.invalid("\"harvested\" must be a day such as 2026-11-22");
    }
  }

  private static Optional<String> idempotencyKey(RoutingContext context) {
    Optional<String> key = Optional.ofNullable(context.request().getHeader("idempotency-key"));
    if (key.isPresent() && (key.get().isBlank() || key.get().length() > 200)) {
      throw HttpProblem.badRequest("Idempotency-Key must have 1 to 200 characters");
    }
    return key;
  }
}
