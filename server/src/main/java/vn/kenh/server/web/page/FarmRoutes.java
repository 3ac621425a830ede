package vn.kenh.server.web.page;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import vn.kenh.server.field.FieldData;
import vn.kenh.server.web.Blocking;
import vn.kenh.server.web.HttpProblem;
import vn.kenh.server.web.page.view.CameraPictures;
import vn.kenh.server.web.page.view.OverviewBuilder;
import vn.kenh.server.web.page.view.OverviewView;
import vn.kenh.server.web.page.view.PlacePages;
import vn.kenh.server.web.page.view.PlotView;
import vn.kenh.server.web.page.view.TrendRange;

/** The overview, and the pages of a farm and a plot. Mount after the forms. */
public final class FarmRoutes {

  private final PageRenderer renderer;
  private final FieldData data;
  private final CameraPictures pictures;

  public FarmRoutes(PageRenderer renderer, FieldData data, CameraPictures pictures) {
    this.renderer = renderer;
    this.data = data;
    this.pictures = pictures;
  }

  public void mount(Router router) {
    router.get("/").handler(Blocking.call(this::overview));
    router.get("/farms/:id").handler(Blocking.call(this::farm));
    router.get("/plots/:id").handler(Blocking.call(this::plot));
  }

  private void overview(RoutingContext context) {
    OverviewView view =
        new OverviewBuilder(data, pictures)
            .all(renderer.clock().instant(), renderer.texts(context));
    renderer.send(context, Section.FARM, "overview.jte", Map.of("view", view));
  }

  private void farm(RoutingContext context) {
    String id = context.pathParam("id");
    OverviewView view =
        data.farm(id)
            .map(
                farm ->
                    new OverviewBuilder(data, pictures)
                        .of(farm, renderer.clock().instant(), renderer.texts(context)))
            .orElseThrow(() -> HttpProblem.notFound("there is no farm \"" + id + "\""));
    renderer.send(context, Section.FARM, "overview.jte", Map.of("view", view));
  }

  private void plot(RoutingContext context) {
    String id = context.pathParam("id");
    Instant now = renderer.clock().instant();
    PlotView view =
        new PlacePages(data, pictures)
            .plot(id, range(context, now), metrics(context), now, renderer.texts(context))
            .orElseThrow(() -> HttpProblem.notFound("there is no plot \"" + id + "\""));
    renderer.send(context, Section.FARM, "plot.jte", Map.of("view", view));
  }

  static TrendRange range(RoutingContext context, Instant now) {
    return TrendRange.parse(
        Form.query(context, "range"), Form.query(context, "from"), Form.query(context, "to"), now);
  }

  static List<String> metrics(RoutingContext context) {
    return Form.queries(context, "m");
  }
}
