package vn.kenh.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.gateway.mqtt.DeviceAuthenticator;
import vn.kenh.gateway.mqtt.Identity;
import vn.kenh.gateway.reading.DeviceIds;

/**
 * The devices of a farm gateway: a text file with a line {@code id:SHA-256 of the token in hex} for
 * each, {@code #} before comments. Read again when it changes. Who is not in it is refused, unless
 * unknown devices are allowed; who is in it always needs the right token.
 */
final class DeviceFile implements DeviceAuthenticator {

  private static final Logger LOG = LoggerFactory.getLogger(DeviceFile.class);
  private static final int HASH_BYTES = 32;

  private final Optional<Path> file;
  private final boolean anonymous;
  private volatile Map<String, byte[]> hashes = Map.of();
  private volatile FileTime read = FileTime.fromMillis(0);

  /** What is wrong with the file, told once for each change of it. */
  private String trouble = "";

  /**
   * Reads the file.
   *
   * @param anonymous whether devices that are not in the file may connect with any token
   * @throws IllegalArgumentException if the file cannot be read, with the line that is wrong
   */
  DeviceFile(Optional<Path> file, boolean anonymous) {
    this.file = file;
    this.anonymous = anonymous;
    file.ifPresent(this::load);
  }

  /** The devices in the file. */
  Set<String> ids() {
    return hashes.keySet();
  }

  /**
   * Reads the file again if it has changed; one that is wrong leaves everything as it was. To be
   * called by one thread.
   *
   * @return devices that are in it or in the one before, and not with the same token
   */
  Set<String> refresh() {
    return file.map(this::refresh).orElse(Set.of());
  }

  @Override
  public Optional<Identity> authenticate(String userName, byte[] token) {
    byte[] expected = hashes.get(userName);
    boolean good =
        expected == null
            ? anonymous && DeviceIds.isValid(userName)
            : MessageDigest.isEqual(expected, sha256(token));
    return good ? Optional.of(new DeviceIdentity(userName)) : Optional.empty();
  }

  private Set<String> refresh(Path path) {
    String version = "";
    try {
      FileTime modified = Files.getLastModifiedTime(path);
      if (modified.equals(read)) {
        return Set.of();
      }
      version = modified.toString();
      Map<String, byte[]> before = hashes;
      load(path);
      trouble = "";
      LOG.info("read {} devices from {}", hashes.size(), path);
      return changed(before, hashes);
    } catch (IOException | IllegalArgumentException e) {
      if (!trouble.equals(version + e)) {
        trouble = version + e;
        LOG.warn("the devices stay as they were: {}", e.toString());
      }
      return Set.of();
    }
  }

  private static Set<String> changed(Map<String, byte[]> before, Map<String, byte[]> now) {
    Set<String> changed = new HashSet<>(before.keySet());
    changed.addAll(now.keySet());
    changed.removeIf(id -> MessageDigest.isEqual(before.get(id), now.get(id)));
    return changed;
  }

  private void load(Path path) {
    try {
      FileTime modified = Files.getLastModifiedTime(path);
      Map<String, byte[]> found = new HashMap<>();
      int number = 0;
      for (String line : Files.readAllLines(path, StandardCharsets.UTF_8)) {
        number++;
        String text = line.strip();
        if (!text.isEmpty() && !text.startsWith("#")) {
          addLine(found, text, path, number);
        }
      }
      hashes = Map.copyOf(found);
      read = modified;
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + path + ": " + e, e);
    }
  }

  private static void addLine(Map<String, byte[]> found, String line, Path path, int number) {
    int colon = line.lastIndexOf(':');
    String id = colon < 0 ? "" : line.substring(0, colon);
    try {
      byte[] hash = HexFormat.of().parseHex(line.substring(colon + 1).strip());
      if (hash.length == HASH_BYTES && DeviceIds.isValid(id)) {
        found.put(id, hash);
        return;
      }
    } catch (IllegalArgumentException e) {
      LOG.debug("not hexadecimal", e); // Told below, in the same words as every other mistake.
    }
    throw new IllegalArgumentException(
        path + " line " + number + ": expected id:SHA-256 of the token in hex (64 digits)");
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A device that speaks for itself alone. */
  private record DeviceIdentity(String device) implements Identity {
    @Override
    public boolean speaksFor(String other) {
      return device.equals(other);
    }
  }
}
