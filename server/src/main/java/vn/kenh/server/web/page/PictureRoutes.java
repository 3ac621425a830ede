package vn.kenh.server.web.page;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.web.Blocking;
import vn.kenh.server.web.HttpProblem;
import vn.kenh.server.web.page.text.LocalFormat;
import vn.kenh.server.web.page.view.CameraPictures;
import vn.kenh.server.web.page.view.Picture;
import vn.kenh.server.web.page.view.PicturesView;

/** {@code /devices/{id}/pictures?day=}: what a camera saw, day by day. */
public final class PictureRoutes {

  private static final int MOST_A_DAY = 300;

  private final PageRenderer renderer;
  private final Registry registry;
  private final CameraPictures pictures;

  public PictureRoutes(PageRenderer renderer, Registry registry, CameraPictures pictures) {
    this.renderer = renderer;
    this.registry = registry;
    this.pictures = pictures;
  }

  public void mount(Router router) {
    router.get("/devices/:id/pictures").handler(Blocking.call(this::day));
  }

  private void day(RoutingContext context) {
    String id = context.pathParam("id");
    Device camera =
        registry
            .device(id)
            .orElseThrow(() -> HttpProblem.notFound("there is no device \"" + id + "\""));
    LocalDate today = LocalDate.ofInstant(renderer.clock().instant(), LocalFormat.ZONE);
    LocalDate day = chosenDay(context, id, today);
    List<Picture> found =
        pictures.between(
            id,
            day.atStartOfDay(LocalFormat.ZONE).toInstant(),
            day.plusDays(1).atStartOfDay(LocalFormat.ZONE).toInstant(),
            MOST_A_DAY);
    PicturesView view =
        new PicturesView(
            camera,
            camera.plot().flatMap(registry::plot),
            day,
            found,
            chosen(context, found.size()),
            day.minusDays(1),
            day.isBefore(today) ? Optional.of(day.plusDays(1)) : Optional.empty());
    renderer.send(context, Section.FARM, "pictures.jte", Map.of("view", view));
  }

  /** The day asked for; otherwise that of the newest picture. */
  private LocalDate chosenDay(RoutingContext context, String camera, LocalDate today) {
    String asked = Form.query(context, "day");
    if (!asked.isEmpty()) {
      try {
        return LocalDate.parse(asked);
      } catch (DateTimeException e) {
        throw HttpProblem.badRequest("\"day\" must be a day such as " + today);
      }
    }
    return pictures
        .newest(camera)
        .map(picture -> LocalDate.ofInstant(picture.taken(), LocalFormat.ZONE))
        .orElse(today);
  }

  private static int chosen(RoutingContext context, int count) {
    String at = Form.query(context, "at");
    int index = at.matches("\\d{1,4}") ? Integer.parseInt(at) : count - 1;
    return Math.max(0, Math.min(index, count - 1));
  }
}
