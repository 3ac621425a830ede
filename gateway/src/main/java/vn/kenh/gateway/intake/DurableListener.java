package vn.kenh.gateway.intake;

import vn.kenh.gateway.reading.Frame;

/** Told of readings as soon as they are on disk, for live feeds and latest values. */
public interface DurableListener {

  /** Nobody wants to know. */
  DurableListener NONE = frame -> {};

  /** Called on the commit thread, once a group: must be quick and must not block. */
  void durable(Frame frame);
}
