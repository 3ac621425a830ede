package vn.kenh.gateway.bench;

import vn.kenh.gateway.mqtt.Identity;

/** A device of a load run, which speaks for itself alone. */
record LoadIdentity(String device) implements Identity {

  @Override
  public boolean speaksFor(String other) {
    return other.equals(device);
  }
}
