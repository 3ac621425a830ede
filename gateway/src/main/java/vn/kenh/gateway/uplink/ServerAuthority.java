package vn.kenh.gateway.uplink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** The only authorities whose certificate the server may show, in place of those Java knows. */
public final class ServerAuthority {

  private final Path file;
  private final SSLSocketFactory sockets;

  private ServerAuthority(Path file, SSLSocketFactory sockets) {
    this.file = file;
    this.sockets = sockets;
  }

  /**
   * Reads the certificates of a PEM file.
   *
   * @throws IllegalArgumentException if there is none in it, or it cannot be read
   */
  public static ServerAuthority of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException("there is no certificate in " + file);
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("authority-" + store.size(), certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      return new ServerAuthority(file, tls.getSocketFactory());
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          file + " holds no certificates in PEM (-----BEGIN CERTIFICATE-----): " + e.getMessage(),
          e);
    }
  }

  SSLSocketFactory sockets() {
    return sockets;
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
