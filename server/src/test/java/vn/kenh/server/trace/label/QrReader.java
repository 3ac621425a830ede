package vn.kenh.server.trace.label;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import vn.kenh.testing.ServerProcess;

/** The second opinion: zbarimg reads what ZXing has written. */
final class QrReader {

  private static final int AT_ONCE = 100;

  private final Path folder;

  QrReader(Path folder) {
    this.folder = folder;
  }

  /** What zbarimg reads in each picture; empty text where it finds nothing. */
  List<String> read(List<Path> pictures) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int start = 0; start < pictures.size(); start += AT_ONCE) {
      List<Path> some = pictures.subList(start, Math.min(start + AT_ONCE, pictures.size()));
      List<String> command =
          new ArrayList<>(
              List.of(ServerProcess.program("zbarimg"), "--xml", "-Sdisable", "-Sqrcode.enable"));
      some.forEach(picture -> command.add(picture.toString()));
      Path log = Files.createTempFile(folder, "zbar", ".xml");
      try (ServerProcess zbarimg = ServerProcess.start(log, command)) {
        zbarimg.awaitExit();
        for (Path picture : some) {
          texts.add(text(zbarimg.log(), picture));
        }
      }
    }
    return texts;
  }

  /** Cuts a rectangle out of a picture. */
  Path crop(BufferedImage page, int x, int y, int width, int height) throws IOException {
    Path file = Files.createTempFile(folder, "label", ".png");
    ImageIO.write(
        page.getSubimage(
            x, y, Math.min(width, page.getWidth() - x), Math.min(height, page.getHeight() - y)),
        "png",
        file.toFile());
    return file;
  }

  private static String text(String xml, Path picture) {
    int source = xml.indexOf("<source href='" + picture + "'>");
    if (source < 0) {
      return "";
    }
    String section = xml.substring(source, xml.indexOf("</source>", source));
    int start = section.indexOf("<![CDATA[");
    return start < 0 ? "" : section.substring(start + 9, section.indexOf("]]>"));
  }
}
