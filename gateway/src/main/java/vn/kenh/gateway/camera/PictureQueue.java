package vn.kenh.gateway.camera;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.gateway.uplink.OutgoingPicture;
import vn.kenh.gateway.uplink.PictureSource;

/**
 * Pictures on their way to the server, a file each, until the server has them. Bounded: where the
 * link is down for long, the oldest give way to the newest. Safe for several threads.
 */
public final class PictureQueue implements PictureSource {

  private static final Logger LOG = LoggerFactory.getLogger(PictureQueue.class);
  private static final String SUFFIX = ".picture";

  /** Windows opens no folders; its file system syncs renames by itself. */
  private static final boolean FOLDERS_SYNC =
      !System.getProperty("os.name", "").startsWith("Windows");

  private final Path folder;
  private final long limitBytes;

  /** Sizes by file name; names sort by time. Guarded by this object's monitor. */
  private final TreeMap<String, Long> files = new TreeMap<>();

  private long bytes;
  private long dropped;
  private int sequence;

  /**
   * Opens the folder, which is made if need be, and takes over what an earlier process left.
   *
   * @throws UncheckedIOException if it cannot be used
   */
  public PictureQueue(Path folder, long limitBytes) {
    this.folder = folder;
    this.limitBytes = limitBytes;
    try {
      Files.createDirectories(folder);
      try (Stream<Path> found = Files.list(folder)) {
        for (Path file : found.toList()) {
          takeOver(file);
        }
      }
      dropOldest();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep pictures in " + folder, e);
    }
  }

  /**
   * Keeps a picture; on return it is durable.
   *
   * @throws IOException if it cannot be written
   */
  public synchronized void add(String device, long takenMillis, byte[] picture) throws IOException {
    String name;
    do {
      name = String.format(Locale.ROOT, "%013d-%06d%s", takenMillis, sequence++, SUFFIX);
    } while (files.containsKey(name));
    byte[] head = (device + "\n").getBytes(StandardCharsets.UTF_8);
    Path unfinished = folder.resolve(name + ".part");
    try {
      writeDurably(unfinished, head, picture);
      Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(unfinished); // A full disk must not fill up with halves.
      throw e;
    }
    if (FOLDERS_SYNC) {
      try (FileChannel directory = FileChannel.open(folder)) {
        directory.force(true);
      }
    }
    files.put(name, (long) head.length + picture.length);
    bytes += head.length + picture.length;
    dropOldest();
  }

  @Override
  public synchronized Optional<OutgoingPicture> oldest() {
    while (!files.isEmpty()) {
      String name = files.firstKey();
      try {
        byte[] all = Files.readAllBytes(folder.resolve(name));
        int end = 0;
        while (end < all.length && all[end] != '\n') {
          end++;
        }
        if (end < all.length) {
          String device = new String(all, 0, end, StandardCharsets.UTF_8);
          long taken = Long.parseLong(name.substring(0, name.indexOf('-')));
          byte[] picture = java.util.Arrays.copyOfRange(all, end + 1, all.length);
          return Optional.of(
              new OutgoingPicture(
                  "kenh/" + device + "/snapshot/" + taken, picture, () -> remove(name)));
        }
        LOG.warn("{} holds no picture and is dropped", name);
      } catch (IOException | NumberFormatException e) {
        LOG.warn("{} cannot be read and is dropped: {}", name, e.toString());
      }
      remove(name);
    }
    return Optional.empty();
  }

  /** Pictures that wait. */
  public synchronized int size() {
    return files.size();
  }

  /** Bytes that wait. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Pictures given up for newer ones since the start. */
  public synchronized long dropped() {
    return dropped;
  }

  private synchronized void remove(String name) {
    Long size = files.remove(name);
    if (size == null) {
      return;
    }
    bytes -= size;
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted; the server gets it again: {}", name, e.toString());
    }
  }

  private void dropOldest() {
    long before = dropped;
    while (bytes > limitBytes && files.size() > 1) {
      remove(files.firstKey());
      dropped++;
    }
    if (dropped > before) {
      LOG.warn("the pictures that wait take up all they may; {} of the oldest given up", dropped);
    }
  }

  private void takeOver(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(SUFFIX)) {
      long size = Files.size(file);
      files.put(name, size);
      bytes += size;
    } else if (name.endsWith(".part")) {
      Files.delete(file);
    }
  }

  private static void writeDurably(Path path, byte[] head, byte[] picture) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      write(file, head);
      write(file, picture);
      file.force(true);
    }
  }

  private static void write(FileChannel file, byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      file.write(rest);
    }
  }
}
