package vn.kenh.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedStoreTest extends TelemetryStoreContract {

  private static final Clock NOW = Clock.fixed(Instant.ofEpochMilli(T0 + DAY), ZoneOffset.UTC);

  @TempDir Path folder;
  private EmbeddedStore store;

  @BeforeEach
  void open() {
    store = new EmbeddedStore(folder, NOW);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  TelemetryStore store() {
    return store;
  }

  @Test
  void readingsOutliveTheProcess() throws Exception {
    write("telemetry,device=a co2=400 " + T0);
    store.close();
    open();

    write("telemetry,device=a light=3 " + T0);
    assertThat(export("a")).containsExactly(T0 + " a co2 400.0", T0 + " a light 3.0");
  }

  @Test
  void eachMonthIsAFileOfItsOwn() throws Exception {
    write("telemetry,device=a co2=1 " + T0, "telemetry,device=a co2=2 " + (T0 - 1));

    assertThat(folder.resolve("2026-02.db")).exists();
    assertThat(folder.resolve("2026-03.db")).exists();
  }

  @Test
  void manyMonthsMayBeWrittenAndReadInOneGo() throws Exception {
    write(lines(60, i -> "telemetry,device=a co2=" + i + " " + (T0 - i * 30L * DAY)));

    assertThat(export("a")).hasSize(60);
    assertThat(store.latest("a")).containsEntry("co2", new LatestValue(T0, 0));
  }

  @Test
  void aFileThatIsNoDatabaseIsSetAsideAndTheRestServes() throws Exception {
    write("telemetry,device=a co2=1 " + T0, "telemetry,device=a co2=2 " + (T0 - DAY));
    store.close();
    Files.writeString(folder.resolve("2026-03.db"), "this is not a database".repeat(500));

    open();
    assertThat(export("a")).containsExactly(T0 - DAY + " a co2 2.0");
    assertThat(write("telemetry,device=a co2=3 " + T0).stored()).isEqualTo(1);
    assertThat(export("a")).hasSize(2);
    assertThat(files("2026-03.db.damaged-")).hasSize(1);
  }

  @Test
  void aFileFoundDamagedWhileInUseIsSetAsideToo() throws Exception {
    write(lines(20_000, i -> "telemetry,device=d" + i % 7 + " co2=" + i + " " + (T0 + i)));
    store.close();
    Path file = folder.resolve("2026-03.db");
    byte[] noise = new byte[(int) Files.size(file) - 3 * 4096];
    Arrays.fill(noise, (byte) 0x5a);
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.position(3 * 4096);
      channel.write(ByteBuffer.wrap(noise));
    }

    open();
    byte[] line = ("telemetry,device=d1 co2=1 " + T0).getBytes(StandardCharsets.UTF_8);
    try {
      store.write(line);
    } catch (StoreUnavailableException e) {
      assertThat(e.kind()).isEqualTo(StoreUnavailableException.Cause.TRANSIENT);
      store.write(line);
    }
    assertThat(export("d1")).containsExactly(T0 + " d1 co2 1.0");
    assertThat(files("2026-03.db.damaged-")).hasSize(1);
  }

  @Test
  void foreignFilesInTheFolderAreLeftAlone() throws Exception {
    store.close();
    Files.writeString(folder.resolve("notes.db"), "mine");
    open();
    write("telemetry,device=a co2=1 " + T0);
    assertThat(folder.resolve("notes.db")).hasContent("mine");
  }

  @Test
  void monthsOlderThanTheRetentionAreDeletedAsFiles() throws Exception {
    write("telemetry,device=a co2=1 " + (T0 - 100 * DAY), "telemetry,device=a co2=2 " + T0);
    store.close();
    store = new EmbeddedStore(folder, NOW, Duration.ofDays(30));

    write("telemetry,device=a co2=3 " + (T0 + 1));

    assertThat(export("a")).containsExactly(T0 + " a co2 2.0", T0 + 1 + " a co2 3.0");
    assertThat(files("2025-11")).isEmpty();
  }

  @Test
  void readingsOlderThanTheRetentionAreRefused() throws Exception {
    store.close();
    store = new EmbeddedStore(folder, NOW, Duration.ofDays(30));

    WriteResult result =
        write(
            "telemetry,device=a co2=1,light=2 " + (T0 - 31 * DAY),
            "telemetry,device=a co2=2 " + T0);

    assertThat(result.stored()).isEqualTo(1);
    assertThat(result.refused())
        .singleElement()
        .satisfies(refused -> assertThat(refused.readings()).isEqualTo(2));
  }

  private List<Path> files(String start) throws Exception {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(start)).toList();
    }
  }
}
