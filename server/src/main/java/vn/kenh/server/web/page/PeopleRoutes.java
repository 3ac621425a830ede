package vn.kenh.server.web.page;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import vn.kenh.server.registry.Names;
import vn.kenh.server.registry.People;
import vn.kenh.server.registry.Person;
import vn.kenh.server.registry.RefusedException;
import vn.kenh.server.registry.Role;
import vn.kenh.server.registry.Secrets;
import vn.kenh.server.web.Blocking;
import vn.kenh.server.web.Caller;
import vn.kenh.server.web.HttpProblem;
import vn.kenh.server.web.page.text.Texts;
import vn.kenh.server.web.page.view.FormState;

/**
 * {@code /people}: who may sign in, for administrators. Nobody takes off themselves or renews their
 * own password here, so whoever is signed in stays so.
 */
public final class PeopleRoutes {

  private final PageRenderer renderer;
  private final People people;
  private final Secrets secrets;

  public PeopleRoutes(PageRenderer renderer, People people, Secrets secrets) {
    this.renderer = renderer;
    this.people = people;
    this.secrets = secrets;
  }

  public void mount(Router router) {
    router.get("/people").handler(forAdministrators(c -> list(c, FormState.empty())));
    router.post("/people").handler(forAdministrators(this::add));
    router.post("/people/:name/password").handler(forAdministrators(this::renewPassword));
    router.post("/people/:name/remove").handler(forAdministrators(this::remove));
  }

  private void list(RoutingContext context, FormState form) {
    Texts texts = renderer.texts(context);
    Map<String, String> roles = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      roles.put(role.code(), texts.t("people.may." + role.code()));
    }
    renderer.send(
        context,
        Section.ACCOUNT,
        "people.jte",
        Map.of(
            "form",
            form,
            "people",
            people.all(),
            "self",
            Caller.require(context).name(),
            "roles",
            roles,
            "removed",
            Form.query(context, "removed")));
  }

  /** The password is told once, in the answer; the person then changes it. */
  private void add(RoutingContext context) {
    Map<String, String> fields = Form.fields(context);
    Texts texts = renderer.texts(context);
    String name = fields.getOrDefault("name", "").strip();
    Optional<Role> role = role(fields.getOrDefault("role", ""));
    Map<String, String> errors = new HashMap<>();
    if (!Names.isId(name)) {
      errors.put("name", texts.t("people.name.wrong"));
    }
    if (role.isEmpty()) {
      errors.put("role", texts.t("people.role.missing"));
    }
    if (errors.isEmpty()) {
      String password = secrets.newPassword();
      try {
        Person person = people.create(name, password, role.orElseThrow());
        tell(context, texts.t("people.added", person.name()), person.name(), password);
        return;
      } catch (RefusedException e) {
        errors.put("name", texts.t("people.name.taken"));
      }
    }
    list(context, new FormState(fields, errors));
  }

  private void renewPassword(RoutingContext context) {
    String name = other(context);
    String password = secrets.newPassword();
    people.changePassword(name, password);
    tell(context, renderer.texts(context).t("people.renewed", name), name, password);
  }

  private void remove(RoutingContext context) {
    String name = other(context);
    people.delete(name);
    Form.seeOther(context, "/people?removed=" + name);
  }

  /** Answered at once and not by a redirect: the password must not stand in any address. */
  private void tell(RoutingContext context, String title, String name, String password) {
    renderer.sendSecret(
        context,
        Section.ACCOUNT,
        "personPassword.jte",
        Map.of("title", title, "name", name, "password", password));
  }

  /** The person named in the path, who is there and is not the one who asks. */
  private String other(RoutingContext context) {
    String name = context.pathParam("name");
    if (name.equals(Caller.require(context).name())) {
      throw new HttpProblem(409, "somebody else must do this for you; see /account");
    }
    return people.all().stream()
        .map(Person::name)
        .filter(name::equals)
        .findFirst()
        .orElseThrow(() -> HttpProblem.notFound("there is nobody called \"" + name + "\""));
  }

  private static Optional<Role> role(String code) {
    for (Role role : Role.values()) {
      if (role.code().equals(code)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  private static Handler<RoutingContext> forAdministrators(Blocking.Call call) {
    return Blocking.call(
        context -> {
          Caller.require(context).mustBe(Role.ADMIN);
          call.run(context);
        });
  }
}
