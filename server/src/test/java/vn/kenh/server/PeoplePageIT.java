package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Managing who may sign in, on the page for it. */
@ExtendWith(SharedSite.Extension.class)
final class PeoplePageIT {

  private static final Pattern PASSWORD = Pattern.compile("id=\"password\">([^<]+)<");

  private final SharedSite site;
  private final Visitor admin;
  private final Chromium browser;

  PeoplePageIT(SharedSite site) {
    this.site = site;
    this.admin = site.visitor();
    this.browser = site.browser();
  }

  @BeforeEach
  void bePhone() {
    browser.bePhone();
  }

  @Test
  void aPersonIsAddedAndSignsInWithThePasswordThatIsShownOnce() {
    browser.open(site.url("/account"));
    browser.tap("a[href=\"/people\"]");
    browser.await("location.pathname === '/people' && document.readyState === 'complete'");
    site.assertFits();
    browser.evaluate(
        "(() => { const f = document.querySelector('form[action=\"/people\"]').elements;"
            + " f.namedItem('name').value = 'Lan'; f.role.value = 'farmer'; })()");
    browser.tap("form[action=\"/people\"] button");
    browser.await("document.querySelector('#password') !== null");
    site.assertFits();
    String password = browser.evaluate("document.querySelector('#password').textContent").asText();
    Visitor lan = Visitor.signIn(site.server(), "lan", password);
    assertThat(lan.page("/account")).contains("lan, quyền làm vườn").doesNotContain("/people");
    assertThat(admin.page("/people")).contains("lan").doesNotContain(password);
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aNewPasswordEndsTheOldOneAndEverySession() {
    Visitor mai = Visitor.signIn(site.server(), "mai", password(add("mai", "viewer")));
    HttpResponse<String> renewed = admin.submit("/people", "/people/mai/password", "");
    assertThat(renewed.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(status(mai, "/devices")).isEqualTo(401);
    assertThat(status(Visitor.signIn(site.server(), "mai", password(renewed)), "/devices"))
        .isEqualTo(200);
  }

  @Test
  void whoIsRemovedIsSignedOutAfterAQuestion() {
    Visitor tam = Visitor.signIn(site.server(), "tam", password(add("tam", "farmer")));
    browser.open(site.url("/people"));
    String form = "form[action=\"/people/tam/remove\"]";
    browser.tap(form + " button[type=submit]");
    browser.await("document.querySelector('" + form + " dialog').open");
    browser.tap(form + " [data-close=no]");
    browser.await("!document.querySelector('" + form + " dialog').open");
    assertThat(status(tam, "/devices")).as("asked, but not confirmed").isEqualTo(200);
    browser.tap(form + " button[type=submit]");
    browser.tap(form + " [data-close=yes]");
    browser.await("location.search === '?removed=tam' && document.readyState === 'complete'");
    assertThat(status(tam, "/devices")).isEqualTo(401);
    assertThat(browser.evaluate("document.querySelector('[role=status]').innerText").asText())
        .contains("Đã gỡ tam");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void nobodyShutsThemselvesOut() {
    assertThat(admin.page("/people")).doesNotContain("/people/admin/");
    assertThat(admin.submit("/people", "/people/admin/remove", "").statusCode()).isEqualTo(409);
    assertThat(admin.submit("/people", "/people/admin/password", "").statusCode()).isEqualTo(409);
    assertThat(status(admin, "/people")).isEqualTo(200);
  }

  @Test
  void onlyAdministratorsSeeOrChangePeople() {
    Visitor ha = Visitor.signIn(site.server(), "ha", password(add("ha", "farmer")));
    assertThat(status(ha, "/people")).isEqualTo(403);
    assertThat(ha.submit("/account", "/people", "name=x&role=admin").statusCode()).isEqualTo(403);
    assertThat(ha.submit("/account", "/people/admin/remove", "").statusCode()).isEqualTo(403);
    assertThat(ha.submit("/account", "/people/admin/password", "").statusCode()).isEqualTo(403);
  }

  @Test
  void aFormFromElsewhereChangesNothing() {
    assertThat(admin.submitForeign("/people", "name=evil&role=admin").statusCode()).isEqualTo(403);
    assertThat(admin.page("/people")).doesNotContain("evil");
  }

  @Test
  void mistakesStandBesideTheirFields() {
    assertThat(admin.submit("/people", "/people", "name=Nguy%E1%BB%85n+Lan&role=").body())
        .contains("id=\"name-error\"", "id=\"role-error\"", "value=\"Nguyễn Lan\"");
    assertThat(add("admin", "viewer").body()).contains("id=\"name-error\"", "Đã có người");
  }

  private HttpResponse<String> add(String name, String role) {
    return admin.submit("/people", "/people", "name=" + name + "&role=" + role);
  }

  private int status(Visitor visitor, String path) {
    return site.server()
        .send(
            site.server()
                .anonymous(path)
                .header("Cookie", Visitor.COOKIE + "=" + visitor.session()))
        .statusCode();
  }

  private static String password(HttpResponse<String> page) {
    Matcher shown = PASSWORD.matcher(page.body());
    assertThat(shown.find()).as(page.body()).isTrue();
    return shown.group(1);
  }
}
