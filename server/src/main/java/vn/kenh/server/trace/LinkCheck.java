package vn.kenh.server.trace;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import vn.kenh.server.trace.gs1.DigitalLink;
import vn.kenh.server.trace.gs1.DigitalLinkUri;
import vn.kenh.server.trace.gs1.Gs1FormatException;

/** Says whether what a QR code reads leads to something this server issued. */
public final class LinkCheck {

  /** From the best to the worst. */
  public enum Verdict {
    /** A serial number that was issued for this very product and lot. */
    GENUINE,
    /** A lot that is known; the code names no single label. */
    BATCH_KNOWN,
    /** The lot is known, but the serial number was never issued for it. */
    UNKNOWN_SERIAL,
    /** Our address, but no such lot. */
    UNKNOWN_BATCH,
    /** A Digital Link to another address: nothing can be said here about what it shows. */
    OTHER_DOMAIN,
    /** Some other code. */
    NOT_A_DIGITAL_LINK;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What was found.
   *
   * @param text what the code says
   * @param reason why it is no Digital Link; empty where it is one
   */
  public record Result(
      String text,
      Verdict verdict,
      Optional<DigitalLink> link,
      Optional<Batch> batch,
      Optional<String> reason) {

    /**
     * The link itself where we know all of it; otherwise what of it we know: an unknown lot or
     * serial number walks up, as GS1's resolver standard asks.
     *
     * @param product a batch of the product
     */
    public DigitalLink known(Batch product) {
      return switch (verdict) {
        case GENUINE, BATCH_KNOWN -> link.orElseThrow();
        case UNKNOWN_SERIAL -> DigitalLink.of(product.gtin(), batch.orElse(product).lot());
        default -> DigitalLink.of(product.gtin());
      };
    }
  }

  private final Batches batches;
  private final Labels labels;

  public LinkCheck(Batches batches, Labels labels) {
    this.batches = batches;
    this.labels = labels;
  }

  /**
   * Checks the text of a QR code.
   *
   * @param stem our own public address
   */
  public Result check(String text, String stem) {
    DigitalLinkUri uri;
    try {
      uri = DigitalLinkUri.parse(text);
    } catch (Gs1FormatException e) {
      return new Result(
          text,
          Verdict.NOT_A_DIGITAL_LINK,
          Optional.empty(),
          Optional.empty(),
          Optional.of(e.reason()));
    }
    if (!sameAddress(uri.stem(), stem)) {
      return new Result(
          text, Verdict.OTHER_DOMAIN, Optional.of(uri.link()), Optional.empty(), Optional.empty());
    }
    return check(text, uri.link());
  }

  /** Checks a link that is known to lead here. */
  public Result check(DigitalLink link) {
    return check(link.pathAndQuery(), link);
  }

  private Result check(String text, DigitalLink link) {
    Optional<Batch> bySerial =
        link.serial().flatMap(labels::batchOf).filter(batch -> batch.gtin().equals(link.gtin()));
    Optional<Batch> byLot =
        link.lot().isPresent() ? batches.find(link.gtin(), link.lot().get()) : bySerial;
    Verdict verdict;
    if (byLot.isEmpty()) {
      verdict = Verdict.UNKNOWN_BATCH;
    } else if (link.serial().isEmpty()) {
      verdict = Verdict.BATCH_KNOWN;
    } else if (bySerial.map(Batch::id).equals(byLot.map(Batch::id))) {
      verdict = Verdict.GENUINE;
    } else {
      verdict = Verdict.UNKNOWN_SERIAL;
    }
    return new Result(text, verdict, Optional.of(link), byLot, Optional.empty());
  }

  /** HTTP or HTTPS alike, upper or lower case, the usual port written or not. */
  private static boolean sameAddress(String one, String other) {
    return address(one).equals(address(other));
  }

  private static String address(String stem) {
    try {
      URI uri = URI.create(stem);
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      boolean usual = uri.getPort() == (scheme.equals("https") ? 443 : 80);
      return String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT)
          + (usual || uri.getPort() < 0 ? "" : ":" + uri.getPort())
          + String.valueOf(uri.getPath());
    } catch (IllegalArgumentException e) {
      return stem;
    }
  }
}
