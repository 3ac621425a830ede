package vn.kenh.gateway.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The data directory, held by one process at a time. */
public final class DataFolder implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Creates the folder if need be, for its owner alone (it holds credentials), and takes it for
   * this process until closed. The permissions of a folder that is there are left as they are.
   *
   * @throws DataFolderInUseException if another process has it
   * @throws UncheckedIOException if it cannot be created or written to
   */
  public static DataFolder open(Path path) {
    FileChannel channel = null;
    try {
      create(path);
      channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) != null) {
        return new DataFolder(path, channel);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot use " + path.toAbsolutePath() + " as data directory: " + e.getMessage(), e);
    }
    closeQuietly(channel);
    throw new DataFolderInUseException(path);
  }

  public Path path() {
    return path;
  }

  public Path spool() {
    return path.resolve("spool");
  }

  public Path quarantine() {
    return path.resolve("quarantine.db");
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }

  private static void create(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    Files.createDirectories(path);
    PosixFileAttributeView permissions =
        Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (permissions != null) {
      permissions.setPermissions(PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
