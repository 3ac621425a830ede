package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person does with a device on its page, down to the device itself. */
final class DevicePageIT {

  @TempDir private static Path folder;
  private static RunningServer server;
  private static Visitor visitor;
  private static Chromium browser;

  @BeforeAll
  static void start() {
    server = new RunningServer(ServerSettings.embedded(folder.resolve("data")));
    visitor = Visitor.signIn(server);
    browser = Chromium.start(folder);
    browser.bePhone();
    browser.cookie(url(""), Visitor.COOKIE, visitor.session());
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    server.close();
  }

  @Test
  void aValveIsOpenedAndThePageFollowsWhatTheDeviceSays() throws Exception {
    String token = create("valve-1", "valve");
    BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    MqttClient device = connect("valve-1", token);
    try {
      report(device, "valve-1", "{\"valve_open\":0}");
      device.setCallback(new CommandListener(heard));
      device.subscribe("kenh/valve-1/command", 1);
      browser.open(url("/devices/valve-1"));
      assertThat(browser.evaluate("document.querySelector('#valve-minutes').value").asText())
          .isEqualTo("15");
      assertThat(browser.evaluate("document.querySelector('#valve-warning').innerText").asText())
          .contains("tự đóng van");
      browser.tap("#valve form:first-of-type button");
      JsonNode command = heard.poll(20, TimeUnit.SECONDS);
      assertThat(command).isNotNull();
      assertThat(command.get("command").asText()).isEqualTo("valve.open");
      assertThat(command.get("seconds").asLong()).isEqualTo(15 * 60);
      awaitState("Đã gửi, đợi thiết bị trả lời");
      answer(device, "valve-1", command, "accepted\"");
      awaitState("Thiết bị đã nhận và đang làm");
      answer(device, "valve-1", command, "failed\",\"reason\":\"<b>kẹt</b>\"");
      awaitState("Thiết bị không làm được");
      assertThat(browser.evaluate("document.querySelector('[data-reason]').textContent").asText())
          .isEqualTo("<b>kẹt</b>");
      assertThat(visitor.page("/devices/valve-1")).contains("&lt;b&gt;kẹt&lt;/b&gt;");
      assertThat(browser.errors()).isEmpty();
    } finally {
      device.disconnect();
      device.close();
    }
  }

  @Test
  void aValveCanOnlyBeOpenedForATimeThatIsOffered() throws Exception {
    String token = create("valve-2", "drip");
    MqttClient device = connect("valve-2", token);
    report(device, "valve-2", "{\"valve_open\":1}");
    device.disconnect();
    device.close();
    assertThat(submit("/devices/valve-2", "/devices/valve-2/valve", "minutes=100000").statusCode())
        .isEqualTo(400);
    HttpResponse<String> closed = submit("/devices/valve-2", "/devices/valve-2/valve", "minutes=");
    assertThat(closed.headers().firstValue("location")).hasValue("/devices/valve-2#valve");
    assertThat(visitor.page("/devices/valve-2"))
        .contains("Đã yêu cầu đóng van", "Đang đợi thiết bị kết nối");
  }

  @Test
  void aPumpIsStartedForATimeAndStoppedLikeAValve() throws Exception {
    String token = create("pump-1", "other");
    BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    MqttClient device = connect("pump-1", token);
    try {
      report(device, "pump-1", "{\"pump_on\":1}");
      device.setCallback(new CommandListener(heard));
      device.subscribe("kenh/pump-1/command", 1);
      browser.open(url("/devices/pump-1"));
      assertThat(browser.evaluate("document.querySelector('#pump').innerText").asText())
          .contains("Bơm đang chạy", "tự tắt bơm");
      assertThat(browser.evaluate("document.querySelector('#valve') === null").asBoolean())
          .isTrue();
      browser.tap("#pump form:first-of-type button");
      JsonNode on = heard.poll(20, TimeUnit.SECONDS);
      assertThat(on).isNotNull();
      assertThat(on.get("command").asText()).isEqualTo("pump.on");
      assertThat(on.get("seconds").asLong()).isEqualTo(15 * 60);
      answer(device, "pump-1", on, "accepted\"");
      awaitState("Thiết bị đã nhận và đang làm");
      browser.tap("#pump form:last-of-type button");
      JsonNode off = heard.poll(20, TimeUnit.SECONDS);
      assertThat(off).isNotNull();
      assertThat(off.get("command").asText()).isEqualTo("pump.off");
      answer(device, "pump-1", off, "done\"");
      awaitState("Thiết bị đã làm xong");
      assertThat(visitor.page("/devices/pump-1")).contains("Đã yêu cầu tắt bơm");
      assertThat(browser.errors()).isEmpty();
    } finally {
      device.disconnect();
      device.close();
    }
  }

  @Test
  void aDeviceWithoutAValveOffersNone() {
    create("probe", "drip");
    assertThat(visitor.page("/devices/probe")).doesNotContain("/devices/probe/valve");
  }

  @Test
  void aNewTokenIsShownOnceAndTheOldOneNoLongerConnects() throws Exception {
    String old = create("lost", "other");
    HttpResponse<String> answer = submit("/devices/lost", "/devices/lost/token", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
    Matcher shown = Pattern.compile("id=\"token\">([^<]+)<").matcher(answer.body());
    assertThat(shown.find()).isTrue();
    assertThatThrownBy(() -> connect("lost", old)).isInstanceOf(MqttException.class);
    MqttClient again = connect("lost", shown.group(1));
    again.disconnect();
    again.close();
    assertThat(visitor.page("/devices/lost")).doesNotContain(shown.group(1));
  }

  @Test
  void aDeviceIsRemovedOnceItsIdIsTypedAndItsReadingsStay() throws Exception {
    MqttClient device = connect("old-1", create("old-1", "other"));
    report(device, "old-1", "{\"soil_moisture\":31}");
    device.disconnect();
    device.close();
    String page = "/devices/old-1/remove";
    HttpResponse<String> mistyped = submit(page, page, "id=old-2");
    assertThat(mistyped.statusCode()).isEqualTo(200);
    assertThat(mistyped.body()).contains("id=\"id-error\"", "old-2");
    assertThat(server.get("/api/v1/devices/old-1").statusCode()).isEqualTo(200);
    assertThat(submit(page, page, "id=old-1").statusCode()).isEqualTo(303);
    assertThat(server.get("/api/v1/devices/old-1").statusCode()).isEqualTo(404);
    create("old-1", "other");
    assertThat(points("old-1", "soil_moisture")).isEqualTo(1);
  }

  @Test
  void aGatewayWithDevicesBehindItIsNotRemoved() {
    create("gate", "gateway");
    server.create("/api/v1/devices", "{\"id\":\"behind\",\"kind\":\"other\",\"gateway\":\"gate\"}");
    String page = "/devices/gate/remove";
    assertThat(submit(page, page, "id=gate").body()).contains("còn thiết bị khác gửi số liệu");
    assertThat(server.get("/api/v1/devices/gate").statusCode()).isEqualTo(200);
  }

  private static void awaitState(String words) {
    browser.await("document.querySelector('[data-state]')?.textContent === '" + words + "'");
  }

  private static HttpResponse<String> submit(String page, String action, String fields) {
    return visitor.submit(page, action, fields);
  }

  private static String create(String id, String kind) {
    return server
        .create("/api/v1/devices", "{\"id\":\"" + id + "\",\"kind\":\"" + kind + "\"}")
        .get("token")
        .asText();
  }

  private static MqttClient connect(String id, String token) throws MqttException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(id);
    options.setPassword(token.getBytes(StandardCharsets.UTF_8));
    MqttClient client =
        new MqttClient(
            "tcp://127.0.0.1:" + server.server().mqttPort(), id, new MemoryPersistence());
    client.connect(options);
    return client;
  }

  private static void report(MqttClient client, String id, String payload) throws MqttException {
    client.publish("kenh/" + id + "/telemetry", payload.getBytes(StandardCharsets.UTF_8), 1, false);
    String metric = payload.substring(2, payload.indexOf('"', 2));
    Awaitility.await(metric + " stored")
        .atMost(Duration.ofSeconds(30))
        .until(() -> points(id, metric) > 0);
  }

  private static int points(String device, String metric) {
    return server
        .json("/api/v1/readings?device=" + device + "&metric=" + metric)
        .get("points")
        .size();
  }

  private static void answer(MqttClient client, String id, JsonNode command, String result)
      throws MqttException {
    String payload = "{\"id\":\"" + command.get("id").asText() + "\",\"result\":\"" + result + "}";
    client.publish("kenh/" + id + "/ack", payload.getBytes(StandardCharsets.UTF_8), 1, false);
  }

  private static String url(String path) {
    return "http://127.0.0.1:" + server.server().httpPort() + path;
  }
}
