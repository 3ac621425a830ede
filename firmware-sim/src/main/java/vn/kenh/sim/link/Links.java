package vn.kenh.sim.link;

/** The two kinds of MQTT client. */
public enum Links {
  /** Paho v5: MQTT 5, as gateways run it; four threads a connection. */
  PAHO,
  /** Vert.x: MQTT 3.1.1, many thousand connections in one process. */
  LIGHT;

  public MqttLink.Factory to(Endpoint endpoint) {
    return this == PAHO ? PahoLink.factory(endpoint) : VertxLink.factory(endpoint);
  }
}
