package vn.kenh.server.registry;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enters devices in the registry that were accepted without being registered, so that what they
 * send can be found. They have no plot and no token until somebody gives them one. A bounded number
 * of them, since anybody on a trial's network can invent ids.
 */
public final class Newcomers {

  private static final Logger LOG = LoggerFactory.getLogger(Newcomers.class);

  private final Registry registry;
  private final Executor background;
  private final int most;
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private volatile int admitted;

  /**
   * Sets up the entrance.
   *
   * @param background where SQL may block
   * @param most how many devices may stand in the registry without a token
   */
  public Newcomers(Registry registry, Executor background, int most) {
    this.registry = registry;
    this.background = background;
    this.most = most;
    this.admitted = registry.devicesWithoutToken();
  }

  /**
   * A device was accepted. Answers at once; it is entered a moment later. May be called from any
   * thread, as often as one likes.
   */
  public void accepted(String device) {
    if (registry.isRegistered(device)
        || admitted + waiting.size() >= most
        || !Names.isId(device)
        || !waiting.add(device)) {
      return;
    }
    if (scheduled.compareAndSet(false, true)) {
      background.execute(this::admit);
    }
  }

  private void admit() {
    scheduled.set(false);
    List<String> batch = List.copyOf(waiting);
    try {
      registry.admit(batch);
      admitted = registry.devicesWithoutToken();
      if (admitted >= most) {
        LOG.warn(
            "{} devices have come without being registered; further ones are not listed", admitted);
      }
    } finally {
      // Where the database refused them, they are entered with what they send next.
      batch.forEach(waiting::remove);
    }
  }
}
