package vn.kenh.gateway.spool;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes complete segments away from the commit thread: bringing a log of many MiB into its file
 * takes a tenth of a second, and senders should not wait for it. Nothing depends on when or whether
 * that happens: what was committed is durable in the log, and a file whose closing a crash
 * interrupts is read with its log at the next start. Used by the commit thread alone.
 */
final class SegmentCloser {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentCloser.class);

  /** Files that may wait to be closed; on a disk that is slower still, commits wait too. */
  private static final int MOST = 2;

  private final Segments segments;
  private final Runnable onClosed;
  private final Deque<Thread> closing = new ArrayDeque<>();

  /**
   * @param onClosed run when a file has been closed in the background, on another thread
   */
  SegmentCloser(Segments segments, Runnable onClosed) {
    this.segments = segments;
    this.onClosed = onClosed;
  }

  /** Closes the segment soon. */
  void closeLater(SegmentWriter writer) {
    while (closing.size() >= MOST) {
      join(closing.remove());
    }
    segments.closing(writer.file);
    Thread thread =
        new Thread(
            () -> {
              close(writer);
              onClosed.run();
            },
            "spool-close");
    closing.add(thread);
    thread.start();
  }

  /** Returns once every segment is closed. */
  void awaitAll() {
    while (!closing.isEmpty()) {
      join(closing.remove());
    }
  }

  /** Closes the segment now. */
  void close(SegmentWriter writer) {
    try {
      writer.close();
    } catch (SQLException e) {
      LOG.warn("closing {}: {}", writer.file.path, e.toString());
    } finally {
      writer.file.bytes = writer.file.sizeOnDisk();
      segments.closed(writer.file);
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
