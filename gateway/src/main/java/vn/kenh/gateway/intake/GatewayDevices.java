package vn.kenh.gateway.intake;

/** Which devices a gateway may report for. Called on event loops: answers from memory. */
public interface GatewayDevices {

  /** Whether readings of {@code device} may come in a frame of {@code gateway}. */
  boolean reportsFor(String gateway, String device);
}
