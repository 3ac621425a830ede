package vn.kenh.server.web.page;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import vn.kenh.server.device.CommandDelivery;
import vn.kenh.server.device.Commands;
import vn.kenh.server.field.FieldData;
import vn.kenh.server.irrigation.DeviceValve;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.RefusedException;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.web.Blocking;
import vn.kenh.server.web.HttpProblem;
import vn.kenh.server.web.page.text.Texts;
import vn.kenh.server.web.page.view.CameraPictures;
import vn.kenh.server.web.page.view.DeviceView;
import vn.kenh.server.web.page.view.FormState;
import vn.kenh.server.web.page.view.PlacePages;
import vn.kenh.server.web.page.view.SwitchControl;

/** The page of a device: its readings, its valve and pump, its token, and its end. */
public final class DeviceRoutes {

  private final PageRenderer renderer;
  private final FieldData data;
  private final CameraPictures pictures;
  private final Registry registry;
  private final Commands commands;
  private final CommandDelivery delivery;
  private final Consumer<String> disconnect;

  /**
   * Sets up the routes.
   *
   * @param disconnect ends a device's connections, because its token is no longer good
   */
  public DeviceRoutes(
      PageRenderer renderer,
      FieldData data,
      CameraPictures pictures,
      Registry registry,
      Commands commands,
      CommandDelivery delivery,
      Consumer<String> disconnect) {
    this.renderer = renderer;
    this.data = data;
    this.pictures = pictures;
    this.registry = registry;
    this.commands = commands;
    this.delivery = delivery;
    this.disconnect = disconnect;
  }

  public void mount(Router router) {
    router.get("/devices/:id").handler(Blocking.call(this::device));
    for (SwitchControl.What what : SwitchControl.What.values()) {
      router
          .post("/devices/:id/" + what.code())
          .handler(Blocking.call(context -> turn(context, what)));
    }
    router.post("/devices/:id/token").handler(Blocking.call(this::renewToken));
    router
        .get("/devices/:id/remove")
        .handler(Blocking.call(c -> removal(c, registered(c), FormState.empty())));
    router.post("/devices/:id/remove").handler(Blocking.call(this::remove));
  }

  private void device(RoutingContext context) {
    String id = context.pathParam("id");
    Instant now = renderer.clock().instant();
    DeviceView view =
        new PlacePages(data, pictures)
            .device(
                id,
                FarmRoutes.range(context, now),
                FarmRoutes.metrics(context),
                now,
                renderer.texts(context))
            .orElseThrow(() -> HttpProblem.notFound("there is no device \"" + id + "\""));
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("view", view);
    parameters.put(
        "switches", SwitchControl.of(view.device().device(), data.latest(id), commands.newest(id)));
    renderer.send(context, Section.DEVICES, "device.jte", parameters);
  }

  /** Field {@code minutes}: for how long to open or run; without it, it closes or stops. */
  private void turn(RoutingContext context, SwitchControl.What what) {
    String id = registered(context).id();
    String minutes = Form.fields(context).getOrDefault("minutes", "");
    if (minutes.isEmpty()) {
      commands.create(id, what.off(), 0);
    } else {
      commands.create(id, what.on(), seconds(minutes));
    }
    delivery.deliver(id);
    Form.seeOther(context, "/devices/" + id + "#" + what.code());
  }

  private static long seconds(String minutes) {
    return DeviceValve.MINUTES.stream()
        .filter(offered -> minutes.equals(offered.toString()))
        .mapToLong(offered -> offered * 60L)
        .findFirst()
        .orElseThrow(
            () -> HttpProblem.badRequest("\"minutes\" must be one of " + DeviceValve.MINUTES));
  }

  /** Answered at once and not by a redirect: the token must not stand in any address. */
  private void renewToken(RoutingContext context) {
    String id = registered(context).id();
    String token = registry.rotateToken(id);
    disconnect.accept(id);
    renderer.sendSecret(
        context, Section.DEVICES, "deviceToken.jte", Map.of("id", id, "token", token));
  }

  private void removal(RoutingContext context, Device device, FormState form) {
    renderer.send(
        context, Section.DEVICES, "deviceRemove.jte", Map.of("id", device.id(), "form", form));
  }

  private void remove(RoutingContext context) {
    Device device = registered(context);
    Map<String, String> fields = Form.fields(context);
    Texts texts = renderer.texts(context);
    if (!fields.getOrDefault("id", "").strip().equals(device.id())) {
      String error = texts.t("device.remove.wrong", device.id());
      removal(context, device, new FormState(fields, Map.of("id", error)));
      return;
    }
    try {
      registry.deleteDevice(device.id());
    } catch (RefusedException e) {
      String error = texts.t("device.remove.gateway");
      removal(context, device, new FormState(fields, Map.of("", error)));
      return;
    }
    disconnect.accept(device.id());
    Form.seeOther(context, "/devices");
  }

  private Device registered(RoutingContext context) {
    String id = context.pathParam("id");
    return registry
        .device(id)
        .orElseThrow(() -> HttpProblem.notFound("there is no device \"" + id + "\""));
  }
}
