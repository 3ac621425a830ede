package vn.kenh.sim.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vn.kenh.sim.SimulationOptions;

/** How often devices report, how far back, how fast and for how long. */
final class PaceFlags {

  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  /** Many farms forget their beginning for less long, so that a load test begins soon. */
  private static final int MANY_DEVICES = 500;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "between a device's reports: 500ms, 10s, 5m (${DEFAULT-VALUE})")
  private String interval = "60s";

  @Option(
      names = "--picture-interval",
      paramLabel = "TIME",
      description = "between a camera's pictures (${DEFAULT-VALUE})")
  private String pictureInterval = "30m";

  @Option(
      names = "--hours",
      paramLabel = "N",
      description =
          "tell that much history (a report a minute at most), as fast as it is acknowledged,"
              + " beside the live reports")
  private int hours;

  @Option(
      names = "--season-pictures",
      paramLabel = "DAYS",
      description = "and one picture a day for so many days before")
  private int seasonPictures;

  @Option(names = "--history-only", description = "end when the history is acknowledged")
  private boolean historyOnly;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "end after so long, by the clock on the wall; else run until stopped")
  private @Nullable String runFor;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "simulated seconds in a second (${DEFAULT-VALUE})")
  private double speed = 1;

  /** {@code options} with this pace. */
  SimulationOptions applyTo(SimulationOptions options, int devices, Usage usage) {
    usage.check(speed > 0 && speed <= 100_000, "--speed must be more than 0, 100000 at most");
    usage.check(hours >= 0, "--hours must not be negative");
    usage.check(seasonPictures >= 0, "--season-pictures must not be negative");
    usage.check(!historyOnly || hours > 0, "--history-only needs --hours");
    return options
        .withPace(
            usage.time("--interval", interval),
            usage.time("--picture-interval", pictureInterval),
            speed)
        .withHistory(
            Duration.ofHours(hours),
            Duration.ofDays(seasonPictures),
            devices > MANY_DEVICES ? Duration.ofHours(3) : Duration.ofDays(20));
  }

  /** How long to run at most. */
  Duration limit(Usage usage) {
    return runFor == null ? FOR_EVER : usage.time("--for", runFor);
  }

  boolean historyOnly() {
    return historyOnly;
  }
}
