package vn.kenh.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WebSocketIT {

  private final TestListener server = new TestListener();
  // Vert.x closes what nobody refers to any more: the handles themselves are kept here.
  private final WebSocketClient clients = server.vertx.createWebSocketClient();
  private final HttpServer http =
      server.vertx.createHttpServer(
          MqttListener.forWebSockets(
              new HttpServerOptions().setPort(0).setHost("127.0.0.1"), MqttLimits.defaults()));
  private final Buffer received = Buffer.buffer();

  @BeforeEach
  void listen() {
    http.webSocketHandler(server.listener::accept);
    http.requestHandler(request -> request.response().setStatusCode(404).end());
    TestListener.await(http.listen());
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void packetsMayBeCutIntoFramesAnywhere() {
    WebSocket client = connect();
    byte[] all =
        RawClient.concat(
            RawClient.connect(4, "d1", "c", true, 0),
            RawClient.subscribe(4, 9, "kenh/d1/command", 1),
            RawClient.publish(4, "kenh/d1/telemetry", 1, 1, "first"),
            RawClient.publish(4, "kenh/d1/telemetry", 1, 2, "second"));
    for (byte one : all) {
      client.writeFrame(WebSocketFrame.binaryFrame(Buffer.buffer(new byte[] {one}), true));
    }
    awaitBytes("20020000" + "9003000901" + "40020001" + "40020002");
    assertThat(client.subProtocol()).isEqualTo("mqtt");
    assertThat(server.inbox.payloads()).containsExactly("first", "second");
    server.listener.publish("kenh/d1/command", new byte[] {'x'}, 1);
    String command = "kenh/d1/command";
    awaitBytes(
        "20020000"
            + "9003000901"
            + "40020001"
            + "40020002"
            + HexFormat.of()
                .formatHex(
                    RawClient.packet(
                        0x32, RawClient.text(command), RawClient.number(1), new byte[] {'x'})));
  }

  @Test
  void aMessageOfTwoMebibytesIsTaken() {
    WebSocket client = connect();
    client.writeBinaryMessage(Buffer.buffer(RawClient.connect(4, "d1", "c", true, 0)));
    String payload = "x".repeat(2 * 1024 * 1024);
    client.writeBinaryMessage(
        Buffer.buffer(RawClient.publish(4, "kenh/d1/snapshot", 1, 1, payload)));
    awaitBytes("20020000" + "40020001");
  }

  @Test
  void aLostSocketEndsTheConnectionAndABadOneIsClosed() {
    WebSocket client = connect();
    client.writeBinaryMessage(Buffer.buffer(RawClient.connect(4, "d1", "c", true, 0)));
    awaitBytes("20020000");
    TestListener.await(client.close());
    await().until(() -> server.comings.equals(List.of("+d1", "-d1 CONNECTION_LOST")));

    WebSocket text = connect();
    text.writeTextMessage("hello");
    await().until(text::isClosed);
    WebSocket wrong = connect();
    wrong.writeBinaryMessage(Buffer.buffer(RawClient.publish(4, "kenh/d1/x", 0, 0, "")));
    await().until(wrong::isClosed);
  }

  @Test
  void aPausedConnectionIsReadAgainWhenThereIsRoom() {
    WebSocket client = connect();
    client.writeBinaryMessage(Buffer.buffer(RawClient.connect(4, "d1", "c", true, 0)));
    awaitBytes("20020000");
    server.listener.pause();
    for (int id = 1; id <= 3; id++) {
      client.writeBinaryMessage(
          Buffer.buffer(RawClient.publish(4, "kenh/d1/telemetry", 1, id, "x")));
    }
    await().until(() -> server.listener.gauges().pausedConnections() == 1);
    server.listener.resume();
    awaitBytes("20020000" + "40020001" + "40020002" + "40020003");
  }

  private WebSocket connect() {
    WebSocket socket =
        TestListener.await(
            clients.connect(
                new WebSocketConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(http.actualPort())
                    .setURI("/mqtt")
                    .addSubProtocol("mqtt")));
    socket.handler(
        bytes -> {
          synchronized (received) {
            received.appendBuffer(bytes);
          }
        });
    return socket;
  }

  private void awaitBytes(String hex) {
    await()
        .untilAsserted(
            () -> {
              synchronized (received) {
                assertThat(HexFormat.of().formatHex(received.getBytes())).isEqualTo(hex);
              }
            });
  }
}
