package vn.kenh.server.web.page;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import vn.kenh.server.registry.People;
import vn.kenh.server.registry.RefusedException;
import vn.kenh.server.web.Blocking;
import vn.kenh.server.web.Caller;
import vn.kenh.server.web.PasswordCheck;
import vn.kenh.server.web.page.text.Texts;
import vn.kenh.server.web.page.view.FormState;

/** Signing in, and the page of one's own account. */
public final class AccountRoutes {

  private final PageRenderer renderer;
  private final People people;
  private final PasswordCheck passwords;

  public AccountRoutes(PageRenderer renderer, People people, PasswordCheck passwords) {
    this.renderer = renderer;
    this.people = people;
    this.passwords = passwords;
  }

  public void mount(Router router) {
    router.get("/login").handler(this::login);
    router.get("/account").handler(Blocking.call(c -> account(c, FormState.empty())));
    router.post("/account/password").handler(Blocking.call(this::changePassword));
  }

  private void login(RoutingContext context) {
    String next = LanguageSwitch.localPath(context.request().getParam("next", "/"));
    if (Caller.of(context).isPresent()) {
      Form.seeOther(context, next);
      return;
    }
    Map<String, String> errors = new HashMap<>();
    if (!Form.query(context, "failed").isEmpty()) {
      errors.put("", renderer.texts(context).t("login.wrong"));
    }
    renderer.send(
        context,
        Section.NONE,
        "login.jte",
        Map.of(
            "form",
            new FormState(Map.of(), errors),
            "back",
            next,
            "changed",
            !Form.query(context, "changed").isEmpty()));
  }

  private void account(RoutingContext context, FormState form) {
    renderer.send(
        context,
        Section.ACCOUNT,
        "account.jte",
        Map.of("form", form, "role", Caller.require(context).role().code()));
  }

  /** Ends every session of the person, this one too: they sign in again with the new password. */
  private void changePassword(RoutingContext context) {
    Texts texts = renderer.texts(context);
    String name = Caller.require(context).name();
    Map<String, String> fields = Form.fields(context);
    if (passwords.person(context, name, fields.getOrDefault("old", "")).isEmpty()) {
      account(context, error("old", texts.t("account.old.wrong")));
      return;
    }
    try {
      people.changePassword(name, fields.getOrDefault("new", ""));
      Form.seeOther(context, "/login?changed=1");
    } catch (RefusedException e) {
      account(context, error("new", texts.t("account.new.wrong")));
    }
  }

  /** Passwords are never sent back, not even wrong ones. */
  private static FormState error(String field, String text) {
    return new FormState(Map.of(), Map.of(field, text));
  }
}
