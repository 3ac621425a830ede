package vn.kenh.server.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** What influxdb-java leaves to its HTTP client: time limits, the token, status codes, gzip. */
final class InfluxHttp {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final long MAX_ERROR_BYTES = 64 * 1024;

  private InfluxHttp() {}

  static OkHttpClient.Builder client(InfluxOptions options) {
    OkHttpClient.Builder client =
        new OkHttpClient.Builder()
            .socketFactory(new PromptSockets())
            .connectTimeout(CONNECT_TIMEOUT)
            .readTimeout(options.timeout())
            .writeTimeout(options.timeout())
            .dispatcher(new Dispatcher(daemonThreads()))
            .addInterceptor(InfluxHttp::throwOnRefusal)
            .addInterceptor(InfluxHttp::askForMilliseconds)
            .addInterceptor(InfluxHttp::compress);
    if (options.credentials() instanceof InfluxOptions.Credentials.Token token) {
      client.addInterceptor(chain -> authorize(chain, token.token()));
    }
    return client;
  }

  /** influxdb-java drops the status code, which tells what to do; so it is taken here. */
  private static Response throwOnRefusal(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (response.isSuccessful()) {
      return response;
    }
    try (response) {
      throw new InfluxRefusal(response.code(), words(response));
    }
  }

  /** influxdb-java's chunked queries have no way to ask for it. */
  private static Response askForMilliseconds(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    if (!request.url().encodedPath().endsWith("/query")) {
      return chain.proceed(request);
    }
    return chain.proceed(
        request
            .newBuilder()
            .url(request.url().newBuilder().setQueryParameter("epoch", "ms").build())
            .build());
  }

  /** The library's own gzip compresses at a level that takes three times as long. */
  private static Response compress(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    RequestBody body = request.body();
    if (body == null || !request.url().encodedPath().endsWith("/write")) {
      return chain.proceed(request);
    }
    return chain.proceed(
        request
            .newBuilder()
            .header("Content-Encoding", "gzip")
            .method(request.method(), gzip(body))
            .build());
  }

  private static RequestBody gzip(RequestBody plain) throws IOException {
    Buffer source = new Buffer();
    plain.writeTo(source);
    Buffer compressed = new Buffer();
    try (OutputStream gzip = new FastGzip(compressed.outputStream())) {
      source.writeTo(gzip);
    }
    return new RequestBody() {
      @Override
      public @Nullable MediaType contentType() {
        return plain.contentType();
      }

      @Override
      public long contentLength() {
        return compressed.size();
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        sink.writeAll(compressed.peek());
      }
    };
  }

  private static Response authorize(Interceptor.Chain chain, String token) throws IOException {
    return chain.proceed(
        chain.request().newBuilder().header("Authorization", "Token " + token).build());
  }

  /** InfluxDB 1 says {@code error}, InfluxDB 2 {@code message}. */
  private static String words(Response response) throws IOException {
    String body = response.peekBody(MAX_ERROR_BYTES).string();
    try {
      JsonNode json = JSON.readTree(body);
      for (String key : new String[] {"error", "message"}) {
        if (json.path(key).isTextual()) {
          return json.path(key).asText();
        }
      }
    } catch (JsonProcessingException e) {
      return body.isBlank() ? response.message() : body.strip();
    }
    return body.isBlank() ? response.message() : body.strip();
  }

  private static ThreadPoolExecutor daemonThreads() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        10,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "influxdb");
          thread.setDaemon(true);
          return thread;
        });
  }

  private static final class FastGzip extends GZIPOutputStream {

    FastGzip(OutputStream out) throws IOException {
      super(out, 64 * 1024);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
