package vn.kenh.server.trace.label;

import java.time.LocalDate;
import vn.kenh.server.trace.gs1.DigitalLink;
import vn.kenh.server.trace.gs1.DigitalLinkUri;
import vn.kenh.server.trace.gs1.Gtin;
import vn.kenh.server.trace.gs1.Lot;
import vn.kenh.server.trace.gs1.Serial;

/**
 * What one label says.
 *
 * @param stem scheme and host of the Digital Link, the server's public address
 * @param product name of the product, any length
 * @param farm name of the farm, any length
 */
public record Label(
    String stem,
    Gtin gtin,
    Lot lot,
    Serial serial,
    String product,
    String farm,
    LocalDate harvested) {

  /** What its QR code says. */
  public String uri() {
    return new DigitalLinkUri(stem, DigitalLink.of(gtin, lot, serial)).text();
  }
}
