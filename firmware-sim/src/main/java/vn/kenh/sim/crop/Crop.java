package vn.kenh.sim.crop;

import java.util.List;

/**
 * A crop and its calendar. Crop coefficients, rooting depths and depletion fractions are those of
 * FAO-56 tables 12 and 22 (stages: table 11, shortened to local practice). Lychee has no row there;
 * citrus with 70 % canopy and no ground cover stands in for it.
 *
 * @param vietnamese what the grower calls it
 * @param coefficients crop coefficient of the initial, mid-season and end stages
 * @param stageDays days of the initial, development, mid and late stages
 * @param rootDepths metres at planting and at full growth
 * @param depletionFraction share of available water that the crop takes without stress (p)
 * @param canopies ground cover at planting and at full growth, 0 to 1
 * @param plantings days of the year on which seasons begin here
 */
public record Crop(
    String vietnamese,
    Coefficients coefficients,
    StageDays stageDays,
    Span rootDepths,
    double depletionFraction,
    Span canopies,
    List<Integer> plantings) {

  /** Crop coefficients Kc. */
  public record Coefficients(double initial, double mid, double end) {}

  /** Lengths of the four stages in days. */
  public record StageDays(int initial, int development, int mid, int late) {
    int total() {
      return initial + development + mid + late;
    }
  }

  /** A value at planting and the same when fully grown. */
  public record Span(double first, double full) {
    double at(double growth) {
      return first + (full - first) * growth;
    }
  }

  public static final Crop LYCHEE =
      new Crop(
          "Vải thiều",
          new Coefficients(0.70, 0.65, 0.70),
          new StageDays(60, 90, 120, 95),
          new Span(0.6, 0.6),
          0.50,
          new Span(0.62, 0.72),
          List.of(182));

  public static final Crop TOMATO =
      new Crop(
          "Cà chua",
          new Coefficients(0.60, 1.15, 0.80),
          new StageDays(25, 35, 50, 35),
          new Span(0.15, 0.6),
          0.40,
          new Span(0.06, 0.85),
          List.of(25, 258));

  public static final Crop CARROT =
      new Crop(
          "Cà rốt",
          new Coefficients(0.70, 1.05, 0.95),
          new StageDays(25, 35, 40, 20),
          new Span(0.10, 0.5),
          0.35,
          new Span(0.03, 0.90),
          List.of(15, 265));

  public static final Crop CABBAGE =
      new Crop(
          "Bắp cải",
          new Coefficients(0.70, 1.05, 0.95),
          new StageDays(20, 30, 35, 10),
          new Span(0.15, 0.5),
          0.45,
          new Span(0.05, 0.92),
          List.of(10, 110, 205, 290));

  public static final Crop ONION =
      new Crop(
          "Hành tỏi",
          new Coefficients(0.70, 1.05, 0.75),
          new StageDays(20, 30, 40, 20),
          new Span(0.10, 0.4),
          0.30,
          new Span(0.05, 0.70),
          List.of(20, 140, 275));

  public static final Crop POTATO =
      new Crop(
          "Khoai tây",
          new Coefficients(0.50, 1.15, 0.75),
          new StageDays(20, 25, 35, 15),
          new Span(0.10, 0.5),
          0.35,
          new Span(0.03, 0.92),
          List.of(15, 150, 293));

  public static final Crop SWEET_CORN =
      new Crop(
          "Ngô ngọt",
          new Coefficients(0.30, 1.15, 1.05),
          new StageDays(20, 25, 25, 10),
          new Span(0.15, 0.6),
          0.50,
          new Span(0.04, 0.90),
          List.of(40, 150, 262));

  /** All crops, in the order in which generated farms take turns with them. */
  public static final List<Crop> ALL =
      List.of(LYCHEE, CARROT, TOMATO, CABBAGE, ONION, POTATO, SWEET_CORN);

  /** Ground that lies bare between seasons: weeds and a little evaporation. */
  private static final Growth FALLOW = new Growth(0.35, 0.03, 0.15);

  /**
   * How far the crop stands on a day.
   *
   * @param coefficient Kc
   * @param canopy ground cover, 0 to 1
   * @param rootDepth metres
   */
  public record Growth(double coefficient, double canopy, double rootDepth) {}

  /** Days since the running season was planted, on a day of the year (with fraction). */
  public double age(double dayOfYear) {
    double youngest = 366;
    for (int planting : plantings) {
      double age = dayOfYear - planting;
      youngest = Math.min(youngest, age >= 0 ? age : age + 365.2425);
    }
    return youngest;
  }

  /** The crop on a day of the year (with fraction). */
  public Growth on(double dayOfYear) {
    double age = age(dayOfYear);
    if (age > stageDays.total()) {
      return FALLOW;
    }
    double growth = growth(age);
    return new Growth(coefficient(age), canopy(age, growth), rootDepths.at(growth));
  }

  /** Kc, straight from stage to stage (FAO-56 eq. 66). */
  private double coefficient(double age) {
    double late = stageDays.total() - stageDays.late();
    if (age > late) {
      double x = (age - late) / stageDays.late();
      return coefficients.mid() + x * (coefficients.end() - coefficients.mid());
    }
    double x = Math.max(0, Math.min(1, (age - stageDays.initial()) / stageDays.development()));
    return coefficients.initial() + x * (coefficients.mid() - coefficients.initial());
  }

  /** From 0 to 1 over the first two stages, slowly at first and at last. */
  private double growth(double age) {
    double x = Math.min(1, age / (stageDays.initial() + stageDays.development()));
    return x * x * (3 - 2 * x);
  }

  private double canopy(double age, double growth) {
    double late = stageDays.total() - stageDays.late();
    double wilting = age > late ? 0.25 * (age - late) / stageDays.late() : 0;
    return canopies.at(growth) * (1 - wilting);
  }
}
