package vn.kenh.server.trace.scan;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import vn.kenh.server.registry.RefusedException;

/**
 * Finds the QR codes in a photograph. Pictures come from anybody: what is no JPEG or PNG, or has
 * more pixels than a phone takes, is refused by its header, before a pixel is decoded.
 */
public final class CodeReader {

  /** Largest picture taken; a phone's 50 megapixels fit. */
  static final long MOST_PIXELS = 64_000_000;

  /** Larger pictures are read with fewer pixels: codes that fill a hand need no more. */
  private static final long WORKING_PIXELS = 5_000_000;

  private static final Map<DecodeHintType, Object> HINTS =
      Map.of(
          DecodeHintType.TRY_HARDER,
          true,
          DecodeHintType.POSSIBLE_FORMATS,
          List.of(BarcodeFormat.QR_CODE));

  /**
   * The texts of all codes found, each once.
   *
   * @throws RefusedException if this is no picture, or too large a one
   */
  public List<String> read(byte[] picture) {
    PixelSource pixels = PixelSource.of(decode(picture));
    Set<String> texts = new LinkedHashSet<>();
    for (PixelSource source = pixels; texts.isEmpty(); source = source.halved()) {
      collect(new HybridBinarizer(source), texts);
      if (texts.isEmpty()) {
        collect(new GlobalHistogramBinarizer(source), texts);
      }
      if (texts.isEmpty()) {
        collect(new HybridBinarizer(source.invert()), texts);
      }
      if (Math.min(source.getWidth(), source.getHeight()) < 200) {
        break;
      }
    }
    return List.copyOf(texts);
  }

  private static void collect(Binarizer binarizer, Set<String> texts) {
    BinaryBitmap bitmap = new BinaryBitmap(binarizer);
    try {
      for (Result result : new QRCodeMultiReader().decodeMultiple(bitmap, HINTS)) {
        texts.add(result.getText());
      }
    } catch (NotFoundException several) {
      // The reader of a single code looks more closely.
      try {
        texts.add(new QRCodeReader().decode(bitmap, HINTS).getText());
      } catch (ReaderException single) {
        return;
      }
    }
  }

  private static BufferedImage decode(byte[] picture) {
    if (!isJpeg(picture) && !isPng(picture)) {
      throw RefusedException.invalid("this is no JPEG or PNG picture");
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(picture))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw RefusedException.invalid("this is no JPEG or PNG picture");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return read(reader);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      if (e instanceof RefusedException refused) {
        throw refused;
      }
      throw RefusedException.invalid("this picture is damaged; take it again");
    }
  }

  private static BufferedImage read(ImageReader reader) throws IOException {
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
    if (width * height > MOST_PIXELS || width > 20_000 || height > 20_000) {
      throw RefusedException.invalid(
          "this picture has " + width + " × " + height + " pixels; at most 64 million are read");
    }
    ImageReadParam parameters = reader.getDefaultReadParam();
    int step = (int) Math.ceil(Math.sqrt((double) (width * height) / WORKING_PIXELS));
    parameters.setSourceSubsampling(step, step, 0, 0);
    return reader.read(0, parameters);
  }

  private static boolean isJpeg(byte[] b) {
    return b.length > 3 && (b[0] & 0xFF) == 0xFF && (b[1] & 0xFF) == 0xD8 && (b[2] & 0xFF) == 0xFF;
  }

  private static boolean isPng(byte[] b) {
    return b.length > 8 && (b[0] & 0xFF) == 0x89 && b[1] == 'P' && b[2] == 'N' && b[3] == 'G';
  }
}
