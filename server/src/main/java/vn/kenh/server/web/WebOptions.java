package vn.kenh.server.web;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where HTTP is served.
 *
 * @param port 0 for any free one
 * @param tls the second, encrypted port, if any
 * @param publicUrl how people outside reach this server, if said
 */
public record WebOptions(String host, int port, Optional<Tls> tls, Optional<URI> publicUrl) {

  /** An HTTPS port with its certificate chain and private key, PEM files. */
  public record Tls(int port, Path certificate, Path key) {}
}
