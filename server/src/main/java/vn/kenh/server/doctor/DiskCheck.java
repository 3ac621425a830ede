package vn.kenh.server.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Whether the data directory can be written to, has room, and how long the disk takes to sync. */
public final class DiskCheck {

  private static final long MIB = 1 << 20;
  private static final long TOO_LITTLE = 200 * MIB;
  private static final long LITTLE = 2048 * MIB;
  private static final Duration SLOW = Duration.ofMillis(100);
  private static final int SYNCS = 11;

  private DiskCheck() {}

  /** Looks at {@code dataDir}, or at where it would be created. */
  public static List<Finding> run(Path dataDir) {
    Path folder = existing(dataDir.toAbsolutePath());
    List<Finding> findings = new ArrayList<>();
    try {
      findings.add(space(dataDir, Files.getFileStore(folder).getUsableSpace()));
      findings.add(sync(folder));
    } catch (IOException e) {
      findings.add(
          Finding.bad(
              "disk",
              "cannot write to "
                  + folder
                  + " ("
                  + e.getMessage()
                  + "); make it writable for this user or choose another --data-dir"));
    }
    return findings;
  }

  private static Finding space(Path dataDir, long free) {
    String size =
        String.format(Locale.ROOT, "%.1f GiB free for %s", free / (1024.0 * MIB), dataDir);
    if (free < TOO_LITTLE) {
      return Finding.bad("disk", size + "; free some, or readings will be turned away");
    }
    return free < LITTLE
        ? Finding.note("disk", size + "; a long outage of the store needs more")
        : Finding.good("disk", size);
  }

  private static Finding sync(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder, "kenh-doctor", ".tmp");
    List<Long> nanos = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(probe, StandardOpenOption.WRITE)) {
      for (int i = 0; i < SYNCS; i++) {
        channel.write(ByteBuffer.allocate(4096));
        long start = System.nanoTime();
        channel.force(true);
        nanos.add(System.nanoTime() - start);
      }
    } finally {
      Files.delete(probe);
    }
    Collections.sort(nanos);
    Duration median = Duration.ofNanos(nanos.get(SYNCS / 2));
    String time = String.format(Locale.ROOT, "a sync takes %.1f ms", median.toNanos() / 1e6);
    return median.compareTo(SLOW) > 0
        ? Finding.note("disk", time + "; acknowledgements wait for it, a faster disk would help")
        : Finding.good("disk", time);
  }

  private static Path existing(Path folder) {
    Path candidate = folder;
    while (!Files.isDirectory(candidate) && candidate.getParent() != null) {
      candidate = candidate.getParent();
    }
    return candidate;
  }
}
