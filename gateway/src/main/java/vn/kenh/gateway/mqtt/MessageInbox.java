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
   *     if the process ends first
   */
  void accept(Message message, Runnable onDurable);
}
