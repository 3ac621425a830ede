package vn.kenh.server.trace.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.kenh.server.registry.RefusedException;
import vn.kenh.server.trace.label.PngCode;
import vn.kenh.server.trace.label.QrCode;

final class CodeReaderTest {

  private static final String ONE = "https://kenh.example/01/08938505974194/10/A/21/7NX";
  private static final String TWO = "https://kenh.example/01/08938505974194/10/A/21/8PZ";

  private final CodeReader reader = new CodeReader();

  @Test
  void everyCodeOfAPhotographIsRead() throws IOException {
    BufferedImage photo = photo(1400, 900);
    draw(photo, ONE, 100, 200, 0);
    draw(photo, TWO, 800, 300, 0);
    assertThat(reader.read(encode(photo, "jpg"))).containsExactlyInAnyOrder(ONE, TWO);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 17, 90, 133, 180, 270})
  void aCodeIsReadHoweverItIsTurned(int degrees) throws IOException {
    BufferedImage photo = photo(1000, 1000);
    draw(photo, ONE, 350, 350, degrees);
    assertThat(reader.read(encode(photo, "png"))).containsExactly(ONE);
  }

  @Test
  void aPictureWithoutACodeSaysNothing() throws IOException {
    assertThat(reader.read(encode(photo(300, 300), "png"))).isEmpty();
  }

  @Test
  void aBombOfPixelsIsRefusedByItsHeader() {
    assertThatThrownBy(() -> reader.read(pngHeader(30_000, 30_000)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("30000 × 30000 pixels");
  }

  @Test
  void damagedAndForeignFilesAreRefused() throws IOException {
    byte[] png = encode(photo(300, 300), "png");
    assertThatThrownBy(() -> reader.read(Arrays.copyOf(png, 60)))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> reader.read(encode(photo(30, 30), "gif")))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> reader.read(new byte[0])).isInstanceOf(RefusedException.class);
  }

  private static BufferedImage photo(int width, int height) {
    BufferedImage photo = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = photo.createGraphics();
    graphics.setColor(new Color(0xB0A890));
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return photo;
  }

  private static void draw(BufferedImage photo, String text, int x, int y, int degrees)
      throws IOException {
    BufferedImage code = ImageIO.read(new ByteArrayInputStream(PngCode.of(QrCode.of(text), 8)));
    Graphics2D graphics = photo.createGraphics();
    graphics.rotate(Math.toRadians(degrees), x + code.getWidth() / 2.0, y + code.getHeight() / 2.0);
    graphics.drawImage(code, x, y, null);
    graphics.dispose();
  }

  private static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  private static byte[] pngHeader(int width, int height) {
    ByteBuffer header = ByteBuffer.allocate(33);
    header.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    header.putInt(13).put(new byte[] {'I', 'H', 'D', 'R'}).putInt(width).putInt(height);
    header.put(new byte[] {1, 0, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(header.array(), 12, 17);
    return header.putInt((int) crc.getValue()).array();
  }
}
