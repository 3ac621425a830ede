package vn.kenh.server.camera;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Files that are whole or not there: each is written under another name, synced, and renamed; then
 * its folder is synced. On return they survive a power cut.
 */
final class DurableFiles {

  /** Windows opens no folders; its file system syncs renames by itself. */
  private static final boolean FOLDERS_CAN_BE_SYNCED = File.separatorChar == '/';

  private final Path root;
  private final Path unfinished;

  /** Opens a folder, creates it where it is missing, and clears what a crash left half written. */
  DurableFiles(Path root) throws IOException {
    this.root = root;
    this.unfinished = Files.createDirectories(root.resolve("unfinished"));
    try (Stream<Path> files = Files.list(unfinished)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  /** Where the file with a name is, in a folder of the name's first two characters. */
  Path path(String name) {
    return root.resolve(name.substring(0, 2)).resolve(name);
  }

  /** Keeps a file; one of that name that is already there is taken to be the same. */
  void write(String name, byte[] content) throws IOException {
    Path file = path(name);
    Path folder = root.resolve(name.substring(0, 2));
    boolean folderIsNew = !Files.isDirectory(folder);
    Files.createDirectories(folder);
    if (!Files.exists(file)) {
      Path written = unfinished.resolve(UUID.randomUUID().toString());
      try {
        writeAndSync(written, content);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
    }
    // Also for a file found there: whoever wrote it may not have come this far yet.
    for (Path changed : folderIsNew ? List.of(folder, root) : List.of(folder)) {
      sync(changed);
    }
  }

  private static void writeAndSync(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  private static void sync(Path folder) throws IOException {
    if (FOLDERS_CAN_BE_SYNCED) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
