package vn.kenh.gateway.uplink;

import java.util.Map;
import java.util.Set;

/**
 * The other direction of the connection to the server: commands for the devices behind this
 * gateway, and which of these are there. Called on threads of the uplink; must not block.
 */
public interface Downlink {

  /** Nobody is behind this gateway. */
  Downlink NONE =
      new Downlink() {
        @Override
        public Set<String> devices() {
          return Set.of();
        }

        @Override
        public Map<String, Boolean> online() {
          return Map.of();
        }

        @Override
        public void command(String topic, byte[] payload, Runnable acknowledge) {
          acknowledge.run();
        }
      };

  /** The devices that commands are wanted for; may grow at any time. */
  Set<String> devices();

  /** Devices of which it is known whether they are connected now. */
  Map<String, Boolean> online();

  /**
   * A command has come. The server sends at most 1,000 without an acknowledgement.
   *
   * @param acknowledge tells the server not to send it again; may be run at any time, by any
   *     thread, and does not block
   */
  void command(String topic, byte[] payload, Runnable acknowledge);
}
