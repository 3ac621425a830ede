package vn.kenh.server.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import vn.kenh.server.device.Command;
import vn.kenh.server.device.CommandDelivery;
import vn.kenh.server.device.Commands;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.web.Blocking;
import vn.kenh.server.web.HttpProblem;
import vn.kenh.server.web.Json;
import vn.kenh.server.web.JsonBody;

/** {@code /api/v1/devices/{id}/commands}: telling a device what to do, and what became of it. */
public final class CommandsApi {

  /** How long the device may take to come for the command. */
  private static final String WAIT = "wait_seconds";

  private final Registry registry;
  private final Commands commands;
  private final CommandDelivery delivery;

  public CommandsApi(Registry registry, Commands commands, CommandDelivery delivery) {
    this.registry = registry;
    this.commands = commands;
    this.delivery = delivery;
  }

  public void mount(Router router) {
    router.post("/api/v1/devices/:id/commands").handler(Blocking.call(this::create));
    router.get("/api/v1/devices/:id/commands/:command").handler(Blocking.call(this::show));
  }

  private void create(RoutingContext context) {
    String device = registry.requireDevice(context.pathParam("id")).id();
    JsonBody body = JsonBody.of(context);
    long seconds = body.has("seconds") ? body.integer("seconds", 0, Integer.MAX_VALUE) : 0;
    Command command =
        body.has(WAIT)
            ? commands.create(
                device,
                body.text("command"),
                seconds,
                Duration.ofSeconds(body.integer(WAIT, 0, Integer.MAX_VALUE)))
            : commands.create(device, body.text("command"), seconds);
    delivery.deliver(device);
    context
        .response()
        .putHeader("location", "/api/v1/devices/" + device + "/commands/" + command.id());
    Json.send(context, 202, json(commands.find(device, command.id()).orElse(command)));
  }

  private void show(RoutingContext context) {
    String device = registry.requireDevice(context.pathParam("id")).id();
    String id = context.pathParam("command");
    Command command =
        commands
            .find(device, id)
            .orElseThrow(() -> HttpProblem.notFound("there is no command \"" + id + "\""));
    Json.send(context, 200, json(command));
  }

  private static ObjectNode json(Command command) {
    return Json.object()
        .put("id", command.id())
        .put("device", command.device())
        .put("command", command.command())
        .put("seconds", command.seconds())
        .put("state", command.state().code())
        .put("reason", command.reason().orElse(null))
        .put("created", command.created().toString())
        .put("updated", command.updated().toString())
        .put("expires", command.expires().toString());
  }
}
