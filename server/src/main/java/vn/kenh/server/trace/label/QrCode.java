package vn.kenh.server.trace.label;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Map;

/**
 * The modules of one QR code, quiet zone not included: error correction M, no FNC1 (a Digital Link
 * is an ordinary URI), the smallest version that holds the text.
 */
public final class QrCode {

  /** Modules of white that ISO/IEC 18004 wants on every side. */
  public static final int QUIET_ZONE = 4;

  /** Told of each horizontal run of dark modules. */
  @FunctionalInterface
  public interface RunConsumer {
    void run(int x, int y, int length);
  }

  private final ByteMatrix modules;

  private QrCode(ByteMatrix modules) {
    this.modules = modules;
  }

  /**
   * Encodes {@code text}, mixing numeric, alphanumeric and byte mode so that it becomes as small as
   * it can.
   *
   * @throws IllegalArgumentException if no QR code can hold it
   */
  public static QrCode of(String text) {
    return encode(text, true);
  }

  /** As printers that encode for themselves may do it in the worst case: byte mode throughout. */
  static QrCode ofBytes(String text) {
    return encode(text, false);
  }

  private static QrCode encode(String text, boolean compact) {
    try {
      return new QrCode(
          Encoder.encode(
                  text,
                  ErrorCorrectionLevel.M,
                  compact ? Map.of(EncodeHintType.QR_COMPACT, true) : Map.of())
              .getMatrix());
    } catch (WriterException e) {
      throw new IllegalArgumentException(
          "no QR code holds these " + text.length() + " characters", e);
    }
  }

  /** Modules on a side. */
  public int size() {
    return modules.getWidth();
  }

  /** Modules on a side with the quiet zone. */
  public int sizeWithQuietZone() {
    return size() + 2 * QUIET_ZONE;
  }

  public boolean isDark(int x, int y) {
    return modules.get(x, y) == 1;
  }

  /** Every run of dark modules, row by row from the top left. */
  public void forEachRun(RunConsumer consumer) {
    for (int y = 0; y < size(); y++) {
      int start = -1;
      for (int x = 0; x <= size(); x++) {
        boolean dark = x < size() && isDark(x, y);
        if (dark && start < 0) {
          start = x;
        } else if (!dark && start >= 0) {
          consumer.run(start, y, x - start);
          start = -1;
        }
      }
    }
  }
}
