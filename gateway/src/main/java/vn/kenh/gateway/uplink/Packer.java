package vn.kenh.gateway.uplink;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.kenh.gateway.spool.EntryKind;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolEntry;

/**
 * Takes entries from the spool and makes parcels of them: many small groups of readings become one
 * compressed frame, a relayed message stays by itself. Used by one thread.
 */
final class Packer {

  /** Fast and small enough: a farm's uplink is slower than any processor. */
  private static final int ZSTD_LEVEL = 3;

  private final Spool spool;
  private final String frameTopic;
  private final int frameBytes;
  private final Duration linger;
  private @Nullable SpoolEntry left;

  Packer(Spool spool, UplinkOptions options) {
    this.spool = spool;
    this.frameTopic = "kenh/" + options.gateway() + "/frame";
    this.frameBytes = options.frameBytes();
    this.linger = options.linger();
  }

  /** The next parcel, empty if there was nothing to send within {@code timeout}. */
  Optional<Parcel> next(Duration timeout) throws InterruptedException {
    SpoolEntry first = left != null ? left : spool.take(timeout).orElse(null);
    left = null;
    if (first == null) {
      return Optional.empty();
    }
    if (first.kind() == EntryKind.MESSAGE) {
      return Optional.of(Parcel.relayed(first));
    }
    return Optional.of(frame(first));
  }

  private Parcel frame(SpoolEntry first) throws InterruptedException {
    List<SpoolEntry> entries = new ArrayList<>();
    ByteArrayOutputStream lines = new ByteArrayOutputStream(first.body().length);
    long end = System.nanoTime() + linger.toNanos();
    SpoolEntry entry = first;
    while (entry != null) {
      entries.add(entry);
      lines.writeBytes(entry.body());
      Duration rest = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      SpoolEntry more = lines.size() < frameBytes ? spool.take(rest).orElse(null) : null;
      boolean fits =
          more != null
              && more.kind() == EntryKind.FRAME
              && lines.size() + more.body().length <= 2 * frameBytes;
      if (more != null && !fits) {
        left = more;
      }
      entry = fits ? more : null;
    }
    return Parcel.frame(frameTopic, Zstd.compress(lines.toByteArray(), ZSTD_LEVEL), entries);
  }
}
