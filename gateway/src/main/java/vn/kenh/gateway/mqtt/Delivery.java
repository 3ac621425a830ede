package vn.kenh.gateway.mqtt;

/**
 * What became of a message to subscribers.
 *
 * @param sent sessions that are connected and were handed the message
 * @param queued sessions that are offline and keep the message until they return
 * @param refused sessions whose queue was full, or that are offline and the message had QoS 0
 */
public record Delivery(int sent, int queued, int refused) {

  /** Whether at least one subscriber has the message or will get it when it returns. */
  public boolean reached() {
    return sent + queued > 0;
  }
}
