package vn.kenh.sim;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import vn.kenh.sim.farm.FarmPlan;
import vn.kenh.sim.link.Links;

/**
 * What to simulate and for whom.
 *
 * @param broker {@code mqtt://host:port} or {@code mqtts://host:port}
 * @param farms the farms
 * @param tokens token by device id; an empty one connects without credentials
 * @param seed the same seed gives the same farms
 * @param gateway id behind which all devices connect; empty: each has its own connection
 * @param links which MQTT client
 * @param interval between a device's reports
 * @param pictures between a camera's pictures
 * @param history how much of the past is told, a report a minute at most
 * @param seasonPictures how much farther back cameras have one picture a day
 * @param spinUp how long the world lives before it is watched, so that its soil forgets the start
 * @param speed simulated seconds in a second
 * @param faults as {@link vn.kenh.sim.fault.FaultSyntax} reads them
 * @param truth file for what really happened
 * @param window most unacknowledged messages of a connection
 * @param bufferLimit messages that a device keeps while its link is down
 */
public record SimulationOptions(
    String broker,
    List<FarmPlan> farms,
    Function<String, String> tokens,
    long seed,
    Optional<String> gateway,
    Links links,
    Duration interval,
    Duration pictures,
    Duration history,
    Duration seasonPictures,
    Duration spinUp,
    double speed,
    List<String> faults,
    Optional<Path> truth,
    int window,
    int bufferLimit) {

  /** A start: own connections by Paho, a report a minute, no history, no faults. */
  public static SimulationOptions of(String broker, List<FarmPlan> farms) {
    return new SimulationOptions(
        broker,
        farms,
        device -> "",
        1,
        Optional.empty(),
        Links.PAHO,
        Duration.ofMinutes(1),
        Duration.ofMinutes(30),
        Duration.ZERO,
        Duration.ZERO,
        Duration.ofDays(20),
        1,
        List.of(),
        Optional.empty(),
        20,
        20_000);
  }

  public SimulationOptions withTokens(Function<String, String> value) {
    return new SimulationOptions(
        broker,
        farms,
        value,
        seed,
        gateway,
        links,
        interval,
        pictures,
        history,
        seasonPictures,
        spinUp,
        speed,
        faults,
        truth,
        window,
        bufferLimit);
  }

  public SimulationOptions withSeed(long value) {
    return new SimulationOptions(
        broker,
        farms,
        tokens,
        value,
        gateway,
        links,
        interval,
        pictures,
        history,
        seasonPictures,
        spinUp,
        speed,
        faults,
        truth,
        window,
        bufferLimit);
  }

  public SimulationOptions withConnections(Optional<String> via, Links kind, int mostInFlight) {
    return new SimulationOptions(
        broker,
        farms,
        tokens,
        seed,
        via,
        kind,
        interval,
        pictures,
        history,
        seasonPictures,
        spinUp,
        speed,
        faults,
        truth,
        mostInFlight,
        bufferLimit);
  }

  public SimulationOptions withPace(Duration report, Duration picture, double times) {
    return new SimulationOptions(
        broker,
        farms,
        tokens,
        seed,
        gateway,
        links,
        report,
        picture,
        history,
        seasonPictures,
        spinUp,
        times,
        faults,
        truth,
        window,
        bufferLimit);
  }

  public SimulationOptions withHistory(Duration value, Duration seasonBack, Duration spin) {
    return new SimulationOptions(
        broker,
        farms,
        tokens,
        seed,
        gateway,
        links,
        interval,
        pictures,
        value,
        seasonBack,
        spin,
        speed,
        faults,
        truth,
        window,
        bufferLimit);
  }

  public SimulationOptions withFaults(List<String> value) {
    return new SimulationOptions(
        broker,
        farms,
        tokens,
        seed,
        gateway,
        links,
        interval,
        pictures,
        history,
        seasonPictures,
        spinUp,
        speed,
        value,
        truth,
        window,
        bufferLimit);
  }

  public SimulationOptions withTruth(Optional<Path> value) {
    return new SimulationOptions(
        broker,
        farms,
        tokens,
        seed,
        gateway,
        links,
        interval,
        pictures,
        history,
        seasonPictures,
        spinUp,
        speed,
        faults,
        value,
        window,
        bufferLimit);
  }
}
