package vn.kenh.sim.cli;

import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Option;
import vn.kenh.sim.farm.FarmCatalogue;
import vn.kenh.sim.farm.FarmPlan;
import vn.kenh.sim.fault.Fault;
import vn.kenh.sim.fault.FaultSyntax;

/** Which farms there are, and what is wrong with them. */
final class FarmFlags {

  private static final int MOST_DEVICES = 200_000;

  @Option(
      names = "--farms",
      paramLabel = "N",
      description = "how many of the farms drawn by hand, 1 to 4 (${DEFAULT-VALUE})")
  private int farms = 2;

  @Option(
      names = "--devices",
      paramLabel = "N",
      description = "instead, that many devices on generated farms without cameras")
  private int devices;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "the same seed gives the same farms, bit for bit (${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--fault",
      paramLabel = "FAULT",
      split = ",",
      hideParamSyntax = true,
      description = {
        "KIND[=AMOUNT]@DEVICE[:FROM[..TO]], as in leak=0.3@drip-01:+6h..+12h; repeatable.",
        "KIND is one of those below; DEVICE is an id, its end (drip-01) or has a *; times are +6h"
            + " or -2d from the start, or RFC 3339."
      })
  private List<String> faults = List.of();

  /** The farms, once the options are known to be good. */
  List<FarmPlan> plans(Usage usage) {
    int drawn = FarmCatalogue.handDrawn().size();
    usage.check(farms >= 1 && farms <= drawn, "--farms must be 1 to " + drawn);
    usage.check(devices >= 0 && devices <= MOST_DEVICES, "--devices must be 0 to " + MOST_DEVICES);
    List<FarmPlan> plans =
        devices > 0
            ? FarmCatalogue.generated(seed, devices)
            : FarmCatalogue.handDrawn().subList(0, farms);
    for (String fault : faults) {
      usage.checked("--fault", () -> requireDevice(FaultSyntax.parse(fault, Instant.EPOCH), plans));
    }
    return plans;
  }

  long seed() {
    return seed;
  }

  List<String> faults() {
    return faults;
  }

  private static void requireDevice(Fault fault, List<FarmPlan> plans) {
    if (plans.stream()
        .flatMap(farm -> farm.devices().stream())
        .noneMatch(device -> fault.concerns(device.id()))) {
      throw new IllegalArgumentException("no device is called \"" + fault.devices() + "\"");
    }
  }
}
