package vn.kenh.gateway.mqtt;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a TLS endpoint shows, and whom it lets in.
 *
 * @param certificate PEM file with the server's certificate chain
 * @param key PEM file with its private key (PKCS#8)
 * @param clientAuthority PEM file of the authority whose client certificates are required; empty to
 *     ask for none
 */
public record MqttTls(Path certificate, Path key, Optional<Path> clientAuthority) {}
