package vn.kenh.gateway.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.gateway.uplink.OutgoingPicture;

final class PictureQueueTest {

  private static final long TIME = 1_795_300_000_000L;

  @TempDir private Path folder;

  @Test
  void theOldestPictureComesUntilItIsSettled() throws Exception {
    PictureQueue queue = new PictureQueue(folder, 1_000);
    queue.add("cam-2", TIME + 1, new byte[] {2, '\n', 2});
    queue.add("vườn 1", TIME, new byte[] {1});
    OutgoingPicture first = queue.oldest().orElseThrow();
    assertThat(first.topic()).isEqualTo("kenh/vườn 1/snapshot/" + TIME);
    assertThat(first.payload()).containsExactly(1);
    assertThat(queue.oldest().orElseThrow().topic()).isEqualTo(first.topic());
    first.settled().run();
    OutgoingPicture second = queue.oldest().orElseThrow();
    assertThat(second.topic()).isEqualTo("kenh/cam-2/snapshot/" + (TIME + 1));
    assertThat(second.payload()).containsExactly(2, '\n', 2);
    second.settled().run();
    second.settled().run();
    assertThat(queue.oldest()).isEmpty();
    assertThat(queue.bytes()).isZero();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void picturesOutliveTheProcessAndWhatWasHalfWrittenDoesNot() throws Exception {
    new PictureQueue(folder, 1_000).add("cam", TIME, new byte[] {1});
    Files.write(folder.resolve("0000000000000-000000.picture.part"), new byte[10]);
    Files.write(folder.resolve("0000000000001-000000.picture"), new byte[10]);
    PictureQueue queue = new PictureQueue(folder, 1_000);
    queue.add("cam", TIME, new byte[] {2});
    assertThat(queue.size()).isEqualTo(3);
    OutgoingPicture first = queue.oldest().orElseThrow();
    assertThat(first.payload()).containsExactly(1);
    first.settled().run();
    assertThat(queue.oldest().orElseThrow().payload()).containsExactly(2);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void theOldestGiveWayToTheNewestAndAreCounted() throws Exception {
    PictureQueue queue = new PictureQueue(folder, 350);
    for (int i = 0; i < 5; i++) {
      queue.add("c", TIME + i, new byte[98]);
    }
    assertThat(queue.size()).isEqualTo(3);
    assertThat(queue.bytes()).isEqualTo(300);
    assertThat(queue.dropped()).isEqualTo(2);
    assertThat(queue.oldest().orElseThrow().topic()).endsWith("/" + (TIME + 2));
    PictureQueue smaller = new PictureQueue(folder, 150);
    assertThat(smaller.size()).isEqualTo(1);
    assertThat(smaller.oldest().orElseThrow().topic()).endsWith("/" + (TIME + 4));
  }
}
