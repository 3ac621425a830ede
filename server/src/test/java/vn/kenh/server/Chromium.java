package vn.kenh.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import vn.kenh.testing.ServerProcess;

/** A real browser with one page, driven over the DevTools protocol. */
final class Chromium implements AutoCloseable, WebSocket.Listener {

  private final ServerProcess process;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private volatile Traffic traffic = new Traffic();
  private final StringBuilder part = new StringBuilder();

  private Chromium(Path folder, String... flags) {
    List<String> command =
        new ArrayList<>(
            List.of(
                ServerProcess.program("chromium"),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder.resolve("chromium")));
    command.addAll(List.of(flags));
    command.add("about:blank");
    process = ServerProcess.start(folder.resolve("chromium.log"), command);
    String line = process.awaitLine("DevTools listening on");
    URI browser = URI.create(line.substring(line.indexOf("ws://")));
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(pageAddress(browser)), this)
            .join();
    call("Runtime.enable", node());
    call("Log.enable", node());
    call("Page.enable", node());
    call("Network.enable", node());
  }

  static Chromium start(Path folder) {
    return new Chromium(folder);
  }

  /**
   * A browser whose camera, allowed without asking, films one picture for ever.
   *
   * @param video a YUV4MPEG2 file
   */
  static Chromium filming(Path folder, Path video) {
    return new Chromium(
        folder,
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        "--use-file-for-fake-video-capture=" + video);
  }

  /** Pretends to be a phone with a touch screen of 390 by 844 pixels. */
  void bePhone() {
    call(
        "Emulation.setDeviceMetricsOverride",
        node()
            .put("width", 390)
            .put("height", 844)
            .put("deviceScaleFactor", 2)
            .put("mobile", true));
    call(
        "Emulation.setTouchEmulationEnabled", node().put("enabled", true).put("maxTouchPoints", 5));
  }

  /** Pretends to be a desktop with a mouse and a window of 1440 by 900 pixels. */
  void beDesktop() {
    call("Emulation.setTouchEmulationEnabled", node().put("enabled", false));
    call(
        "Emulation.setDeviceMetricsOverride",
        node()
            .put("width", 1440)
            .put("height", 900)
            .put("deviceScaleFactor", 1)
            .put("mobile", false));
  }

  void cookie(String url, String name, String value) {
    call("Network.setCookie", node().put("url", url).put("name", name).put("value", value));
  }

  void forgetCookies() {
    call("Network.clearBrowserCookies", node());
  }

  /** Lets requests whose address contains one of these texts fail, as without a network. */
  void block(String... parts) {
    ObjectNode params = node();
    ArrayNode urls = params.putArray("urls");
    for (String part : parts) {
      urls.add("*" + part + "*");
    }
    call("Network.setBlockedURLs", params);
  }

  /** What this browser loads from now on. */
  Traffic traffic() {
    call("Network.setCacheDisabled", node().put("cacheDisabled", true));
    traffic = new Traffic();
    return traffic;
  }

  /** Opens a page and waits until it has loaded; forgets the errors of the page before. */
  void open(String url) {
    load(url);
    await("document.readyState === 'complete' && location.href === '" + url + "'");
  }

  /** Goes to an address that may lead on to another one. */
  void load(String url) {
    errors.clear();
    call("Page.navigate", node().put("url", url));
  }

  /** Opens a page in which a script runs before any of its own. */
  void openAfter(String script, String url) {
    String id =
        call("Page.addScriptToEvaluateOnNewDocument", node().put("source", script))
            .path("identifier")
            .asText();
    try {
      open(url);
    } finally {
      call("Page.removeScriptToEvaluateOnNewDocument", node().put("identifier", id));
    }
  }

  /** Waits until an expression of the page is true. */
  void await(String expression) {
    Awaitility.await(expression)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> evaluate(expression).asBoolean());
  }

  /** The value of an expression of the page, which may be a promise. */
  JsonNode evaluate(String expression) {
    JsonNode result =
        call(
            "Runtime.evaluate",
            node()
                .put("expression", expression)
                .put("awaitPromise", true)
                .put("returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
    }
    return result.path("result").path("value");
  }

  /** Presses an element as a finger does; only that allows a page to vibrate or play. */
  void tap(String selector) {
    call(
        "Runtime.evaluate",
        node()
            .put("expression", "document.querySelector('" + selector + "').click()")
            .put("userGesture", true));
  }

  /**
   * What the console, the log (content security policy, failed loads) and scripts complained of.
   */
  List<String> errors() {
    return errors;
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      take(RunningServer.parse(part.toString()));
      part.setLength(0);
    }
    webSocket.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    socket.abort();
    process.close();
  }

  private void take(JsonNode message) {
    if (message.has("id")) {
      CompletableFuture<JsonNode> answer = answers.remove(message.get("id").asInt());
      if (answer != null) {
        answer.complete(message.path("result"));
      }
      return;
    }
    JsonNode params = message.path("params");
    traffic.take(message.path("method").asText(), params);
    switch (message.path("method").asText()) {
      case "Runtime.exceptionThrown" -> errors.add(params.toString());
      case "Runtime.consoleAPICalled" -> {
        if (params.path("type").asText().matches("error|warning|assert")) {
          errors.add(params.path("args").toString());
        }
      }
      case "Log.entryAdded" -> {
        if (params.path("entry").path("level").asText().matches("error|warning")) {
          errors.add(params.path("entry").toString());
        }
      }
      default -> {}
    }
  }

  /** One call of the DevTools protocol, and its answer. */
  JsonNode call(String method, ObjectNode params) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    ObjectNode message = node().put("id", id).put("method", method);
    message.set("params", params);
    socket.sendText(message.toString(), true).join();
    return answer.orTimeout(30, TimeUnit.SECONDS).join();
  }

  static ObjectNode node() {
    return RunningServer.JSON.createObjectNode();
  }

  private static String pageAddress(URI browser) {
    URI list = URI.create("http://127.0.0.1:" + browser.getPort() + "/json/list");
    try (InputStream in = list.toURL().openStream()) {
      JsonNode pages = RunningServer.JSON.readTree(in);
      for (JsonNode page : pages) {
        if (page.path("type").asText().equals("page")) {
          return page.path("webSocketDebuggerUrl").asText();
        }
      }
      throw new IllegalStateException("Chromium has no page: " + pages);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
