package vn.kenh.gateway.mqtt;

import vn.kenh.gateway.codec.Message;

/**
 * Takes over responsibility for messages. After {@code onDurable} has run, the message's readings
 * are on disk and the sender may be told so; until then it must not be.
 */
public interface MessageInbox {

  /**
   * Accepts one message. Called on an event loop and does not block: the number of messages that
   * wait for the disk is bounded by the caller (receive maximum, auto-read).
   *
   * @param onDurable run exactly once, on another thread, after the message is on disk; never run
   *     if the process ends first, nor if this method throws
   * @throws InboxFullException if there is no room for the message now; MQTT 5 clients are told of
   *     it alone (reason code 0x97), others as below
   * @throws RuntimeException if the message cannot be taken now; the caller ends the connection, so
   *     that the sender sends it again over the next one. A message that was accepted but never
   *     became durable would hold back the acknowledgements of all that come after it.
   */
  void accept(Message message, Runnable onDurable);
}
