package vn.kenh.server.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.server.registry.Database;

/** What the store of pictures promises, on whatever database. */
abstract class SnapshotStoreContract {

  private static final Instant NOON = Instant.parse("2026-11-22T05:00:00Z");

  @TempDir private Path folder;
  private Database database;
  private SnapshotStore store;

  /** Opens an empty database. */
  abstract Database open();

  @BeforeEach
  void openStore() throws Exception {
    database = open();
    store = new SnapshotStore(folder, database);
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  @Test
  void aPictureIsKeptUnderItsHashAndFoundByCameraAndTime() throws Exception {
    byte[] picture = TestPictures.jpeg(640, 480, 1);
    Snapshot snapshot = store.store("cam", NOON, NOON, picture);
    assertThat(snapshot.sha256()).matches("[0-9a-f]{64}");
    assertThat(store.file(snapshot))
        .hasBinaryContent(picture)
        .hasFileName(snapshot.sha256() + ".jpg")
        .hasParentRaw(folder.resolve(snapshot.sha256().substring(0, 2)));
    assertThat(store.newest("cam")).contains(snapshot);
    assertThat(store.find(snapshot.sha256())).contains(snapshot);
    assertThat(store.between("cam", NOON, NOON.plusMillis(1), 10)).containsExactly(snapshot);
    assertThat(store.between("cam", NOON.minusMillis(1), NOON, 10)).isEmpty();
    assertThat(store.between("other", NOON, NOON.plusMillis(1), 10)).isEmpty();
    assertThat(store.newest("other")).isEmpty();
  }

  @Test
  void aReplayChangesNothing() throws Exception {
    byte[] picture = TestPictures.jpeg(64, 48, 1);
    Snapshot first = store.store("cam", NOON, NOON, picture);
    assertThat(store.store("cam", NOON, NOON.plusSeconds(60), picture)).isEqualTo(first);
    assertThat(store.between("cam", Instant.EPOCH, NOON.plusSeconds(9), 10)).containsExactly(first);
    assertThat(pictureFiles()).hasSize(1);
  }

  @Test
  void theSamePictureOfManyTimesIsOneFile() throws Exception {
    byte[] night = TestPictures.png(64, 48, 1);
    for (int i = 0; i < 5; i++) {
      store.store("cam", NOON.plusSeconds(i), NOON, night);
    }
    assertThat(store.between("cam", NOON, NOON.plusSeconds(9), 10)).hasSize(5);
    assertThat(pictureFiles()).hasSize(1);
  }

  @Test
  void picturesComeInTheOrderTheyWereTaken() throws Exception {
    for (int second : new int[] {3, 1, 2, 0}) {
      store.store("cam", NOON.plusSeconds(second), NOON, TestPictures.jpeg(32, 24, second));
    }
    assertThat(store.between("cam", NOON.plusSeconds(1), NOON.plusSeconds(9), 2))
        .extracting(Snapshot::taken)
        .containsExactly(NOON.plusSeconds(1), NOON.plusSeconds(2));
    assertThat(store.newest("cam").orElseThrow().taken()).isEqualTo(NOON.plusSeconds(3));
    assertThat(store.newestBefore("cam", NOON.plusSeconds(2)).orElseThrow().taken())
        .isEqualTo(NOON.plusSeconds(1));
  }

  @Test
  void aTimeThatCannotBeTrueIsRefused() {
    byte[] picture = TestPictures.jpeg(32, 24, 1);
    for (Instant wrong :
        List.of(
            Instant.EPOCH,
            Instant.parse("1999-12-31T23:59:59Z"),
            NOON.plus(Duration.ofHours(24)).plusMillis(1))) {
      assertThatThrownBy(() -> store.store("cam", wrong, NOON, picture))
          .isInstanceOf(BadPictureException.class);
    }
    assertThat(store.newest("cam")).isEmpty();
  }

  @Test
  void aBadPictureLeavesNothingBehind() throws Exception {
    assertThatThrownBy(() -> store.store("cam", NOON, NOON, new byte[] {1, 2, 3}))
        .isInstanceOf(BadPictureException.class);
    assertThat(store.newest("cam")).isEmpty();
    assertThat(pictureFiles()).isEmpty();
  }

  @Test
  void whatACrashLeftHalfWrittenIsCleared() throws Exception {
    Snapshot snapshot = store.store("cam", NOON, NOON, TestPictures.jpeg(32, 24, 1));
    Path left = Files.write(folder.resolve("unfinished").resolve("x"), new byte[10]);
    SnapshotStore again = new SnapshotStore(folder, database);
    assertThat(left).doesNotExist();
    assertThat(again.file(again.newest("cam").orElseThrow())).exists();
    assertThat(again.newest("cam")).contains(snapshot);
  }

  @Test
  void aThumbnailIsMadeOnceAndNeverLargerThanThePicture() throws Exception {
    Snapshot large = store.store("cam", NOON, NOON, TestPictures.jpeg(1000, 500, 1));
    Path small = store.thumbnail(large, ThumbnailWidth.W320);
    BufferedImage image = ImageIO.read(small.toFile());
    assertThat(image.getWidth()).isEqualTo(320);
    assertThat(image.getHeight()).isEqualTo(160);
    assertThat(Files.size(small)).isLessThan(large.bytes());
    Object made = Files.getLastModifiedTime(small);
    assertThat(store.thumbnail(large, ThumbnailWidth.W320)).isEqualTo(small);
    assertThat((Object) Files.getLastModifiedTime(small)).isEqualTo(made);

    Snapshot tiny = store.store("cam", NOON.plusSeconds(1), NOON, TestPictures.png(100, 300, 1));
    BufferedImage same = ImageIO.read(store.thumbnail(tiny, ThumbnailWidth.W320).toFile());
    assertThat(same.getWidth()).isEqualTo(100);
    assertThat(same.getHeight()).isEqualTo(300);
  }

  @Test
  void manyAtOnceAreAllKept() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Snapshot>> stored = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int seed = i % 4;
        Instant taken = NOON.plusSeconds(i);
        stored.add(
            threads.submit(
                () -> {
                  Snapshot snapshot =
                      store.store("cam", taken, NOON, TestPictures.jpeg(400, 300, seed));
                  store.thumbnail(snapshot, ThumbnailWidth.W320);
                  return snapshot;
                }));
      }
      for (Future<Snapshot> snapshot : stored) {
        assertThat(store.file(snapshot.get())).exists();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(store.between("cam", NOON, NOON.plusSeconds(99), 99)).hasSize(40);
    assertThat(pictureFiles()).hasSize(4);
    assertThat(folder.resolve("unfinished")).isEmptyDirectory();
  }

  private List<Path> pictureFiles() throws Exception {
    try (Stream<Path> files = Files.walk(folder, 2)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
