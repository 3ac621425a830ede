package vn.kenh.server.trace;

import java.time.LocalDate;
import vn.kenh.server.registry.Names;
import vn.kenh.server.registry.RefusedException;
import vn.kenh.server.trace.gs1.Gs1FormatException;
import vn.kenh.server.trace.gs1.Gtin;
import vn.kenh.server.trace.gs1.Lot;

/** A batch that someone wants to enter; see {@link Batch} for what the values mean. */
public record NewBatch(
    Gtin gtin,
    Lot lot,
    String plot,
    String product,
    LocalDate harvested,
    double quantityKilograms) {

  private static final double LARGEST_QUANTITY = 1e7;
  private static final int EARLIEST_YEAR = 2000;

  /**
   * From what people typed.
   *
   * @param gtin 8, 12, 13 or 14 digits
   * @throws RefusedException saying what is wrong with which value
   */
  public static NewBatch of(
      String gtin,
      String lot,
      String plot,
      String product,
      LocalDate harvested,
      double quantityKilograms) {
    if (!isQuantity(quantityKilograms)) {
      throw RefusedException.invalid("\"quantity_kg\" must be more than 0 and at most 10000000 kg");
    }
    try {
      return new NewBatch(
          Gtin.parse(gtin),
          lot(lot),
          plot,
          Names.requireName("product", product),
          harvested,
          quantityKilograms);
    } catch (Gs1FormatException e) {
      throw RefusedException.invalid(e.reason());
    }
  }

  /** Whether a batch can weigh this: more than 0 and at most 10,000 t. */
  public static boolean isQuantity(double kilograms) {
    return kilograms > 0 && kilograms <= LARGEST_QUANTITY;
  }

  /** Whether a batch can have been harvested that day: from the year 2000 to today. */
  public static boolean isHarvestDay(LocalDate day, LocalDate today) {
    return !day.isAfter(today) && day.getYear() >= EARLIEST_YEAR;
  }

  /**
   * A lot as people type it.
   *
   * @throws RefusedException if no link can hold it
   */
  public static Lot lot(String typed) throws Gs1FormatException {
    String stripped = typed.strip();
    if (stripped.equals(".") || stripped.equals("..")) {
      // Browsers take such a part of an address for "here" and "one up", however it is encoded.
      throw RefusedException.invalid("\"lot\" cannot be made of dots alone: no link can hold it");
    }
    return new Lot(stripped);
  }
}
