package vn.kenh.sim.device;

import vn.kenh.sim.chance.SmoothNoise;
import vn.kenh.sim.chance.Substream;
import vn.kenh.sim.farm.DevicePlan;
import vn.kenh.sim.farm.FarmWorld;
import vn.kenh.sim.farm.PlotWorld;
import vn.kenh.sim.water.DripLine;
import vn.kenh.sim.weather.Sky;

/** The pump station: it runs while any valve of the farm is open, and watches the pond. */
final class PumpDevice extends SimDevice {

  private static final double POND_SQUARE_METRES = 900;

  private final Instrument level;
  private final Instrument pressure;
  private final Instrument salinity;
  private final Instrument acidity;
  private final SmoothNoise season;
  private final double waterEc;
  private double pond = 1.8;
  private double drawn;
  private double rained;

  PumpDevice(DevicePlan plan, FarmWorld world, Substream chance) {
    super(plan, world, chance, true);
    this.level = instrument("level", new Instrument.Quality(0.01, 0, 0.004, 0.001, 0, 5));
    this.pressure = instrument("pressure", new Instrument.Quality(0.8, 0.3, 1.2, 0.1, 0, 1000));
    this.salinity = instrument("ec", new Instrument.Quality(0.01, 0.01, 0.005, 0.01, 0, 20));
    this.acidity = instrument("ph", new Instrument.Quality(0.05, 0.05, 0.02, 0.01, 3, 11));
    this.season = new SmoothNoise(chance.child("season"), 12 * 86_400.0);
    this.waterEc = chance.uniform(11, 0.3, 0.7);
    this.drawn = litresDrawn();
  }

  @Override
  void measure(long millis, Sky sky, Telemetry out) {
    double head = 0;
    for (PlotWorld plot : world().plots()) {
      DripLine.Point point = plot.valve().pointAt(millis);
      head = Math.max(head, point.pressure());
    }
    boolean running = head > 0;
    double time = millis / 1000.0;
    out.put("pump_on", running)
        .put("water_pressure", running ? pressure.read(head + 18, millis) : 0, 1)
        .put("water_level", level.read(pond, millis), 3)
        .put("water_ec", salinity.read(waterEc * (1 + 0.12 * season.at(time)), millis), 2)
        .put("water_ph", acidity.read(7.2 + 0.12 * season.at(time), millis), 2);
  }

  /** Irrigation and the sun draw the pond down; rain and the canal fill it. */
  @Override
  void minute(long millis, Sky sky) {
    double now = litresDrawn();
    double rain = world().rainMm() - rained;
    rained = world().rainMm();
    double canal = Math.max(0, 1.8 - pond) * 0.00035;
    pond += canal - (now - drawn) / 1000 / POND_SQUARE_METRES + 3 * rain / 1000;
    pond = Math.max(0.2, Math.min(2.4, pond - sky.solarRadiation() * 1.5e-9));
    drawn = now;
  }

  private double litresDrawn() {
    double sum = 0;
    for (PlotWorld plot : world().plots()) {
      sum += plot.valve().litresAt(world().now());
    }
    return sum;
  }
}
