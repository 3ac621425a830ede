package vn.kenh.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what was begun, the last first. A part that fails to end does not keep the others. */
final class Closing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private final Deque<Runnable> ends = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T part) {
    return add(
        part,
        opened -> {
          try {
            opened.close();
          } catch (Exception e) {
            throw new IllegalStateException("cannot close " + opened.getClass().getSimpleName(), e);
          }
        });
  }

  synchronized <T> T add(T part, Consumer<T> end) {
    ends.push(() -> end.accept(part));
    return part;
  }

  @Override
  public void close() {
    for (Runnable end = next(); end != null; end = next()) {
      try {
        end.run();
      } catch (RuntimeException e) {
        LOG.warn("did not end cleanly", e);
      }
    }
  }

  private synchronized @Nullable Runnable next() {
    return ends.poll();
  }
}
