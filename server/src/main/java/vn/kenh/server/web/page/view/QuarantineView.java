package vn.kenh.server.web.page.view;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import vn.kenh.gateway.spool.QuarantineItem;

/**
 * What was set aside.
 *
 * @param total how many items there are in all
 * @param next where the next page begins; empty on the last one
 * @param result what a replay just did, in the reader's language
 */
public record QuarantineView(
    List<Item> items, long total, OptionalLong next, Optional<Result> result) {

  /**
   * What a replay came to.
   *
   * @param good whether everything could be read this time
   */
  public record Result(boolean good, String text) {}

  /**
   * One item, ready to be shown.
   *
   * @param size of the payload in bytes
   * @param text the payload as text, if it is text
   * @param hex its first bytes
   */
  public record Item(
      long id,
      QuarantineItem.Kind kind,
      String topic,
      String device,
      Instant received,
      QuarantineReason reason,
      String error,
      int size,
      Optional<String> text,
      String hex) {

    public static Item of(QuarantineItem item) {
      return new Item(
          item.id(),
          item.kind(),
          item.topic(),
          item.device(),
          Instant.ofEpochMilli(item.receivedMillis()),
          QuarantineReason.of(item),
          item.error(),
          item.payload().length,
          PayloadPreview.text(item.payload()),
          PayloadPreview.hex(item.payload()));
    }

    /** The key of what it is, in the message catalogue. */
    public String kindKey() {
      return "quarantine.kind." + kind.name().toLowerCase(Locale.ROOT);
    }
  }
}
