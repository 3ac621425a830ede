package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Signing in and out in a real browser. */
@ExtendWith(SharedSite.Extension.class)
final class SignInPageIT {

  private final SharedSite site;
  private final Chromium browser;

  SignInPageIT(SharedSite site) {
    this.site = site;
    this.browser = site.browser();
  }

  @BeforeEach
  void beStranger() {
    browser.bePhone();
    browser.forgetCookies();
  }

  @AfterEach
  void signInAgain() {
    browser.forgetCookies();
    site.signIn();
  }

  @Test
  void whoSignsInComesToThePageThatWasAskedForAndOutAgain() {
    browser.load(site.url("/batches"));
    browser.await("location.pathname === '/login'");
    site.assertFits();
    signIn(site.server().server().firstStart().password().orElseThrow());
    browser.await("location.pathname === '/batches'");
    browser.load(site.url("/account"));
    browser.await("location.pathname === '/account' && document.readyState === 'complete'");
    browser.tap("form[action=\"/logout\"] button");
    browser.await("location.pathname === '/login'");
    browser.load(site.url("/batches"));
    browser.await("location.pathname === '/login'");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aWrongPasswordIsSaidAndTheWayIsKept() {
    browser.load(site.url("/batches"));
    browser.await("location.pathname === '/login'");
    signIn("not the password");
    browser.await("document.querySelector('[role=alert]') !== null");
    assertThat(browser.evaluate("document.querySelector('[role=alert]').innerText").asText())
        .contains("không đúng");
    signIn(site.server().server().firstStart().password().orElseThrow());
    browser.await("location.pathname === '/batches'");
    assertThat(browser.errors()).isEmpty();
  }

  private void signIn(String password) {
    browser.await("document.readyState === 'complete'");
    browser.evaluate(
        "(() => { const f = document.querySelector('form[action=\"/login\"]');"
            + " f.elements.name.value = 'admin'; f.elements.password.value = '"
            + password
            + "'; f.requestSubmit(); })()");
  }
}
