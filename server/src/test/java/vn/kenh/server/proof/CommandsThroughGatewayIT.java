package vn.kenh.server.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.server.testing.FarmGateway;
import vn.kenh.server.testing.KenhServer;
import vn.kenh.testing.Link;

/** A command to a valve behind a farm gateway, over a link that breaks. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class CommandsThroughGatewayIT {

  private static final Duration LONG = Duration.ofSeconds(90);
  private static final String VALVE = "valve-1";

  @TempDir private Path folder;
  private KenhServer server;
  private Link link;
  private FarmGateway gateway;

  @BeforeEach
  void start() throws Exception {
    server = KenhServer.start(folder);
    String token =
        server
            .postJson("/api/v1/devices", "{\"id\":\"gw\",\"kind\":\"gateway\"}", 201)
            .get("token")
            .asText();
    server.postJson(
        "/api/v1/devices", "{\"id\":\"valve-1\",\"kind\":\"valve\",\"gateway\":\"gw\"}", 201);
    Path devices = folder.resolve("devices");
    FarmGateway.admit(devices, VALVE, "any");
    link = Link.to(server.mqttPort());
    gateway = FarmGateway.start(folder.resolve("gateway"), link.port(), "gw", token, devices);
  }

  @AfterEach
  void stop() {
    gateway.close();
    link.close();
    server.close();
  }

  @Test
  void aCommandReachesTheValveAndItsAnswerTheServer() throws Exception {
    try (FieldDevice valve = new FieldDevice(gateway.mqttPort(), VALVE)) {
      String first = command(600);
      awaitState(first, "done");
      String second = command(600);
      awaitState(second, "done");
      assertThat(valve.heard()).containsExactly(first, second);
      await().atMost(LONG).until(this::isOnline);
    }
    await("the valve has gone").atMost(LONG).until(() -> !isOnline());
  }

  @Test
  void aCommandWaitsForAValveThatIsAwayAndForAGatewayThatIsRestarted() throws Exception {
    await().atMost(LONG).until(() -> gateway.log().contains("connected to"));
    String waits = command(600);
    await().atMost(LONG).until(() -> state(waits).equals("sent"));
    gateway.kill();
    gateway.restart();
    try (FieldDevice valve = new FieldDevice(gateway.mqttPort(), VALVE)) {
      awaitState(waits, "done");
      assertThat(valve.heard()).containsExactly(waits);
    }
  }

  @Test
  void aDeviceThatIsRegisteredLaterGetsItsCommandsToo() throws Exception {
    FarmGateway.admit(folder.resolve("devices"), "late", "any");
    await().atMost(LONG).until(() -> gateway.log().contains("no commands for late"));
    server.postJson(
        "/api/v1/devices", "{\"id\":\"late\",\"kind\":\"valve\",\"gateway\":\"gw\"}", 201);
    try (FieldDevice late = new FieldDevice(gateway.mqttPort(), "late")) {
      server.postJson("/api/v1/devices/late/commands", "{\"command\":\"valve.close\"}", 202);
      await().atMost(LONG).until(() -> late.heard().size() == 1);
    }
  }

  @Test
  void aCommandOutlivesARestartOfTheServer() throws Exception {
    await().atMost(LONG).until(() -> gateway.log().contains("connected to"));
    String waits = command(600);
    await().atMost(LONG).until(() -> state(waits).equals("sent"));
    server.kill();
    server.restart();
    try (FieldDevice valve = new FieldDevice(gateway.mqttPort(), VALVE)) {
      awaitState(waits, "done");
      assertThat(valve.heard()).containsExactly(waits);
    }
  }

  @Test
  void aCommandIssuedWhileTheLinkIsCutArrivesAfterwards() throws Exception {
    try (FieldDevice valve = new FieldDevice(gateway.mqttPort(), VALVE)) {
      awaitState(command(600), "done");
      link.cut();
      String waits = command(600);
      link.mend();
      awaitState(waits, "done");
      link.silence();
      String unnoticed = command(600);
      await().atMost(LONG).until(() -> state(unnoticed).equals("sent"));
      link.mend();
      awaitState(unnoticed, "done");
      assertThat(valve.heard()).hasSize(3).doesNotHaveDuplicates();
    }
  }

  @Test
  void aCommandWhoseTimeIsOverWhenTheLinkIsBackIsNotCarriedOut() throws Exception {
    try (FieldDevice valve = new FieldDevice(gateway.mqttPort(), VALVE)) {
      String before = command(600);
      awaitState(before, "done");
      link.cut();
      String noticed = command(1);
      awaitState(noticed, "expired");
      link.mend();
      String between = command(600);
      awaitState(between, "done");
      link.silence();
      String unnoticed = command(1);
      awaitState(unnoticed, "expired");
      link.mend();
      String after = command(600);
      awaitState(after, "done");
      assertThat(valve.heard()).containsExactly(before, between, after);
    }
  }

  private String command(int waitSeconds) {
    return server
        .postJson(
            "/api/v1/devices/" + VALVE + "/commands",
            "{\"command\":\"valve.open\",\"seconds\":5,\"wait_seconds\":" + waitSeconds + "}",
            202)
        .get("id")
        .asText();
  }

  private String state(String command) {
    return server
        .getJson("/api/v1/devices/" + VALVE + "/commands/" + command)
        .get("state")
        .asText();
  }

  private void awaitState(String command, String state) {
    await(state).atMost(LONG).until(() -> state(command), state::equals);
  }

  private boolean isOnline() {
    return server.getJson("/api/v1/devices/" + VALVE).get("online").asBoolean();
  }
}
