package vn.kenh.gateway.uplink;

import java.util.Optional;

/** Where pictures wait for the server. They go one at a time, so that readings pass between. */
public interface PictureSource {

  /** There are none. */
  PictureSource NONE = Optional::empty;

  /** The one to send next; the same one until it is settled or given up. May read from the disk. */
  Optional<OutgoingPicture> oldest();
}
