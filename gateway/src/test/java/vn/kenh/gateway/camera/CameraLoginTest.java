package vn.kenh.gateway.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CameraLoginTest {

  private static final String CLIENT_NONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
  private static final CameraLogin MUFASA = CameraLogin.of("Mufasa:Circle of Life");

  /** RFC 7616, 3.9.1. */
  @ParameterizedTest
  @CsvSource({
    "MD5, 8ca523f5e9506fed4657c9700eebdbec",
    "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
  })
  void theExamplesOfTheStandardAreAnsweredAsThere(String algorithm, String response) {
    String challenge =
        "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm="
            + algorithm
            + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
            + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
    assertThat(MUFASA.answer(List.of(challenge), "/dir/index.html", CLIENT_NONCE))
        .hasValueSatisfying(
            answer ->
                assertThat(answer)
                    .contains("response=\"" + response + "\"", "qop=auth", "nc=00000001")
                    .contains("opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""));
  }

  /** RFC 2069, 2.4, with the response its errata correct: as old cameras ask. */
  @Test
  void anOldChallengeIsAnsweredInTheOldWay() {
    String challenge =
        "digest realm=\"testrealm@host.com\",nonce=dcd98b7102dd2f0e8b11d0f600bfb0c093";
    String old =
        CameraLogin.of("Mufasa:CircleOfLife")
            .answer(List.of(challenge), "/dir/index.html", CLIENT_NONCE)
            .orElseThrow();
    assertThat(old)
        .contains("response=\"1949323746fe6a43ef61f9606e7febea\"", "algorithm=MD5")
        .doesNotContain("cnonce", "qop");
  }

  @Test
  void digestIsPreferredSoThatThePasswordStaysSecret() {
    List<String> both =
        List.of("Basic realm=\"x\"", "Digest realm=\"x\", nonce=\"n\", qop=\"auth\"");
    assertThat(MUFASA.answer(both, "/", "c").orElseThrow()).startsWith("Digest ");
    List<String> inOne = List.of("Basic realm=\"x\", Digest realm=\"x\", nonce=\"n\"");
    assertThat(MUFASA.answer(inOne, "/", "c").orElseThrow()).startsWith("Digest ");
    assertThat(CameraLogin.of("admin:p@ss:word").answer(List.of("Basic realm=\"x\""), "/", "c"))
        .contains("Basic YWRtaW46cEBzczp3b3Jk");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Negotiate",
        "Digest realm=\"x\"",
        "Digest realm=\"x\", nonce=\"n\", algorithm=MD5-sess",
        "Digest realm=\"x\", nonce=\"n\", qop=\"auth-int\""
      })
  void aChallengeWeDoNotKnowGetsNoAnswer(String challenge) {
    assertThat(MUFASA.answer(List.of(challenge), "/", "c")).isEmpty();
  }
}
