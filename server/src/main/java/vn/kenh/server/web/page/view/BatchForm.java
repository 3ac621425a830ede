package vn.kenh.server.web.page.view;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import vn.kenh.server.registry.Names;
import vn.kenh.server.registry.RefusedException;
import vn.kenh.server.trace.NewBatch;
import vn.kenh.server.trace.gs1.Gs1FormatException;
import vn.kenh.server.trace.gs1.Gtin;
import vn.kenh.server.web.page.text.Texts;

/** Reads the form that enters a batch, and says beside each field what is wrong with it. */
public final class BatchForm {

  private final Texts texts;
  private final LocalDate today;
  private final Map<String, String> values;
  private final Map<String, String> errors = new HashMap<>();

  /**
   * Begins to read.
   *
   * @param values what was typed, by field name
   * @param today the day it is in Vietnam; no harvest lies behind it
   */
  public BatchForm(Map<String, String> values, LocalDate today, Texts texts) {
    this.values = values;
    this.today = today;
    this.texts = texts;
  }

  /** The batch, or empty if {@link #state} has errors to show. */
  public Optional<NewBatch> read() {
    String plot = value("plot");
    if (plot.isEmpty()) {
      errors.put("plot", texts.t("batches.plot.missing"));
    }
    String product = value("product");
    try {
      Names.requireName("product", product);
    } catch (RefusedException e) {
      errors.put("product", texts.t("batches.product.wrong"));
    }
    gtin();
    lot();
    Optional<LocalDate> harvested = harvested();
    OptionalDouble quantity = quantity();
    if (!errors.isEmpty() || harvested.isEmpty() || quantity.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        NewBatch.of(
            value("gtin"), value("lot"), plot, product, harvested.get(), quantity.getAsDouble()));
  }

  /** Notes that the registry refused what could be read. */
  public void refused(RefusedException refused) {
    if (refused.reason() == RefusedException.Reason.CONFLICT) {
      errors.put("lot", texts.t("batches.lot.taken"));
    } else {
      errors.put("", String.valueOf(refused.getMessage()));
    }
  }

  public FormState state() {
    return new FormState(values, errors);
  }

  private void gtin() {
    String digits = value("gtin").replace(" ", "");
    if (!digits.matches("\\d{8}|\\d{12,14}")) {
      errors.put("gtin", texts.t("batches.gtin.digits"));
      return;
    }
    try {
      Gtin.parse(digits);
    } catch (Gs1FormatException e) {
      errors.put("gtin", texts.t("batches.gtin.check"));
    }
  }

  private void lot() {
    try {
      NewBatch.lot(value("lot"));
    } catch (Gs1FormatException | RefusedException e) {
      errors.put("lot", texts.t("batches.lot.wrong"));
    }
  }

  private Optional<LocalDate> harvested() {
    try {
      LocalDate day = LocalDate.parse(value("harvested"));
      if (NewBatch.isHarvestDay(day, today)) {
        return Optional.of(day);
      }
    } catch (DateTimeException e) {
      // the error below covers a day that is no day as well
    }
    errors.put("harvested", texts.t("batches.harvested.wrong"));
    return Optional.empty();
  }

  private OptionalDouble quantity() {
    OptionalDouble quantity = TypedNumber.parse(value("quantity"));
    if (quantity.isPresent() && NewBatch.isQuantity(quantity.getAsDouble())) {
      return quantity;
    }
    errors.put("quantity", texts.t("batches.quantity.wrong"));
    return OptionalDouble.empty();
  }

  private String value(String field) {
    return values.getOrDefault(field, "").strip();
  }
}
