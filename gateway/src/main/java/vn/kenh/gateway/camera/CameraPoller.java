package vn.kenh.gateway.camera;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.gateway.mqtt.BackOff;

/**
 * Asks every camera for a still at an interval, and one that fails sooner at first, then less and
 * less often. Cameras are asked on threads of their own, so that nothing else waits for them.
 */
public final class CameraPoller implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CameraPoller.class);
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration SHORTEST_RETRY = Duration.ofSeconds(30);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(30);
  private static final int MOST_THREADS = 8;

  private final PictureQueue pictures;
  private final Duration interval;
  private final Clock clock;
  private final RandomGenerator random;
  private final StillFetcher fetcher;
  private final List<Watch> cameras;
  private final ScheduledExecutorService threads;

  /** With the usual patience for a camera: 30 seconds for a still. */
  public CameraPoller(
      List<Camera> cameras,
      Duration interval,
      PictureQueue pictures,
      Clock clock,
      RandomGenerator random) {
    this(cameras, interval, DEADLINE, pictures, clock, random);
  }

  CameraPoller(
      List<Camera> cameras,
      Duration interval,
      Duration deadline,
      PictureQueue pictures,
      Clock clock,
      RandomGenerator random) {
    this.pictures = pictures;
    this.interval = interval;
    this.clock = clock;
    this.random = random;
    this.fetcher = new StillFetcher(deadline, random);
    this.cameras = cameras.stream().map(Watch::new).toList();
    this.threads =
        Executors.newScheduledThreadPool(
            Math.max(1, Math.min(MOST_THREADS, cameras.size())),
            task -> {
              Thread thread = new Thread(task, "camera");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins with a first still of each, and returns at once. */
  public void start() {
    cameras.forEach(camera -> later(camera, Duration.ZERO));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void later(Watch camera, Duration wait) {
    try {
      var unused = threads.schedule(() -> ask(camera), wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("closed already");
    }
  }

  private void ask(Watch watch) {
    Duration wait = interval;
    try {
      long now = clock.millis();
      byte[] still = fetcher.fetch(watch.camera);
      pictures.add(watch.camera.id(), now, still);
      watch.works();
    } catch (BadStillException e) {
      wait = watch.fails(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      wait = watch.fails("its picture cannot be kept: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException e) {
      LOG.error("a fault while asking camera {}", watch.camera, e);
      wait = watch.fails("a fault of ours");
    }
    later(watch, wait);
  }

  /** One camera and how it does. */
  private final class Watch {
    private final Camera camera;
    private final BackOff backOff;
    private String trouble = "";

    Watch(Camera camera) {
      this.camera = camera;
      Duration shortest = interval.compareTo(SHORTEST_RETRY) < 0 ? interval : SHORTEST_RETRY;
      Duration longest = interval.compareTo(LONGEST_RETRY) > 0 ? interval : LONGEST_RETRY;
      this.backOff = new BackOff(shortest, longest, random);
    }

    void works() {
      if (!trouble.isEmpty()) {
        LOG.info("camera {} works again", camera);
        trouble = "";
      }
      backOff.reset();
    }

    /** Returns how long to leave it alone. */
    Duration fails(String why) {
      if (!why.equals(trouble)) {
        LOG.warn("no still of camera {}: {}; tries again", camera, why);
        trouble = why;
      }
      return backOff.next();
    }
  }
}
