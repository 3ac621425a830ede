package vn.kenh.server.device;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import vn.kenh.gateway.codec.Message;
import vn.kenh.gateway.mqtt.MessageInbox;

/**
 * Takes {@code kenh/{device}/status}: {@code online} or {@code offline}, the latter often as the
 * will. It is not kept on disk, because a restart begins with nobody connected anyway.
 */
public final class StatusInbox implements MessageInbox {

  private final Presence presence;
  private final Executor acknowledgements;

  /**
   * Makes the inbox.
   *
   * @param acknowledgements runs what tells the sender, on another thread than the caller's
   */
  public StatusInbox(Presence presence, Executor acknowledgements) {
    this.presence = presence;
    this.acknowledgements = acknowledgements;
  }

  @Override
  public void accept(Message message, Runnable onDurable) {
    String device = message.topic().split("/", -1)[1];
    String status = new String(message.payload(), StandardCharsets.UTF_8).strip();
    if (status.equalsIgnoreCase("online") || status.equalsIgnoreCase("offline")) {
      presence.said(device, status.equalsIgnoreCase("online"));
    }
    acknowledgements.execute(onDurable);
  }
}
