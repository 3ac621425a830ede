package vn.kenh.server.trace.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.kenh.testing.ServerProcess;

/** Every label of every form is rasterised, cut out, and read by a decoder that is not ours. */
final class LabelDecodingIT {

  private static final int DPI = 300;

  @TempDir private Path folder;
  private QrReader reader;

  @BeforeEach
  void prepare() {
    reader = new QrReader(folder);
  }

  @ParameterizedTest
  @EnumSource
  void everyLabelOfASheetIsRead(Sheet sheet) throws IOException {
    List<Label> labels =
        Stream.concat(LabelFixtures.varied().stream(), LabelFixtures.run(150).stream()).toList();
    Path pdf = print(sheet, labels);

    List<Path> cuts = new ArrayList<>();
    for (BufferedImage page : rasterise(pdf)) {
      for (int i = 0; i < sheet.labelsPerPage() && cuts.size() < labels.size(); i++) {
        cuts.add(
            reader.crop(
                page,
                pixels(sheet.x(i)),
                pixels(sheet.y(i)),
                pixels(sheet.labelWidth()),
                pixels(sheet.labelHeight())));
      }
    }
    assertThat(reader.read(cuts)).isEqualTo(labels.stream().map(Label::uri).toList());
  }

  @ParameterizedTest
  @EnumSource
  void theTextOfEveryLabelIsThereToRead(Sheet sheet) throws IOException {
    List<Label> labels = LabelFixtures.run(30);
    try (PDDocument document = Loader.loadPDF(print(sheet, labels).toFile())) {
      assertThat(document.getNumberOfPages())
          .isEqualTo((labels.size() + sheet.labelsPerPage() - 1) / sheet.labelsPerPage());
      String text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
      assertThat(text)
          .contains("Vải thiều Thanh Hà")
          .contains("Hợp tác xã Ngọc Ẩn")
          .contains("Thu hoạch 05/06/2026")
          .contains("Lô VT24-118")
          .contains("(01) 08938505974194");
      for (Label label : labels) {
        assertThat(text).contains("(21) " + label.serial());
      }
      document
          .getPage(0)
          .getResources()
          .getFontNames()
          .forEach(
              name ->
                  assertThat(fontName(document, name))
                      .as("embedded as a subset")
                      .matches("[A-Z]{6}\\+LiberationSans(-Bold)?"));
    }
  }

  @Test
  void everyPngIsRead() throws IOException {
    List<Label> labels = LabelFixtures.varied();
    List<Path> files = new ArrayList<>();
    for (Label label : labels) {
      for (int pixels : new int[] {3, 4, 8}) {
        Path file = Files.createTempFile(folder, "code", ".png");
        Files.write(file, PngCode.of(QrCode.of(label.uri()), pixels));
        files.add(file);
      }
    }
    assertThat(reader.read(files))
        .isEqualTo(
            labels.stream()
                .flatMap(label -> Stream.of(label.uri(), label.uri(), label.uri()))
                .toList());
  }

  @Test
  void everySvgIsReadAsABrowserDrawsIt() throws IOException {
    List<Label> labels =
        Stream.concat(LabelFixtures.varied().stream(), LabelFixtures.run(3).stream()).toList();
    List<Path> pictures = new ArrayList<>();
    for (Label label : labels) {
      Path svg = Files.createTempFile(folder, "code", ".svg");
      Files.writeString(svg, SvgCode.of(QrCode.of(label.uri())));
      pictures.add(screenshot(svg));
    }
    assertThat(reader.read(pictures)).isEqualTo(labels.stream().map(Label::uri).toList());
  }

  private Path print(Sheet sheet, List<Label> labels) throws IOException {
    Path pdf = folder.resolve(sheet.code() + ".pdf");
    try (OutputStream out = Files.newOutputStream(pdf)) {
      PdfLabels.write(sheet, "Nhãn", labels.iterator(), out);
    }
    return pdf;
  }

  private List<BufferedImage> rasterise(Path pdf) throws IOException {
    Path stem = Files.createTempDirectory(folder, "pages").resolve("p");
    run("pdftoppm", "-r", String.valueOf(DPI), "-gray", "-png", pdf.toString(), stem.toString());
    List<BufferedImage> pages = new ArrayList<>();
    try (Stream<Path> files = Files.list(stem.getParent())) {
      for (Path file : files.sorted().toList()) {
        pages.add(ImageIO.read(file.toFile()));
      }
    }
    return pages;
  }

  private Path screenshot(Path svg) throws IOException {
    Path png = Files.createTempFile(folder, "shot", ".png");
    run(
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--user-data-dir=" + folder.resolve("chromium"),
        "--window-size=400,400",
        "--force-device-scale-factor=2",
        "--screenshot=" + png,
        svg.toUri().toString());
    return png;
  }

  private void run(String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(ServerProcess.program(program)));
    command.addAll(List.of(arguments));
    try (ServerProcess process = ServerProcess.start(folder.resolve(program + ".log"), command)) {
      assertThat(process.awaitExit()).as(process.log()).isZero();
    }
  }

  private static String fontName(PDDocument document, org.apache.pdfbox.cos.COSName name) {
    try {
      return document.getPage(0).getResources().getFont(name).getName();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static int pixels(double millimetres) {
    return (int) Math.round(millimetres / 25.4 * DPI);
  }
}
