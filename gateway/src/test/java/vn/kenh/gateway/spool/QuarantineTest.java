package vn.kenh.gateway.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuarantineTest {

  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  @TempDir Path folder;

  @Test
  void itemsAreListedPageByPage() throws Exception {
    try (Quarantine quarantine = open(QuarantineOptions.defaults())) {
      quarantine.addAll(items(5, 10));
      List<QuarantineItem> first = quarantine.list(2, 0);
      List<QuarantineItem> second = quarantine.list(10, first.get(1).id());
      assertThat(first).hasSize(2);
      assertThat(second).hasSize(3);
      assertThat(quarantine.get(second.get(0).id()).orElseThrow())
          .usingRecursiveComparison()
          .isEqualTo(second.get(0));
    }
  }

  @Test
  void refusedReadingsAreKeptAsAFrameThatCanBeSentAgain() throws Exception {
    try (Quarantine quarantine = open(QuarantineOptions.defaults())) {
      quarantine.addRefused("p1", "telemetry,device=p1 x=1 5", "field type conflict");
      QuarantineItem item = quarantine.list(1, 0).get(0);
      assertThat(item.kind()).isEqualTo(QuarantineItem.Kind.REFUSED);
      assertThat(item.topic()).isEqualTo("kenh/p1/frame");
      assertThat(item.payload()).asString(UTF_8).isEqualTo("telemetry,device=p1 x=1 5");
    }
  }

  @Test
  void whatIsTooOldIsDroppedAndCounted() throws Exception {
    try (Quarantine quarantine = open(new QuarantineOptions(Duration.ofDays(1), 1 << 20))) {
      quarantine.addAll(items(3, 10));
      quarantine.addAll(List.of(item(NOW.minus(Duration.ofDays(2)).toEpochMilli(), new byte[10])));
      quarantine.expire();
      assertThat(quarantine.size()).isEqualTo(3);
      assertThat(quarantine.expired()).isEqualTo(1);
    }
  }

  @Test
  void whenThereIsTooMuchTheOldestGo() throws Exception {
    try (Quarantine quarantine = open(new QuarantineOptions(Duration.ofDays(1), 10_000))) {
      quarantine.addAll(items(10, 1_500));
      assertThat(quarantine.bytes()).isLessThanOrEqualTo(10_000);
      assertThat(quarantine.list(100, 0)).last().extracting(QuarantineItem::id).isEqualTo(10L);
      assertThat(quarantine.expired()).isEqualTo(10 - quarantine.size());
    }
  }

  @Test
  void aRemovedItemGivesItsSpaceBack() throws Exception {
    try (Quarantine quarantine = open(QuarantineOptions.defaults())) {
      quarantine.addAll(items(2, 100));
      quarantine.remove(quarantine.list(1, 0).get(0).id());
      assertThat(quarantine.size()).isEqualTo(1);
      assertThat(quarantine.bytes()).isEqualTo(100);
    }
  }

  @RepeatedTest(10)
  void damageNeverKeepsItFromOpening(RepetitionInfo run) throws Exception {
    try (Quarantine quarantine = open(QuarantineOptions.defaults())) {
      quarantine.addAll(items(100, 2_000));
    }
    Random random = new Random(run.getCurrentRepetition());
    byte[] garbage = new byte[200];
    random.nextBytes(garbage);
    try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
      file.seek(run.getCurrentRepetition() == 1 ? 0 : random.nextLong(file.length() - 200));
      file.write(garbage);
    }
    try (Quarantine quarantine = open(QuarantineOptions.defaults())) {
      quarantine.addAll(items(1, 10));
      assertThat(quarantine.list(1_000, 0))
          .last()
          .extracting(i -> i.payload().length)
          .isEqualTo(10);
    }
  }

  @Test
  void aDestroyedHeaderCostsNothing() throws Exception {
    try (Quarantine quarantine = open(QuarantineOptions.defaults())) {
      quarantine.addAll(items(50, 2_000));
    }
    try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
      file.write(new byte[4096]);
    }
    try (Quarantine quarantine = open(QuarantineOptions.defaults())) {
      assertThat(quarantine.size()).isEqualTo(50);
    }
  }

  @Test
  void aSecondProcessIsRefusedTheDataFolder() {
    try (DataFolder held = DataFolder.open(folder)) {
      assertThat(held.spool()).isEqualTo(folder.resolve("spool"));
      assertThatThrownBy(() -> DataFolder.open(folder))
          .isInstanceOf(DataFolderInUseException.class)
          .hasMessageContaining("in use by another process");
    }
    DataFolder.open(folder).close();
    assertThat(Files.exists(folder)).isTrue();
  }

  private Path file() {
    return folder.resolve("quarantine.db");
  }

  private Quarantine open(QuarantineOptions options) {
    return Quarantine.open(file(), options, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static List<QuarantineItem> items(int count, int bytes) {
    List<QuarantineItem> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(item(NOW.toEpochMilli(), new byte[bytes]));
    }
    return items;
  }

  private static QuarantineItem item(long received, byte[] payload) {
    return new QuarantineItem(
        QuarantineItem.Kind.MESSAGE, "kenh/a/telemetry", "a", received, "no", payload);
  }
}
