package vn.kenh.server.trace.label;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.apache.pdfbox.util.Matrix;

/**
 * Labels as a PDF to print at 100 %: codes as vectors, one path each, so that no printer blurs
 * them, and the font embedded, as far as it is used.
 *
 * <p>Labels are taken one by one, and pages beyond a few megabytes wait in a temporary file, so
 * that a very long print run needs no more memory than a short one.
 */
public final class PdfLabels {

  private static final long MEMORY_BYTES = 8L << 20;

  private PdfLabels() {}

  /**
   * Writes all of {@code labels} to {@code out}, which stays open.
   *
   * @param title shown by the reader's window and printer queue
   */
  public static void write(Sheet sheet, String title, Iterator<Label> labels, OutputStream out)
      throws IOException {
    try (Typeface regular = Typeface.regular();
        Typeface bold = Typeface.bold();
        PDDocument document =
            new PDDocument(MemoryUsageSetting.setupMixed(MEMORY_BYTES).streamCache)) {
      document.getDocumentInformation().setTitle(title);
      document.getDocumentInformation().setProducer("Kênh");
      document.getDocumentCatalog().setLanguage("vi");
      // Printers must not shrink the page to their margins: sheets and modules would not fit.
      PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
      preferences.setPrintScaling(PDViewerPreferences.PRINT_SCALING.None);
      document.getDocumentCatalog().setViewerPreferences(preferences);
      PDFont regularFont = PDType0Font.load(document, regular.font(), true);
      PDFont boldFont = PDType0Font.load(document, bold.font(), true);
      while (labels.hasNext()) {
        PDPage page =
            new PDPage(
                new PDRectangle(
                    (float) (sheet.pageWidth() * LabelLayout.POINTS_PER_MILLIMETRE),
                    (float) (sheet.pageHeight() * LabelLayout.POINTS_PER_MILLIMETRE)));
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          for (int i = 0; i < sheet.labelsPerPage() && labels.hasNext(); i++) {
            Label label = labels.next();
            QrCode code = QrCode.of(label.uri());
            draw(
                content,
                code,
                LabelLayout.of(label, code, sheet, regular, bold),
                sheet,
                i,
                regularFont,
                boldFont);
          }
        }
      }
      document.save(out, CompressParameters.NO_COMPRESSION);
    }
  }

  private static void draw(
      PDPageContentStream content,
      QrCode code,
      LabelLayout layout,
      Sheet sheet,
      int position,
      PDFont regular,
      PDFont bold)
      throws IOException {
    double points = LabelLayout.POINTS_PER_MILLIMETRE;
    double left = sheet.x(position) * points;
    double top = (sheet.pageHeight() - sheet.y(position)) * points;

    content.saveGraphicsState();
    double module = layout.module() * points;
    // Modules become whole numbers, y downwards: small, and free of rounding.
    content.transform(
        new Matrix(
            (float) module,
            0,
            0,
            (float) -module,
            (float) (left + layout.codeX() * points),
            (float) (top - layout.codeY() * points)));
    IOException[] failure = new IOException[1];
    code.forEachRun(
        (x, y, length) -> {
          try {
            content.addRect(x, y, length, 1);
          } catch (IOException e) {
            failure[0] = e;
          }
        });
    if (failure[0] != null) {
      throw failure[0];
    }
    content.fill();
    content.restoreGraphicsState();

    content.beginText();
    for (TextLine line : layout.text()) {
      content.setFont(line.bold() ? bold : regular, (float) line.size());
      content.setTextMatrix(
          Matrix.getTranslateInstance((float) (left + line.x()), (float) (top - line.baseline())));
      content.showText(line.text());
    }
    content.endText();
  }
}
