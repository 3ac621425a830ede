package vn.kenh.server.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.kenh.gateway.mqtt.Identity;
import vn.kenh.server.registry.RefusedException.Reason;

/** What the registry promises, on whatever database. */
abstract class RegistryContract {

  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Secrets secrets = new Secrets(new SecureRandom());
  private Database database;
  private Registry registry;

  /** Opens an empty database. */
  abstract Database open();

  @BeforeEach
  void openRegistry() {
    database = open();
    registry = new Registry(database, clock, secrets);
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  @Test
  void farmsPlotsAndDevicesAreFoundAgain() {
    Plot plot = new Plot("p1", "f1", "Vườn trên", "vải thiều", 1500.5, Optional.of("VN-HD-01"));
    registry.createFarm(new Farm("f1", "Nông trại Thanh Hà", "Hải Dương"));
    registry.createPlot(plot);
    registry.createDevice(device("d1", "p1"));

    assertThat(registry.farms()).containsExactly(new Farm("f1", "Nông trại Thanh Hà", "Hải Dương"));
    assertThat(registry.plot("p1")).contains(plot);
    assertThat(registry.plots("f1")).containsExactly(plot);
    assertThat(registry.plots("f2")).isEmpty();
    assertThat(registry.device("d1"))
        .contains(new Device("d1", Optional.of("p1"), DeviceKind.DRIP, Optional.empty(), NOW));
    assertThat(registry.devicesOfPlot("p1")).extracting(Device::id).containsExactly("d1");
    assertThat(registry.devicesOfFarm("f1")).extracting(Device::id).containsExactly("d1");
    assertThat(registry.placement("d1")).contains(new Placement("f1", "p1"));
    assertThat(registry.placement("d2")).isEmpty();
  }

  @Test
  void devicesAreListedPageByPage() {
    farmAndPlot();
    for (int i = 0; i < 5; i++) {
      registry.createDevice(device("d" + i, "p1"));
    }
    assertThat(registry.devicesAfter("", 2)).extracting(Device::id).containsExactly("d0", "d1");
    assertThat(registry.devicesAfter("d3", 2)).extracting(Device::id).containsExactly("d4");
  }

  @Test
  void aSecondOfTheSameIdIsRefused() {
    farmAndPlot();
    registry.createDevice(device("d1", "p1"));
    assertRefused(Reason.CONFLICT, () -> registry.createFarm(new Farm("f1", "x", "y")));
    assertRefused(
        Reason.CONFLICT,
        () -> registry.createPlot(new Plot("p1", "f1", "x", "y", 1, Optional.empty())));
    assertRefused(Reason.CONFLICT, () -> registry.createDevice(device("d1", "p1")));
  }

  @Test
  void whatItBelongsToMustExist() {
    farmAndPlot();
    registry.createDevice(device("d1", "p1"));
    assertRefused(
        Reason.INVALID,
        () -> registry.createPlot(new Plot("p2", "nowhere", "x", "y", 1, Optional.empty())));
    assertRefused(Reason.INVALID, () -> registry.createDevice(device("d2", "nowhere")));
    assertRefused(Reason.INVALID, () -> registry.createDevice(behind("d2", "nobody")));
    assertRefused(Reason.INVALID, () -> registry.createDevice(behind("d2", "d1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a/b", "a+", "#", "-a", "a b", "ä", "a,b", "a=b", "'; DROP"})
  void anIdThatWouldBeSpecialSomewhereIsRefused(String id) {
    assertRefused(Reason.INVALID, () -> registry.createFarm(new Farm(id, "x", "y")));
    assertRefused(Reason.INVALID, () -> registry.createFarm(new Farm("a".repeat(65), "x", "y")));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void anAreaThatNoPlotCanHaveIsRefused(double area) {
    registry.createFarm(new Farm("f1", "x", "y"));
    assertRefused(
        Reason.INVALID,
        () -> registry.createPlot(new Plot("p1", "f1", "x", "y", area, Optional.empty())));
  }

  @Test
  void namesAreKeptAsWritten() {
    String name = "'); DROP TABLE farms; -- <script>alert(\"x\")</script>";
    registry.createFarm(new Farm("f1", name, "Hải Dương"));
    assertThat(registry.farm("f1")).map(Farm::name).contains(name);
  }

  @Test
  void aDeviceSignsInWithItsTokenOnly() {
    farmAndPlot();
    String token = registry.createDevice(device("d1", "p1"));
    DeviceCredentials credentials = registry.credentials(false);

    assertThat(credentials.authenticate("d1", bytes(token))).map(Identity::device).contains("d1");
    assertThat(credentials.authenticate("d1", bytes("x"))).isEmpty();
    assertThat(credentials.authenticate("d1", bytes(""))).isEmpty();
    assertThat(credentials.authenticate("d2", bytes(token))).isEmpty();
  }

  @Test
  void unknownDevicesMayConnectOnlyWhereThatIsSwitchedOn() {
    farmAndPlot();
    registry.createDevice(device("d1", "p1"));
    DeviceCredentials credentials = registry.credentials(true);

    assertThat(credentials.authenticate("stranger", bytes("")))
        .get()
        .satisfies(identity -> assertThat(identity.speaksFor("stranger")).isTrue())
        .satisfies(identity -> assertThat(identity.speaksFor("d1")).isFalse());
    assertThat(credentials.authenticate("d1", bytes("wrong"))).isEmpty();
    assertThat(credentials.authenticate("a/b", bytes(""))).isEmpty();
  }

  @Test
  void aGatewaySpeaksForTheDevicesBehindIt() {
    farmAndPlot();
    String token =
        registry.createDevice(
            new Device("g1", Optional.empty(), DeviceKind.GATEWAY, Optional.empty(), NOW));
    registry.createDevice(behind("d1", "g1"));
    registry.createDevice(device("d2", "p1"));

    Identity gateway = registry.credentials(false).authenticate("g1", bytes(token)).orElseThrow();
    assertThat(gateway.speaksFor("g1")).isTrue();
    assertThat(gateway.speaksFor("d1")).isTrue();
    assertThat(gateway.speaksFor("d2")).isFalse();
    assertRefused(Reason.CONFLICT, () -> registry.deleteDevice("g1"));
  }

  @Test
  void aNewTokenEndsTheOldOne() {
    farmAndPlot();
    String old = registry.createDevice(device("d1", "p1"));
    String renewed = registry.rotateToken("d1");

    DeviceCredentials credentials = registry.credentials(false);
    assertThat(credentials.authenticate("d1", bytes(old))).isEmpty();
    assertThat(credentials.authenticate("d1", bytes(renewed))).isPresent();
    assertRefused(Reason.NOT_FOUND, () -> registry.rotateToken("d2"));
  }

  @Test
  void aDeletedDeviceCannotSignIn() {
    farmAndPlot();
    String token = registry.createDevice(device("d1", "p1"));
    registry.deleteDevice("d1");

    assertThat(registry.device("d1")).isEmpty();
    assertThat(registry.credentials(false).authenticate("d1", bytes(token))).isEmpty();
    assertRefused(Reason.NOT_FOUND, () -> registry.deleteDevice("d1"));
  }

  @Test
  void anotherServerOnTheSameDatabaseLearnsOfNewDevices() {
    Registry other = new Registry(database, clock, secrets);
    farmAndPlot();
    String token = registry.createDevice(device("d1", "p1"));
    other.refresh();

    assertThat(other.placement("d1")).contains(new Placement("f1", "p1"));
    assertThat(other.credentials(false).authenticate("d1", bytes(token))).isPresent();
  }

  @Test
  void aPersonSignsInByNameAndPassword() {
    People people = new People(database, clock);
    people.create("Lan", "mật khẩu dài " + "x".repeat(100), Role.FARMER);

    assertThat(people.authenticate("lan ", "mật khẩu dài " + "x".repeat(100)))
        .contains(new Person("lan", Role.FARMER));
    assertThat(people.authenticate("lan", "mật khẩu dài " + "x".repeat(99))).isEmpty();
    assertThat(people.authenticate("nobody", "mật khẩu")).isEmpty();
    assertRefused(Reason.CONFLICT, () -> people.create("LAN", "another one", Role.ADMIN));
    assertRefused(Reason.INVALID, () -> people.create("hoa", "short", Role.ADMIN));
  }

  @Test
  void aSessionEndsBySigningOutByTimeAndByANewPassword() {
    People people = new People(database, clock);
    people.create("lan", "mật khẩu dài", Role.FARMER);
    Person lan = new Person("lan", Role.FARMER);
    Sessions sessions = new Sessions(database, clock, secrets);
    Sessions later =
        new Sessions(
            database, Clock.offset(clock, Sessions.LIFETIME.plus(Duration.ofMillis(1))), secrets);
    String token = sessions.open(lan);

    assertThat(sessions.find(token)).contains(lan);
    assertThat(sessions.find(token + "x")).isEmpty();
    assertThat(later.find(token)).isEmpty();
    sessions.close(token);
    assertThat(sessions.find(token)).isEmpty();

    String second = sessions.open(lan);
    people.changePassword("lan", "một mật khẩu khác");
    assertThat(sessions.find(second)).isEmpty();
    assertThat(people.authenticate("lan", "một mật khẩu khác")).contains(lan);
  }

  @Test
  void theAdministratorsTokenIsMadeOnceAndCanBeReplaced() {
    ApiTokens tokens = new ApiTokens(database, clock, secrets);
    String first = tokens.createAdminIfMissing().orElseThrow();
    ApiTokens restarted = new ApiTokens(database, clock, secrets);

    assertThat(restarted.createAdminIfMissing()).isEmpty();
    assertThat(restarted.find(first)).contains(Role.ADMIN);
    assertThat(restarted.find("guess")).isEmpty();
    restarted.setAdmin("given by the operator");
    assertThat(restarted.find("given by the operator")).contains(Role.ADMIN);
    assertThat(restarted.find(first)).isEmpty();
  }

  @Test
  void aDeviceThatNobodyRegisteredEntersByItselfWithoutAToken() {
    Newcomers newcomers = new Newcomers(registry, Runnable::run, 10);
    newcomers.accepted("d-new");
    newcomers.accepted("d-new");
    newcomers.accepted("no/id");

    assertThat(registry.devices())
        .containsExactly(
            new Device("d-new", Optional.empty(), DeviceKind.OTHER, Optional.empty(), NOW));
    assertThat(registry.isRegistered("d-new")).isTrue();
    assertThat(registry.hasToken("d-new")).isFalse();
    Registry restarted = new Registry(database, clock, secrets);
    assertThat(restarted.credentials(true).authenticate("d-new", bytes("anything"))).isPresent();
    assertThat(restarted.credentials(false).authenticate("d-new", bytes("anything"))).isEmpty();
    assertThat(restarted.credentials(false).authenticate("d-new", bytes(""))).isEmpty();
  }

  @Test
  void aDeviceThatEnteredByItselfMayBeRegisteredOnce() {
    farmAndPlot();
    new Newcomers(registry, Runnable::run, 10).accepted("d-new");

    String token = registry.createDevice(device("d-new", "p1"));

    assertThat(registry.placement("d-new")).contains(new Placement("f1", "p1"));
    assertThat(registry.credentials(true).authenticate("d-new", bytes(token))).isPresent();
    assertThat(registry.credentials(true).authenticate("d-new", bytes("guess"))).isEmpty();
    assertRefused(Reason.CONFLICT, () -> registry.createDevice(device("d-new", "p1")));
  }

  @Test
  void onlySoManyDevicesEnterByThemselves() {
    Newcomers newcomers = new Newcomers(registry, Runnable::run, 3);
    for (int i = 0; i < 9; i++) {
      newcomers.accepted("d" + i);
    }
    new Newcomers(registry, Runnable::run, 3).accepted("d9");

    assertThat(registry.devices()).extracting(Device::id).containsExactly("d0", "d1", "d2");
  }

  private void farmAndPlot() {
    registry.createFarm(new Farm("f1", "Thanh Hà", "Hải Dương"));
    registry.createPlot(new Plot("p1", "f1", "Vườn trên", "vải", 1000, Optional.empty()));
  }

  private static Device device(String id, String plot) {
    return new Device(id, Optional.of(plot), DeviceKind.DRIP, Optional.empty(), NOW);
  }

  private static Device behind(String id, String gateway) {
    return new Device(id, Optional.of("p1"), DeviceKind.VALVE, Optional.of(gateway), NOW);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertRefused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
