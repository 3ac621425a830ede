package vn.kenh.server.demo;

import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.Optional;
import vn.kenh.server.ServerSettings;

/** Under which addresses the server can be reached from here and from a phone nearby. */
final class DemoAddresses {

  private DemoAddresses() {}

  /** A host to connect to where {@code bound} is what the server was bound to. */
  static String local(String bound) {
    boolean any = bound.equals("0.0.0.0") || bound.equals("::") || bound.equals("[::]");
    return any ? "127.0.0.1" : bound;
  }

  /**
   * The stem of the QR codes: as set, or this machine's address in its network, so that a phone in
   * the same network can follow a code. Empty where the port is not known before the start.
   */
  static Optional<URI> publicUrl(ServerSettings settings) {
    if (settings.publicUrl().isPresent() || settings.http().port() == 0) {
      return settings.publicUrl();
    }
    boolean everywhere = !local(settings.http().host()).equals(settings.http().host());
    String host = everywhere ? inTheNetwork().orElse("localhost") : settings.http().host();
    return Optional.of(URI.create("http://" + host + ":" + settings.http().port()));
  }

  private static Optional<String> inTheNetwork() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(DemoAddresses::usable)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && address.isSiteLocalAddress())
          .map(address -> address.getHostAddress())
          .findFirst();
    } catch (SocketException e) {
      return Optional.empty(); // a machine without networks still shows the demonstration
    }
  }

  private static boolean usable(NetworkInterface network) {
    try {
      return network.isUp() && !network.isLoopback() && !network.isVirtual();
    } catch (SocketException e) {
      return false;
    }
  }
}
