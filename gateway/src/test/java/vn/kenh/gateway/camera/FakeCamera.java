package vn.kenh.gateway.camera;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A small web server that answers like a camera: well, or as it is told to. */
final class FakeCamera implements AutoCloseable {

  static final byte[] STILL = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 1, 2, 3};

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile HttpHandler handler = exchange -> answer(exchange, 200, STILL);

  FakeCamera() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/snap",
        exchange -> {
          asked.incrementAndGet();
          handler.handle(exchange);
        });
    server.start();
  }

  void answersBy(HttpHandler next) {
    handler = next;
  }

  /** Requests so far. */
  int asked() {
    return asked.get();
  }

  Camera camera(String id, String login) {
    return Camera.of(
        id + "=http://" + login + "127.0.0.1:" + server.getAddress().getPort() + "/snap");
  }

  static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
