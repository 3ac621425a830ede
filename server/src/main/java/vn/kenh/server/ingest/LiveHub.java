package vn.kenh.server.ingest;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.gateway.intake.DurableListener;
import vn.kenh.gateway.reading.Frame;
import vn.kenh.gateway.reading.LineProtocolException;
import vn.kenh.gateway.reading.LineProtocolReader;

/**
 * Takes frames on the commit thread, reads them on its own, and keeps {@link LatestReadings} and
 * {@link LiveFeed} up to date, whatever backlog waits for the store. Where frames come faster than
 * they can be read the oldest are passed over: the screen shows the newest, and latest values are
 * asked of the store again. Then reading pauses too, so that the screen leaves the processor to
 * those who wait for acknowledgements.
 */
public final class LiveHub implements DurableListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveHub.class);
  private static final int FRAMES = 256;

  /** Pause for each time spent reading while frames are passed over. */
  private static final int REST = 3;

  private final LatestReadings latest;
  private final LiveFeed feed;
  private final BlockingQueue<Frame> frames = new ArrayBlockingQueue<>(FRAMES);
  private final AtomicLong passedOver = new AtomicLong();
  private final LineProtocolReader point = new LineProtocolReader();
  private final Thread thread;

  public LiveHub(LatestReadings latest, LiveFeed feed) {
    this.latest = latest;
    this.feed = feed;
    this.thread = new Thread(this::run, "live");
    this.thread.setDaemon(true);
  }

  /** Begins to read. */
  public LiveHub start() {
    thread.start();
    return this;
  }

  @Override
  public void durable(Frame frame) {
    while (!frames.offer(frame)) {
      if (frames.poll() != null) {
        passedOver.incrementAndGet();
      }
    }
  }

  /** Frames that came too fast to be shown live. */
  public long passedOver() {
    return passedOver.get();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long known = 0;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Frame frame = frames.take();
        boolean hurried = passedOver.get() != known;
        if (hurried) {
          known = passedOver.get();
          latest.forget();
        }
        long start = System.nanoTime();
        read(frame);
        if (hurried) {
          TimeUnit.NANOSECONDS.sleep(REST * (System.nanoTime() - start));
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the live feed ends");
    }
  }

  private void read(Frame frame) {
    point.read(frame.lines());
    boolean more = true;
    while (more) {
      try {
        more = point.next();
        if (more) {
          latest.update(point);
          feed.publish(point);
        }
      } catch (LineProtocolException e) {
        LOG.debug("a line that cannot be read is not shown live: {}", e.getMessage());
      } catch (RuntimeException e) {
        LOG.error("a point cannot be shown live", e);
      }
    }
  }
}
