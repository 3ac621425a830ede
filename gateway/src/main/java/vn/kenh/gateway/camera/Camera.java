package vn.kenh.gateway.camera;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.kenh.gateway.reading.DeviceIds;

/**
 * An IP camera that answers a GET with a still. Its {@link #toString()} is safe for logs: addresses
 * of cameras carry passwords, before the host and in the query.
 */
public final class Camera {

  private static final Pattern ADDRESS = Pattern.compile("=(https?://)");

  private final String id;
  private final URI uri;
  private final Optional<CameraLogin> login;

  private Camera(String id, URI uri, Optional<CameraLogin> login) {
    this.id = id;
    this.uri = uri;
    this.login = login;
  }

  /**
   * Reads {@code id=http[s]://[user:password@]host[:port]/path}.
   *
   * @throws IllegalArgumentException if it is not of that form; what may be a secret is not in the
   *     message
   */
  public static Camera of(String text) {
    Matcher address = ADDRESS.matcher(text);
    if (!address.find()) {
      throw new IllegalArgumentException(
          "expected id=http://host/path or id=https://host/path, the address of a still");
    }
    String id = text.substring(0, address.start());
    if (!DeviceIds.isValid(id)) {
      // Not shown: where the id was forgotten, this is the beginning of an address.
      throw new IllegalArgumentException(
          "what stands before =" + address.group(1) + " is no device id");
    }
    try {
      return of(id, new URI(text.substring(address.start(1))));
    } catch (java.net.URISyntaxException e) {
      throw new IllegalArgumentException(
          "the address of " + id + " is none; write special characters as %XX");
    }
  }

  private static Camera of(String id, URI uri) throws java.net.URISyntaxException {
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("the address of " + id + " names no host");
    }
    URI open =
        new URI(
            uri.getScheme()
                + "://"
                + uri.getHost()
                + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                + (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
    return new Camera(id, open, Optional.ofNullable(uri.getUserInfo()).map(CameraLogin::of));
  }

  /** The device id its pictures are published under. */
  public String id() {
    return id;
  }

  /** Where the still is, without what stands before the host. */
  URI uri() {
    return uri;
  }

  /** User and password, where the address has them. */
  Optional<CameraLogin> login() {
    return login;
  }

  @Override
  public String toString() {
    return id + " at " + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }
}
