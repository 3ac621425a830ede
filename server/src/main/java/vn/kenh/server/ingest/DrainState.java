package vn.kenh.server.ingest;

import java.time.Instant;
import java.util.Optional;

/**
 * How the way into the store is.
 *
 * @param trouble what stops it, if anything does
 */
public record DrainState(Optional<Trouble> trouble) {

  /**
   * Why nothing is stored now.
   *
   * @param needsOperator whether it lasts until someone does what {@code detail} says
   * @param detail the store's words, with the cure
   * @param since when it began
   * @param nextTry when the store is asked again
   */
  public record Trouble(boolean needsOperator, String detail, Instant since, Instant nextTry) {}

  /** All is well. */
  static final DrainState FLOWING = new DrainState(Optional.empty());

  public boolean flowing() {
    return trouble.isEmpty();
  }
}
