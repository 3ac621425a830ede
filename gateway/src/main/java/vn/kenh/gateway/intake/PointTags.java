package vn.kenh.gateway.intake;

import vn.kenh.gateway.reading.LineProtocolWriter;

/** Which tags the points of a device get besides {@code device}. Called on event loops. */
public interface PointTags {

  /** No tags: at a gateway, which does not know where its devices stand. */
  PointTags NONE =
      new PointTags() {
        private final byte[] none = {};

        @Override
        public byte[] of(String device) {
          return none;
        }
      };

  /** Escaped tags as {@link LineProtocolWriter#tags} makes them, empty for none; never changed. */
  byte[] of(String device);
}
