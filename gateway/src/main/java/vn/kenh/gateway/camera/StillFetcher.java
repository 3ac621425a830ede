package vn.kenh.gateway.camera;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;

/** Gets one still of a camera, in bounded time and size. Redirects are not followed. */
final class StillFetcher {

  /** What the server takes. */
  static final int MOST_BYTES = 2 * 1024 * 1024;

  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final Duration deadline;
  private final RandomGenerator random;
  private final HttpClient client;

  /**
   * @param deadline from a request to the last byte of its answer
   * @param random for what has to be unforeseeable in a login
   */
  StillFetcher(Duration deadline, RandomGenerator random) {
    this.deadline = deadline;
    this.random = random;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(deadline)
            .build();
  }

  /**
   * The still as it is now.
   *
   * @throws BadStillException if there is none
   */
  byte[] fetch(Camera camera) throws BadStillException, InterruptedException {
    HttpResponse<byte[]> answer = send(request(camera).build());
    if (answer.statusCode() == 401) {
      Optional<String> login = login(camera, answer);
      if (login.isPresent()) {
        answer = send(request(camera).header("Authorization", login.get()).build());
      }
    }
    if (answer.statusCode() != 200) {
      throw new BadStillException(told(answer.statusCode()));
    }
    byte[] still = answer.body();
    if (!startsWith(still, JPEG) && !startsWith(still, PNG)) {
      throw new BadStillException(
          "the answer is no JPEG and no PNG; the address must be that of a still, not of a page or"
              + " a stream");
    }
    return still;
  }

  private Optional<String> login(Camera camera, HttpResponse<byte[]> refusal) {
    return camera
        .login()
        .flatMap(
            login ->
                login.answer(
                    refusal.headers().allValues("WWW-Authenticate"),
                    path(camera.uri()),
                    Long.toHexString(random.nextLong())));
  }

  private static HttpRequest.Builder request(Camera camera) {
    return HttpRequest.newBuilder(camera.uri()).header("Accept", "image/jpeg, image/png").GET();
  }

  private static String path(URI uri) {
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  private HttpResponse<byte[]> send(HttpRequest request)
      throws BadStillException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, head -> new LimitedBody(MOST_BYTES));
    try {
      return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new BadStillException("no picture within " + deadline.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new BadStillException(told(e.getCause() == null ? e : e.getCause()), e);
    } finally {
      answer.cancel(true);
    }
  }

  private static String told(int status) {
    return "it answers with status "
        + status
        + switch (status) {
          case 401, 403 -> ": check user and password in its address";
          case 404 -> ": check the path in its address";
          default -> status / 100 == 3 ? ": give the address it redirects to" : "";
        };
  }

  /** Messages of exceptions may name the whole address; the classes do not. */
  private static String told(Throwable cause) {
    for (Throwable one = cause; one != null; one = one.getCause()) {
      if (one instanceof BadStillException) {
        return String.valueOf(one.getMessage());
      } else if (one instanceof HttpConnectTimeoutException) {
        return "it does not answer";
      } else if (one instanceof ConnectException) {
        return "it cannot be reached";
      } else if (one instanceof SSLException) {
        return "its certificate is not trusted by Java; use http:// on the farm's own network";
      }
    }
    return "the connection failed (" + cause.getClass().getSimpleName() + ")";
  }

  private static boolean startsWith(byte[] bytes, byte[] magic) {
    return bytes.length > magic.length
        && java.util.Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
  }
}
