package vn.kenh.server.web.page;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.kenh.server.field.FieldData;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.DeviceKind;
import vn.kenh.server.registry.Farm;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.registry.RefusedException;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.web.Blocking;
import vn.kenh.server.web.page.text.Texts;
import vn.kenh.server.web.page.view.CameraPictures;
import vn.kenh.server.web.page.view.DeviceRows;
import vn.kenh.server.web.page.view.FormState;
import vn.kenh.server.web.page.view.PlaceForms;
import vn.kenh.server.web.page.view.PlacePages;

/** Lists devices, and adds farms, plots and devices by form. */
public final class PlaceFormRoutes {

  private static final int PAGE = 100;

  private final PageRenderer renderer;
  private final Registry registry;
  private final FieldData data;
  private final CameraPictures pictures;
  private final int mqttPort;

  /**
   * Sets up the routes.
   *
   * @param mqttPort where devices connect, for the example that is shown
   */
  public PlaceFormRoutes(
      PageRenderer renderer,
      Registry registry,
      FieldData data,
      CameraPictures pictures,
      int mqttPort) {
    this.renderer = renderer;
    this.registry = registry;
    this.data = data;
    this.pictures = pictures;
    this.mqttPort = mqttPort;
  }

  public void mount(Router router) {
    router.get("/devices").handler(Blocking.call(this::devices));
    router.get("/devices/new").handler(Blocking.call(c -> deviceForm(c, prefilled(c))));
    router.post("/devices").handler(Blocking.call(this::addDevice));
    router.get("/farms/new").handler(Blocking.call(c -> farmForm(c, FormState.empty())));
    router.post("/farms").handler(Blocking.call(this::addFarm));
    router.get("/plots/new").handler(Blocking.call(c -> plotForm(c, prefilled(c))));
    router.post("/plots").handler(Blocking.call(this::addPlot));
  }

  private void devices(RoutingContext context) {
    List<Device> found = registry.devicesAfter(Form.query(context, "after"), PAGE + 1);
    boolean more = found.size() > PAGE;
    List<Device> shown = more ? found.subList(0, PAGE) : found;
    Map<String, Object> parameters = new HashMap<>();
    parameters.put(
        "devices",
        new DeviceRows(data)
            .of(shown, new PlacePages(data, pictures).plotNames(), renderer.clock().instant()));
    parameters.put("next", more ? shown.get(PAGE - 1).id() : "");
    renderer.send(context, Section.DEVICES, "devices.jte", parameters);
  }

  private void deviceForm(RoutingContext context, FormState form) {
    Texts texts = renderer.texts(context);
    Map<String, String> kinds = new LinkedHashMap<>();
    for (DeviceKind kind : DeviceKind.values()) {
      kinds.put(kind.code(), texts.t("kind." + kind.code()));
    }
    renderer.send(
        context,
        Section.DEVICES,
        "deviceNew.jte",
        Map.of("form", form, "plots", new PlacePages(data, pictures).plotNames(), "kinds", kinds));
  }

  private void addDevice(RoutingContext context) {
    Texts texts = renderer.texts(context);
    PlaceForms form = new PlaceForms(Form.fields(context), texts);
    Optional<Device> device = form.device(renderer.clock().instant());
    if (device.isEmpty()) {
      deviceForm(context, form.state());
      return;
    }
    try {
      added(context, device.get().id(), registry.createDevice(device.get()));
    } catch (RefusedException e) {
      boolean taken = e.reason() == RefusedException.Reason.CONFLICT;
      form.error(taken ? "id" : "", taken ? texts.t("devices.id.taken") : message(e));
      deviceForm(context, form.state());
    }
  }

  /** Answered at once and not by a redirect: the token must not stand in any address. */
  private void added(RoutingContext context, String id, String token) {
    String host = context.request().authority().host();
    String command =
        "mosquitto_pub -h %s -p %d -u %s -P %s -q 1 -t kenh/%s/telemetry -m '{\"soil_moisture\": 31.4}'"
            .formatted(host, mqttPort, id, token, id);
    renderer.sendSecret(
        context,
        Section.DEVICES,
        "deviceAdded.jte",
        Map.of("id", id, "token", token, "command", command));
  }

  private void farmForm(RoutingContext context, FormState form) {
    renderer.send(context, Section.FARM, "farmNew.jte", Map.of("form", form));
  }

  private void addFarm(RoutingContext context) {
    PlaceForms form = new PlaceForms(Form.fields(context), renderer.texts(context));
    Optional<Farm> farm = form.farm(id -> registry.farm(id).isPresent());
    if (farm.isEmpty()) {
      farmForm(context, form.state());
      return;
    }
    try {
      registry.createFarm(farm.get());
      Form.seeOther(context, "/plots/new?farm=" + farm.get().id());
    } catch (RefusedException e) {
      form.error("", message(e));
      farmForm(context, form.state());
    }
  }

  private void plotForm(RoutingContext context, FormState form) {
    Map<String, String> farms = new LinkedHashMap<>();
    registry.farms().forEach(farm -> farms.put(farm.id(), farm.name()));
    renderer.send(context, Section.FARM, "plotNew.jte", Map.of("form", form, "farms", farms));
  }

  private void addPlot(RoutingContext context) {
    PlaceForms form = new PlaceForms(Form.fields(context), renderer.texts(context));
    Optional<Plot> plot = form.plot(id -> registry.plot(id).isPresent());
    if (plot.isEmpty()) {
      plotForm(context, form.state());
      return;
    }
    try {
      registry.createPlot(plot.get());
      Form.seeOther(context, "/plots/" + plot.get().id());
    } catch (RefusedException e) {
      form.error("", message(e));
      plotForm(context, form.state());
    }
  }

  /** A form with the choices that the link to it carries. */
  private static FormState prefilled(RoutingContext context) {
    Map<String, String> values = new HashMap<>();
    values.put("plot", Form.query(context, "plot"));
    values.put("farm", Form.query(context, "farm"));
    return new FormState(values, Map.of());
  }

  private static String message(RefusedException refused) {
    return String.valueOf(refused.getMessage());
  }
}
