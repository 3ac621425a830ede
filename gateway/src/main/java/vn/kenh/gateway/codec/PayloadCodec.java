package vn.kenh.gateway.codec;

/**
 * Turns the bytes of one payload format into readings. A codec keeps no state, is safe for use from
 * many threads, and is the only place that knows its format's key names and units.
 */
public interface PayloadCodec {

  /** The short name shown in metrics and in the quarantine, such as {@code senml}. */
  String name();

  /** Whether a publish to this topic is of this format. */
  boolean handles(String topic);

  /**
   * Decodes one message into {@code output}, in the catalogue's names and units.
   *
   * @throws UndecodableException if the payload as a whole cannot be read; what was already written
   *     to {@code output} is then discarded by the caller
   */
  void decode(Message message, ReadingOutput output) throws UndecodableException;
}
