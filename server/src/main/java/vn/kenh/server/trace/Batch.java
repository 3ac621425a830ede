package vn.kenh.server.trace;

import java.time.Instant;
import java.time.LocalDate;
import vn.kenh.server.trace.gs1.Gtin;
import vn.kenh.server.trace.gs1.Lot;

/**
 * Produce that was harvested together and is labelled as one lot.
 *
 * @param plot id of the plot it grew on
 * @param product its name, as buyers read it
 * @param harvested day of the harvest, where the farm is
 * @param quantityKilograms what was harvested, in kg
 * @param labels how many labels were issued so far
 * @param createdBy name of the person or token that entered it
 */
public record Batch(
    String id,
    Gtin gtin,
    Lot lot,
    String plot,
    String product,
    LocalDate harvested,
    double quantityKilograms,
    long labels,
    Instant created,
    String createdBy) {}
