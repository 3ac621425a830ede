package vn.kenh.gateway.camera;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StillFetcherTest {

  private final FakeCamera fake = new FakeCamera();
  private final StillFetcher fetcher = new StillFetcher(Duration.ofSeconds(20), new Random(1));

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void aJpegOrPngIsTaken() throws Exception {
    assertThat(fetcher.fetch(fake.camera("cam", ""))).isEqualTo(FakeCamera.STILL);
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};
    fake.answersBy(exchange -> FakeCamera.answer(exchange, 200, png));
    assertThat(fetcher.fetch(fake.camera("cam", ""))).isEqualTo(png);
  }

  @ParameterizedTest
  @CsvSource({
    "'Basic realm=\"camera\"', 'Basic YWRtaW46c2VjcmV0'",
    "'Digest realm=\"camera\", nonce=\"n1\"', 'response=\"%s\"'"
  })
  void theLoginOfTheAddressAnswersTheChallenge(String challenge, String right) throws Exception {
    String expected = right.formatted(md5(md5("admin:camera:secret") + ":n1:" + md5("GET:/snap")));
    fake.answersBy(
        exchange -> {
          String login = exchange.getRequestHeaders().getFirst("Authorization");
          boolean known = login != null && login.contains(expected);
          exchange.getResponseHeaders().add("WWW-Authenticate", challenge);
          FakeCamera.answer(exchange, known ? 200 : 401, FakeCamera.STILL);
        });
    assertThat(fetcher.fetch(fake.camera("cam", "admin:secret@"))).isEqualTo(FakeCamera.STILL);
    assertThatThrownBy(() -> fetcher.fetch(fake.camera("cam", "admin:Secret@")))
        .isInstanceOf(BadStillException.class)
        .hasMessageContaining("check user and password")
        .hasMessageNotContaining("Secret");
    assertThatThrownBy(() -> fetcher.fetch(fake.camera("cam", "")))
        .hasMessageContaining("check user and password");
  }

  @Test
  void whatIsNoStillIsRefused() {
    refused(
        "no JPEG and no PNG",
        exchange -> FakeCamera.answer(exchange, 200, "<html>".getBytes(UTF_8)));
    refused("no JPEG and no PNG", exchange -> FakeCamera.answer(exchange, 200, new byte[1]));
    refused("check the path", exchange -> FakeCamera.answer(exchange, 404, FakeCamera.STILL));
    refused("status 500", exchange -> FakeCamera.answer(exchange, 500, FakeCamera.STILL));
    refused(
        "redirects",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/snap");
          FakeCamera.answer(exchange, 302, new byte[1]);
        });
  }

  @Test
  void whatIsTooLargeIsNotReadToItsEnd() throws Exception {
    byte[] largest = Arrays.copyOf(FakeCamera.STILL, StillFetcher.MOST_BYTES);
    fake.answersBy(exchange -> FakeCamera.answer(exchange, 200, largest));
    assertThat(fetcher.fetch(fake.camera("cam", ""))).hasSameSizeAs(largest);
    refused(
        "larger than 2 MiB",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            exchange.getResponseBody().write(largest); // until we hang up
          }
        });
  }

  @Test
  void aCameraThatNeverEndsItsAnswerIsGivenUp() {
    CountDownLatch over = new CountDownLatch(1);
    fake.answersBy(
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write(FakeCamera.STILL);
          exchange.getResponseBody().flush();
          awaitQuietly(over);
        });
    StillFetcher impatient = new StillFetcher(Duration.ofSeconds(1), new Random(1));
    assertThatThrownBy(() -> impatient.fetch(fake.camera("cam", "")))
        .hasMessageContaining("no picture within 1 s");
    over.countDown();
  }

  @Test
  void aCameraThatIsNotThereIsToldSo() {
    Camera camera = fake.camera("cam", "admin:secret@");
    fake.close();
    assertThatThrownBy(() -> fetcher.fetch(camera)).hasMessage("it cannot be reached");
  }

  private static String md5(String text) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
  }

  private void refused(String why, HttpHandler handler) {
    fake.answersBy(handler);
    assertThatThrownBy(() -> fetcher.fetch(fake.camera("cam", "")))
        .isInstanceOf(BadStillException.class)
        .hasMessageContaining(why);
  }

  private static void awaitQuietly(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
