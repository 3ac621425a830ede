package vn.kenh.server.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.stream.Stream;
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
    byte[] expected = known.filter(Entry::hasToken).map(Entry::tokenHash).orElse(NO_HASH);
    boolean matches = MessageDigest.isEqual(Secrets.hash(token), expected);
    boolean hasToken = known.filter(Entry::hasToken).isPresent();
    boolean accepted = hasToken ? matches : anonymousDevices && Names.isId(userName);
    return accepted ? Optional.of(new RegisteredIdentity(userName)) : Optional.empty();
  }

  /** Whether a token is that of a device, or of the gateway it reports through. */
  public boolean speaksFor(String device, String token) {
    byte[] hash = Secrets.hash(token.getBytes(StandardCharsets.UTF_8));
    Optional<Entry> known = directory.find(device);
    Optional<Entry> gateway = known.flatMap(Entry::gateway).flatMap(directory::find);
    return Stream.of(known, gateway)
        .flatMap(Optional::stream)
        .filter(Entry::hasToken)
        .anyMatch(entry -> MessageDigest.isEqual(hash, entry.tokenHash()));
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
