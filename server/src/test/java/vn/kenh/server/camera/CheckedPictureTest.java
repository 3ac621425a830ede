package vn.kenh.server.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import vn.kenh.server.camera.BadPictureException.Reason;

final class CheckedPictureTest {

  @Test
  void aWholeJpegAndPngAreTaken() throws Exception {
    CheckedPicture jpeg = CheckedPicture.check(TestPictures.jpeg(641, 480, 1));
    assertThat(jpeg.type()).isEqualTo(PictureType.JPEG);
    assertThat(jpeg.width()).isEqualTo(641);
    assertThat(jpeg.height()).isEqualTo(480);
    CheckedPicture png = CheckedPicture.check(TestPictures.png(200, 100, 1));
    assertThat(png.type()).isEqualTo(PictureType.PNG);
    assertThat(png.width()).isEqualTo(200);
  }

  @Test
  void aPictureOfMillionsOfPixelsIsTaken() throws Exception {
    assertThat(CheckedPicture.check(TestPictures.emptyPng(6000, 4000)).width()).isEqualTo(6000);
  }

  @Test
  void aPictureCutShortAnywhereIsRefused() {
    byte[] jpeg = TestPictures.jpeg(640, 480, 2);
    byte[] png = TestPictures.png(320, 240, 2);
    for (int part = 0; part < 40; part++) {
      assertRefused(Arrays.copyOf(jpeg, 3 + part * (jpeg.length - 20) / 40), Reason.DAMAGED);
      assertRefused(Arrays.copyOf(png, 8 + part * (png.length - 20) / 40), Reason.DAMAGED);
    }
    assertRefused(Arrays.copyOf(jpeg, jpeg.length - 20), Reason.DAMAGED);
    assertRefused(Arrays.copyOf(png, png.length - 10), Reason.DAMAGED);
  }

  @Test
  void whatOnlyBeginsLikeAPictureIsRefused() {
    byte[] noise = new byte[5000];
    new Random(3).nextBytes(noise);
    noise[0] = (byte) 0xff;
    noise[1] = (byte) 0xd8;
    noise[2] = (byte) 0xff;
    assertRefused(noise, Reason.DAMAGED);
    assertRefused("<html>".getBytes(StandardCharsets.UTF_8), Reason.NOT_A_PICTURE);
    assertRefused("GIF89a".getBytes(StandardCharsets.UTF_8), Reason.NOT_A_PICTURE);
    assertRefused(new byte[0], Reason.NOT_A_PICTURE);
    assertRefused(new byte[] {(byte) 0xff, (byte) 0xd8}, Reason.NOT_A_PICTURE);
  }

  @Test
  void tooManyBytesAreRefused() {
    byte[] padded = Arrays.copyOf(TestPictures.jpeg(64, 48, 1), CheckedPicture.MAX_BYTES + 1);
    assertRefused(padded, Reason.TOO_LARGE);
  }

  @Test
  void tooManyPixelsAreRefusedByTheHeaderAlone() {
    assertRefused(TestPictures.emptyPng(6001, 4000), Reason.TOO_LARGE);
    assertRefused(TestPictures.emptyPng(1, 20_001), Reason.TOO_LARGE);
    // Nothing but a header follows, so that decoding it would tell of damage instead.
    assertRefused(pngHeader(100_000, 100_000), Reason.TOO_LARGE);
  }

  @Test
  void anyDamageIsRefusedOrHarmlessAndNeverAnotherError() {
    Random random = new Random(4);
    for (byte[] picture :
        new byte[][] {TestPictures.jpeg(160, 120, 5), TestPictures.png(80, 60, 5)}) {
      for (int i = 0; i < 400; i++) {
        byte[] damaged = picture.clone();
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        try {
          assertThat(CheckedPicture.check(damaged).bytes()).isSameAs(damaged);
        } catch (BadPictureException e) {
          assertThat(e.getMessage()).isNotBlank();
        }
      }
    }
  }

  private static byte[] pngHeader(int width, int height) {
    ByteBuffer png = ByteBuffer.allocate(33);
    png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    png.putInt(13).put("IHDR".getBytes(StandardCharsets.US_ASCII));
    png.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(png.array(), 12, 17);
    return png.putInt((int) crc.getValue()).array();
  }

  private static void assertRefused(byte[] bytes, Reason reason) {
    assertThatThrownBy(() -> CheckedPicture.check(bytes))
        .as("%d bytes", bytes.length)
        .isInstanceOfSatisfying(
            BadPictureException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
