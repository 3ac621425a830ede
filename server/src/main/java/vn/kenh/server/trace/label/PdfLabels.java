package vn.kenh.server.trace.label;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
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
      EncodedLabels encoded = new EncodedLabels(labels);
      while (encoded.hasNext()) {
        addPage(document, sheet, encoded, regular, bold, regularFont, boldFont);
      }
      document.save(out, CompressParameters.NO_COMPRESSION);
    }
  }

  private static void addPage(
      PDDocument document,
      Sheet sheet,
      EncodedLabels labels,
      Typeface regular,
      Typeface bold,
      PDFont regularFont,
      PDFont boldFont)
      throws IOException {
    PDPage page =
        new PDPage(
            new PDRectangle(
                (float) (sheet.pageWidth() * LabelLayout.POINTS_PER_MILLIMETRE),
                (float) (sheet.pageHeight() * LabelLayout.POINTS_PER_MILLIMETRE)));
    document.addPage(page);
    CodePainter codes = new CodePainter();
    List<TextLine> text = new ArrayList<>();
    for (int i = 0; i < sheet.labelsPerPage() && labels.hasNext(); i++) {
      EncodedLabels.Encoded next = labels.next();
      LabelLayout layout = LabelLayout.of(next.label(), next.code(), sheet, regular, bold);
      double points = LabelLayout.POINTS_PER_MILLIMETRE;
      double left = sheet.x(i) * points;
      double top = (sheet.pageHeight() - sheet.y(i)) * points;
      codes.paint(
          next.code(),
          left + layout.codeX() * points,
          top - layout.codeY() * points,
          layout.module() * points);
      for (TextLine line : layout.text()) {
        text.add(
            new TextLine(
                line.text(), line.bold(), left + line.x(), top - line.baseline(), line.size()));
      }
    }
    page.setContents(
        new PDStream(document, new ByteArrayInputStream(codes.content()), COSName.FLATE_DECODE));
    try (PDPageContentStream content =
        new PDPageContentStream(document, page, PDPageContentStream.AppendMode.APPEND, true)) {
      content.beginText();
      for (TextLine line : text) {
        content.setFont(line.bold() ? boldFont : regularFont, (float) line.size());
        content.setTextMatrix(
            Matrix.getTranslateInstance((float) line.x(), (float) line.baseline()));
        content.showText(line.text());
      }
      content.endText();
    }
  }
}
