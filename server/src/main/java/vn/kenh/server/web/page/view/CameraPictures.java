package vn.kenh.server.web.page.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The pictures of cameras, with the addresses they are shown at. Methods may block. */
public interface CameraPictures {

  Optional<Picture> newest(String camera);

  /** Pictures taken in a half-open span of time, in order, at most {@code limit}. */
  List<Picture> between(String camera, Instant from, Instant to, int limit);
}
