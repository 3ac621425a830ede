package vn.kenh.gateway.mqtt;

import java.util.Optional;

/** Decides who may connect. Called on an event loop: implementations answer from memory. */
public interface DeviceAuthenticator {

  /**
   * Checks one connection's credentials.
   *
   * @param userName MQTT user name, which is the device id
   * @param token the password bytes
   * @return the identity, or empty to refuse the connection
   */
  Optional<Identity> authenticate(String userName, byte[] token);
}
