package vn.kenh.server.web.page.origin;

import com.fasterxml.jackson.databind.JsonNode;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.server.camera.Snapshot;
import vn.kenh.server.registry.Farm;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.telemetry.StoreUnavailableException;
import vn.kenh.server.trace.Batch;
import vn.kenh.server.trace.Batches;
import vn.kenh.server.trace.LinkCheck;
import vn.kenh.server.trace.growing.GrowingRecord;
import vn.kenh.server.trace.growing.GrowingRecords;
import vn.kenh.server.trace.growing.PlotPictures;
import vn.kenh.server.trace.gs1.DigitalLink;
import vn.kenh.server.trace.gs1.DigitalLinkUri;
import vn.kenh.server.trace.gs1.Gs1FormatException;
import vn.kenh.server.web.Blocking;
import vn.kenh.server.web.HttpProblem;
import vn.kenh.server.web.Json;
import vn.kenh.server.web.PublicAddress;

/**
 * {@code /01/…}: where the code on a label leads. For buyers a page in their language, for programs
 * JSON-LD or the linkset of GS1's resolver standard. Nobody signs in here.
 */
public final class PublicPage {

  private static final Logger LOG = LoggerFactory.getLogger(PublicPage.class);
  private static final String LINKSET = "application/linkset+json";
  private static final String LINKED_DATA = "application/ld+json";
  private static final String FOR_A_MINUTE = "public, max-age=60";

  /** Link types this page itself is the answer to. */
  private static final Set<String> OWN_TYPES =
      Set.of(
          "pip", "traceability", "defaultLink", "gs1:pip", "gs1:traceability", "gs1:defaultLink");

  private final Batches batches;
  private final LinkCheck check;
  private final Registry registry;
  private final GrowingRecords records;
  private final PlotPictures pictures;
  private final PublicAddress address;
  private final String style;
  private final TemplateEngine templates;
  private final List<OriginTexts> texts =
      Arrays.stream(ReaderLanguage.values()).map(OriginTexts::new).toList();

  /**
   * Sets up the page.
   *
   * @param style address of its style sheet
   */
  @SuppressWarnings("NullAway") // no folder: the templates' classes come from the class path
  public PublicPage(
      Batches batches,
      LinkCheck check,
      Registry registry,
      GrowingRecords records,
      PlotPictures pictures,
      PublicAddress address,
      String style) {
    this.batches = batches;
    this.check = check;
    this.registry = registry;
    this.records = records;
    this.pictures = pictures;
    this.address = address;
    this.style = style;
    this.templates =
        TemplateEngine.createPrecompiled(
            null,
            ContentType.Html,
            PublicPage.class.getClassLoader(),
            "vn.kenh.server.web.template");
  }

  public void mount(Router router) {
    router.get("/01/*").handler(Blocking.call(this::answer));
    router.get("/.well-known/gs1resolver").handler(this::describe);
  }

  private void answer(RoutingContext context) throws IOException, InterruptedException {
    HttpServerResponse response = context.response();
    response.putHeader("vary", "Accept, Accept-Language");
    response.putHeader("access-control-allow-origin", "*");
    response.putHeader("cross-origin-resource-policy", "cross-origin");
    OriginViews views = new OriginViews(texts(language(context)), context.request().path(), style);
    DigitalLink link;
    try {
      link =
          DigitalLink.parse(
              context.request().path(), Optional.ofNullable(context.request().query()).orElse(""));
    } catch (Gs1FormatException e) {
      refuse(context, 400, e.reason(), views.malformed(e.reason()));
      return;
    }
    LinkCheck.Result result = check.check(link);
    Optional<Batch> product = batches.newest(link.gtin());
    Optional<String> linkType = Optional.ofNullable(context.queryParams().get("linkType"));
    boolean linkset =
        linkType.filter(type -> type.equals("linkset") || type.equals("all")).isPresent()
            || (linkType.isEmpty() && accepts(context, LINKSET));
    if (context.queryParams().contains(OriginViews.PICTURE)) {
      picture(context, result);
    } else if (linkset && product.isPresent()) {
      linkset(context, result, product.get());
    } else if (!linkset && linkType.filter(type -> !OWN_TYPES.contains(type)).isPresent()) {
      refuse(context, 404, "there is no link of this type", views.notFound());
    } else if (result.batch().isPresent()) {
      batch(context, views, result, result.batch().get());
    } else if (link.lot().isEmpty() && link.serial().isEmpty() && product.isPresent()) {
      page(context, 200, views.product(product.get()));
    } else {
      refuse(context, 404, "we did not issue this code", views.notFound());
    }
  }

  private void batch(
      RoutingContext context, OriginViews views, LinkCheck.Result result, Batch batch)
      throws InterruptedException {
    Optional<Plot> plot = registry.plot(batch.plot());
    Optional<Farm> farm = plot.map(Plot::farm).flatMap(registry::farm);
    DigitalLinkUri uri =
        new DigitalLinkUri(address.of(context), result.link().orElse(DigitalLink.of(batch.gtin())));
    context
        .response()
        .putHeader(
            "link",
            "<" + uri.text() + "?linkType=linkset>; rel=\"linkset\"; type=\"" + LINKSET + "\"");
    if (accepts(context, LINKED_DATA)) {
      if (result.verdict() == LinkCheck.Verdict.UNKNOWN_SERIAL) {
        throw HttpProblem.notFound("the lot is known, but this serial number was never issued");
      }
      json(context, LINKED_DATA, LinkedData.product(uri, batch, plot, farm));
      return;
    }
    page(context, 200, views.batch(result, batch, plot, farm, pictures.of(batch), growing(batch)));
  }

  private void picture(RoutingContext context, LinkCheck.Result result)
      throws IOException, InterruptedException {
    Snapshot snapshot =
        result
            .batch()
            .flatMap(pictures::of)
            .orElseThrow(() -> HttpProblem.notFound("there is no picture of this plot"));
    context
        .response()
        .putHeader("content-type", "image/jpeg")
        .putHeader("cache-control", FOR_A_MINUTE)
        .sendFile(pictures.file(snapshot).toString());
  }

  /** The page has a use without readings; that they cannot be had is said on it. */
  private Optional<GrowingRecord> growing(Batch batch) throws InterruptedException {
    try {
      return Optional.of(records.of(batch));
    } catch (StoreUnavailableException e) {
      LOG.warn("the page of batch {} is shown without readings", batch.id(), e);
      return Optional.empty();
    }
  }

  private void linkset(RoutingContext context, LinkCheck.Result result, Batch product) {
    DigitalLink link = result.known(product);
    json(
        context,
        LINKSET,
        LinkedData.linkset(address.of(context), link, result.batch().orElse(product).product()));
  }

  private void describe(RoutingContext context) {
    JsonNode description =
        Json.object()
            .put("name", "Kênh")
            .put("resolverRoot", address.of(context))
            .set("supportedPrimaryKeys", Json.MAPPER.createArrayNode().add("01"));
    context.response().putHeader("access-control-allow-origin", "*");
    json(context, "application/json", description);
  }

  private void refuse(RoutingContext context, int status, String detail, OriginView view) {
    String accept = Optional.ofNullable(context.request().getHeader("accept")).orElse("");
    if (accept.contains("json") && !accept.contains("text/html")) {
      throw new HttpProblem(status, detail);
    }
    page(context, status, view);
  }

  private void page(RoutingContext context, int status, OriginView view) {
    Utf8ByteOutput html = new Utf8ByteOutput();
    templates.render("origin.jte", Map.of("view", view), html);
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "text/html; charset=utf-8")
        .putHeader("content-language", view.texts().language().code())
        .putHeader("cache-control", status == 200 ? FOR_A_MINUTE : "no-cache")
        .end(Buffer.buffer(html.toByteArray()));
  }

  private static void json(RoutingContext context, String contentType, JsonNode body) {
    context
        .response()
        .putHeader("content-type", contentType)
        .putHeader("cache-control", FOR_A_MINUTE)
        .end(Buffer.buffer(body.toString()));
  }

  private static boolean accepts(RoutingContext context, String type) {
    return context.parsedHeaders().accept().stream()
        .findFirst()
        .filter(best -> type.equals(best.component() + "/" + best.subComponent()))
        .isPresent();
  }

  private OriginTexts texts(ReaderLanguage language) {
    return texts.stream().filter(each -> each.language() == language).findFirst().orElseThrow();
  }

  private static ReaderLanguage language(RoutingContext context) {
    return Optional.ofNullable(context.queryParams().get("lang"))
        .flatMap(ReaderLanguage::find)
        .orElseGet(
            () ->
                ReaderLanguage.accepted(
                    Optional.ofNullable(context.request().getHeader("accept-language"))
                        .orElse("")));
  }
}
