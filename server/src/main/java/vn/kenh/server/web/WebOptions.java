package vn.kenh.server.web;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where HTTP is served.
 *
 * @param port 0 for any free one
 * @param tls the second, encrypted port, if any
 * @param publicUrl how people outside reach this server, if said
 * @param idle a connection on which nothing goes either way for so long is closed
 */
public record WebOptions(
    String host, int port, Optional<Tls> tls, Optional<URI> publicUrl, Duration idle) {

  private static final Duration IDLE = Duration.ofSeconds(75);

  /** With the usual patience for silent connections. */
  public WebOptions(String host, int port, Optional<Tls> tls, Optional<URI> publicUrl) {
    this(host, port, tls, publicUrl, IDLE);
  }

  /** An HTTPS port with its certificate chain and private key, PEM files. */
  public record Tls(int port, Path certificate, Path key) {}
}
