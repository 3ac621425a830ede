package vn.kenh.gateway.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CameraPollerTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final FakeCamera good = new FakeCamera();
  private final FakeCamera bad = new FakeCamera();

  @AfterEach
  void close() {
    good.close();
    bad.close();
  }

  @Test
  void aFailingCameraIsAskedLessOftenAndStopsNoOther() {
    bad.answersBy(exchange -> FakeCamera.answer(exchange, 500, FakeCamera.STILL));
    PictureQueue pictures = new PictureQueue(folder, 1 << 20);
    try (CameraPoller poller =
        poller(pictures, good.camera("good", ""), bad.camera("bad", "admin:secret@"))) {
      poller.start();
      await().atMost(LONG).until(() -> pictures.size() >= 20);
      assertThat(bad.asked()).isBetween(1, good.asked() / 2);
      assertThat(pictures.oldest().orElseThrow().topic()).startsWith("kenh/good/snapshot/");
      bad.answersBy(exchange -> FakeCamera.answer(exchange, 200, FakeCamera.STILL));
      int before = bad.asked();
      await().atMost(LONG).until(() -> bad.asked() > before + 2);
    }
  }

  private static CameraPoller poller(PictureQueue pictures, Camera... cameras) {
    return new CameraPoller(
        List.of(cameras),
        Duration.ofMillis(50),
        Duration.ofSeconds(5),
        pictures,
        Clock.systemUTC(),
        new Random(1));
  }
}
