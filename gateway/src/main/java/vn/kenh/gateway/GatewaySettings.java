package vn.kenh.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vn.kenh.gateway.camera.Camera;
import vn.kenh.gateway.mqtt.BrokerOptions;
import vn.kenh.gateway.uplink.UplinkOptions;

/**
 * What a gateway is told at its start, checked.
 *
 * @param brokers brokers to read from, besides the devices that connect
 * @param spoolLimitBytes disk space for readings the server does not have yet
 * @param devices who may connect
 * @param cameras which IP cameras to fetch stills of
 */
record GatewaySettings(
    Path dataDir,
    String mqttHost,
    int mqttPort,
    UplinkOptions uplink,
    List<BrokerOptions> brokers,
    long spoolLimitBytes,
    Optional<Path> devices,
    boolean anonymousDevices,
    CameraSettings cameras) {

  /**
   * Cameras and how to treat them all.
   *
   * @param interval time between two stills of one camera
   * @param limitBytes disk space for stills the server does not have yet
   */
  record CameraSettings(List<Camera> cameras, Duration interval, long limitBytes) {}
}
