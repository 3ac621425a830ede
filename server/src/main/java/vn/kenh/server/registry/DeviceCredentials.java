package vn.kenh.server.registry;

import java.security.MessageDigest;
import java.util.Optional;
import vn.kenh.gateway.mqtt.DeviceAuthenticator;
import vn.kenh.gateway.mqtt.Identity;
import vn.kenh.server.registry.DeviceDirectory.Entry;

/** Answers from memory who may connect over MQTT, and for which devices each may speak. */
public final class DeviceCredentials implements DeviceAuthenticator {

  private static final byte[] NO_HASH = new byte[32];

  private final DeviceDirectory directory;
  private final boolean anonymousDevices;

  DeviceCredentials(DeviceDirectory directory, boolean anonymousDevices) {
    this.directory = directory;
    this.anonymousDevices = anonymousDevices;
  }

  @Override
  public Optional<Identity> authenticate(String userName, byte[] token) {
    Optional<Entry> known = directory.find(userName);
    byte[] expected = known.map(Entry::tokenHash).orElse(NO_HASH);
    boolean matches = MessageDigest.isEqual(Secrets.hash(token), expected);
    boolean accepted = known.isPresent() ? matches : anonymousDevices && Names.isId(userName);
    return accepted ? Optional.of(new RegisteredIdentity(userName)) : Optional.empty();
  }

  private final class RegisteredIdentity implements Identity {

    private final String device;

    RegisteredIdentity(String device) {
      this.device = device;
    }

    @Override
    public String device() {
      return device;
    }

    @Override
    public boolean speaksFor(String other) {
      return device.equals(other)
          || directory.find(other).flatMap(Entry::gateway).filter(device::equals).isPresent();
    }
  }
}
