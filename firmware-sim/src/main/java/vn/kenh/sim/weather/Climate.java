package vn.kenh.sim.weather;

/**
 * Normals by month, January first. The figures are rounded by hand to what is commonly published
 * for the region; they stand for a plausible year, not for a station's record.
 *
 * @param temperature mean air temperature, °C
 * @param range mean difference between a day's maximum and minimum, K
 * @param humidity mean relative humidity, %
 * @param sunshine actual over possible hours of sunshine, 0 to 1
 * @param rain depth, mm a month
 * @param rainDays days with rain, a month
 * @param wind mean speed at 2 m, m/s
 * @param pressure mean at sea level, hPa
 */
public record Climate(
    double[] temperature,
    double[] range,
    double[] humidity,
    double[] sunshine,
    double[] rain,
    double[] rainDays,
    double[] wind,
    double[] pressure) {

  private static final double DAYS_A_MONTH = 365.25 / 12;

  /** Hải Dương, Thái Bình and their neighbours: drizzle in February, rain from May to September. */
  public static Climate redRiverDelta() {
    return new Climate(
        new double[] {16.4, 17.3, 20.0, 23.9, 27.3, 29.2, 29.4, 28.7, 27.4, 24.8, 21.4, 18.0},
        new double[] {6.5, 5.5, 5.3, 6.0, 7.3, 7.4, 7.2, 6.8, 7.0, 7.5, 7.9, 7.6},
        new double[] {82, 85, 88, 89, 86, 83, 83, 86, 84, 81, 78, 78},
        new double[] {0.24, 0.17, 0.15, 0.26, 0.46, 0.46, 0.52, 0.47, 0.48, 0.47, 0.44, 0.37},
        new double[] {19, 24, 42, 90, 180, 230, 240, 285, 215, 130, 48, 20},
        new double[] {8, 12, 15, 13, 14, 15, 15, 16, 13, 9, 6, 5},
        new double[] {1.9, 2.0, 1.9, 2.0, 2.1, 2.0, 2.1, 1.8, 1.8, 1.9, 1.8, 1.8},
        new double[] {1019, 1017, 1014, 1011, 1007, 1003, 1003, 1003, 1007, 1012, 1016, 1019});
  }

  /** Thanh Hoá: a little warmer, and the rain comes later, with the storms of September. */
  public static Climate thanhHoa() {
    return new Climate(
        new double[] {17.0, 17.6, 19.9, 23.7, 27.5, 29.3, 29.5, 28.5, 27.1, 24.7, 21.6, 18.4},
        new double[] {5.8, 5.0, 5.0, 5.9, 7.2, 7.5, 7.4, 6.7, 6.3, 6.4, 6.8, 6.7},
        new double[] {85, 88, 90, 89, 84, 80, 80, 84, 85, 83, 81, 80},
        new double[] {0.24, 0.16, 0.16, 0.30, 0.50, 0.50, 0.55, 0.48, 0.45, 0.44, 0.40, 0.37},
        new double[] {24, 27, 41, 62, 150, 185, 205, 275, 390, 265, 80, 28},
        new double[] {9, 12, 15, 12, 12, 13, 12, 15, 15, 12, 8, 6},
        new double[] {1.6, 1.6, 1.6, 1.7, 1.8, 1.8, 1.9, 1.6, 1.7, 1.8, 1.7, 1.6},
        new double[] {1019, 1017, 1014, 1011, 1007, 1003, 1003, 1003, 1007, 1012, 1016, 1019});
  }

  /** The value of a monthly table on a day of the year (1 to 366), joined from month to month. */
  static double on(double[] monthly, double dayOfYear) {
    double position = dayOfYear / DAYS_A_MONTH - 0.5;
    int month = (int) StrictMath.floor(position);
    double x = position - month;
    double before = monthly[Math.floorMod(month, 12)];
    return before + x * (monthly[Math.floorMod(month + 1, 12)] - before);
  }
}
