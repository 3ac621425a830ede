package vn.kenh.server.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import vn.kenh.server.registry.People;
import vn.kenh.server.registry.Person;
import vn.kenh.server.registry.RefusedException;
import vn.kenh.server.registry.Role;
import vn.kenh.server.registry.Secrets;
import vn.kenh.server.web.Blocking;
import vn.kenh.server.web.Caller;
import vn.kenh.server.web.Json;
import vn.kenh.server.web.JsonBody;

/** {@code /api/v1/people}: who may sign in; for administrators. */
public final class PeopleApi {

  private static final String PEOPLE = "/api/v1/people";

  private final People people;
  private final Secrets secrets;

  public PeopleApi(People people, Secrets secrets) {
    this.people = people;
    this.secrets = secrets;
  }

  public void mount(Router router) {
    router.post(PEOPLE).handler(forAdministrators(this::create));
    router.get(PEOPLE).handler(forAdministrators(this::list));
    router.delete(PEOPLE + "/:name").handler(forAdministrators(this::delete));
    router.post(PEOPLE + "/:name/password").handler(forAdministrators(this::renewPassword));
  }

  /** The password is told once, in the answer; the person then changes it. */
  private void create(RoutingContext context) {
    JsonBody body = JsonBody.of(context);
    String password = secrets.newPassword();
    Person person = people.create(body.text("name"), password, role(body.text("role")));
    Json.send(context, 201, json(person).put("password", password));
  }

  private void list(RoutingContext context) {
    Query query = new Query(context);
    int limit = Lists.limit(query);
    List<Person> page =
        Lists.after(people.all(), Person::name, query.text("after").orElse(""), limit);
    Lists.send(context, page, limit, Person::name, PeopleApi::json);
  }

  private void delete(RoutingContext context) {
    people.delete(context.pathParam("name"));
    context.response().setStatusCode(204).end();
  }

  private void renewPassword(RoutingContext context) {
    String name = context.pathParam("name");
    String password = secrets.newPassword();
    people.changePassword(name, password);
    Json.send(context, 201, Json.object().put("name", name).put("password", password));
  }

  private static Handler<RoutingContext> forAdministrators(Blocking.Call call) {
    return Blocking.call(
        context -> {
          Caller.require(context).mustBe(Role.ADMIN);
          call.run(context);
        });
  }

  private static ObjectNode json(Person person) {
    return Json.object().put("name", person.name()).put("role", person.role().code());
  }

  private static Role role(String code) {
    return Arrays.stream(Role.values())
        .filter(role -> role.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                RefusedException.invalid(
                    "\"role\" must be one of "
                        + Arrays.stream(Role.values())
                            .map(Role::code)
                            .collect(Collectors.joining(", "))));
  }
}
