package vn.kenh.server.trace.label;

import java.util.Arrays;
import java.util.Optional;

/** The stationery labels are printed on; all measures in millimetres. */
public enum Sheet {
  /** 21 labels of 63.5 × 38.1 mm on A4. */
  A4_3X7("a4-3x7", 210, 297, 3, 7, 63.5, 38.1, 15.1, 7.2, 2.5, 600),
  /** 65 labels of 38.1 × 21.2 mm on A4. */
  A4_5X13("a4-5x13", 210, 297, 5, 13, 38.1, 21.2, 10.7, 4.75, 2.5, 600),
  /** A roll of labels of 50 × 30 mm, one a page, for thermal printers of 203 dots an inch. */
  ROLL_50X30("roll-50x30", 50, 30, 1, 1, 50, 30, 0, 0, 0, 203);

  private final String code;
  private final double pageWidth;
  private final double pageHeight;
  private final int columns;
  private final int rows;
  private final double labelWidth;
  private final double labelHeight;
  private final double top;
  private final double left;
  private final double columnGap;
  private final double dotsPerInch;

  Sheet(
      String code,
      double pageWidth,
      double pageHeight,
      int columns,
      int rows,
      double labelWidth,
      double labelHeight,
      double top,
      double left,
      double columnGap,
      double dotsPerInch) {
    this.code = code;
    this.pageWidth = pageWidth;
    this.pageHeight = pageHeight;
    this.columns = columns;
    this.rows = rows;
    this.labelWidth = labelWidth;
    this.labelHeight = labelHeight;
    this.top = top;
    this.left = left;
    this.columnGap = columnGap;
    this.dotsPerInch = dotsPerInch;
  }

  /** The sheet the interface calls {@code code}, such as {@code a4-3x7}. */
  public static Optional<Sheet> find(String code) {
    return Arrays.stream(values()).filter(sheet -> sheet.code.equals(code)).findFirst();
  }

  public String code() {
    return code;
  }

  public double pageWidth() {
    return pageWidth;
  }

  public double pageHeight() {
    return pageHeight;
  }

  public double labelWidth() {
    return labelWidth;
  }

  public double labelHeight() {
    return labelHeight;
  }

  public int labelsPerPage() {
    return columns * rows;
  }

  /**
   * Distance of a label's left edge from the page's, for the {@code position}-th label of a page.
   */
  public double x(int position) {
    int column = position % columns;
    return left + column * (labelWidth + columnGap);
  }

  /** Distance of a label's top edge from the page's. */
  public double y(int position) {
    int row = position / columns;
    return top + row * labelHeight;
  }

  /** One dot of the printers used with it: modules are whole dots, so that none is thicker. */
  double dot() {
    return 25.4 / dotsPerInch;
  }
}
