package vn.kenh.sim.link;

/** Told what becomes of messages. Called under a connection's lock: returns at once. */
public interface DeliveryListener {

  /** It was handed to the network, perhaps not for the first time. */
  void sent(Outgoing message);

  /** The other side has it. */
  void acknowledged(Outgoing message);

  /** The other side does not want it. */
  void refused(Outgoing message);

  /** The buffer was full. */
  void dropped(Outgoing message);
}
