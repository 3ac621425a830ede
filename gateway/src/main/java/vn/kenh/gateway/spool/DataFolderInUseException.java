package vn.kenh.gateway.spool;

import java.nio.file.Path;

/** Another process works in the data directory. */
public final class DataFolderInUseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DataFolderInUseException(Path path) {
    super(
        "the data directory "
            + path.toAbsolutePath()
            + " is in use by another process; stop that one or choose another --data-dir");
  }
}
