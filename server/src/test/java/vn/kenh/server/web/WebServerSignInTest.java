package vn.kenh.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and what a browser may do in their name. */
final class WebServerSignInTest extends WebServerFixture {

  @Test
  void aPersonSignsInUsesTheSessionAndSignsOut() throws Exception {
    HttpResponse<String> login = login("lan", PASSWORD, "/page");
    assertThat(login.statusCode()).isEqualTo(303);
    assertThat(login.headers().firstValue("location")).contains("/page");
    String setCookie = login.headers().firstValue("set-cookie").orElseThrow();
    assertThat(setCookie)
        .containsIgnoringCase("HttpOnly")
        .contains("SameSite=Lax")
        .doesNotContain("Secure");
    String cookie = setCookie.substring(0, setCookie.indexOf(';'));

    assertThat(send(request("/page").header("cookie", cookie)).body()).contains("page of lan");
    HttpResponse<String> logout =
        send(
            request("/logout")
                .header("cookie", cookie)
                .header("x-csrf-token", csrf(cookie))
                .POST(BodyPublishers.noBody()));
    assertThat(logout.statusCode()).isEqualTo(303);
    assertProblem(send(request("/page").header("cookie", cookie)), 401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example", "https://evil.example", "/\\evil.example", "x"})
  void theLoginLeadsNowhereElse(String next) throws Exception {
    assertThat(login("lan", PASSWORD, next).headers().firstValue("location")).contains("/");
  }

  @Test
  void anotherSiteCannotActThroughABrowser() throws Exception {
    String cookie = cookie("lan");
    String csrf = csrf(cookie);
    assertProblem(send(page(cookie)), 403);
    assertProblem(send(page(cookie).header("x-csrf-token", "0".repeat(64))), 403);
    assertProblem(
        send(page(cookie).header("x-csrf-token", csrf).header("origin", "https://evil.example")),
        403);
    assertProblem(send(page(cookie).header("x-csrf-token", csrf).header("origin", "null")), 403);
    assertProblem(
        send(page(cookie).header("x-csrf-token", csrf).header("sec-fetch-site", "cross-site")),
        403);
    assertThat(
            send(page(cookie).header("x-csrf-token", csrf).header("origin", address.toString()))
                .body())
        .isEqualTo("changed");
    assertThat(
            send(request("/page")
                    .header("cookie", cookie)
                    .header("content-type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("csrf=" + csrf)))
                .body())
        .isEqualTo("changed");
  }

  @Test
  void whoMayOnlyLookCannotChange() throws Exception {
    String cookie = cookie("xem");
    assertThat(send(request("/page").header("cookie", cookie)).statusCode()).isEqualTo(200);
    assertProblem(send(page(cookie).header("x-csrf-token", csrf(cookie))), 403);
  }

  @Test
  void guessingPasswordsIsSlowedDown() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(login("lan", "wrong", "/").headers().firstValue("location"))
          .contains("/login?failed=1&next=%2F");
    }
    HttpResponse<String> answer = login("LAN ", PASSWORD, "/");
    assertProblem(answer, 429);
    assertThat(answer.headers().firstValue("retry-after")).isPresent();
    assertThat(login("xem", PASSWORD, "/").headers().firstValue("location")).contains("/");
  }

  @Test
  void everybodyMayChangeTheirOwnPasswordButNotGuessIt() throws Exception {
    String cookie = cookie("xem");
    assertThat(ownPassword(cookie, PASSWORD).body()).isEqualTo("true");
    for (int i = 0; i < 4; i++) {
      assertThat(ownPassword(cookie, "wrong").body()).isEqualTo("false");
    }
    assertThat(login("xem", "wrong", "/").statusCode()).isEqualTo(303);
    assertProblem(ownPassword(cookie, PASSWORD), 429);
    assertProblem(login("xem", PASSWORD, "/"), 429);
  }
}
