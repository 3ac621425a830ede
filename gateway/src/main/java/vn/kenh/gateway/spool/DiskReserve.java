package vn.kenh.gateway.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is there only to be deleted: on a full disk it makes the room that acknowledgements
 * need to be written down, after which whole segments can go.
 */
final class DiskReserve {

  private static final Logger LOG = LoggerFactory.getLogger(DiskReserve.class);
  private static final int BYTES = 1 << 20;

  private final Path file;
  private boolean kept;

  DiskReserve(Path folder) {
    this.file = folder.resolve("reserve");
  }

  /** Sets the room aside, if it is not yet. */
  void keep() {
    if (kept) {
      return;
    }
    kept = true;
    try {
      Files.write(file, new byte[BYTES], StandardOpenOption.CREATE, StandardOpenOption.DSYNC);
    } catch (IOException e) {
      LOG.debug("no room for a reserve", e);
      release();
    }
  }

  /** Gives the room free. */
  void release() {
    kept = false;
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("cannot delete {}: {}", file, e.toString());
    }
  }
}
