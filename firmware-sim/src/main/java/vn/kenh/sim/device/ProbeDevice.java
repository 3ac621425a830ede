package vn.kenh.sim.device;

import java.util.ArrayList;
import java.util.List;
import vn.kenh.sim.chance.SmoothNoise;
import vn.kenh.sim.chance.Substream;
import vn.kenh.sim.farm.DevicePlan;
import vn.kenh.sim.farm.FarmWorld;
import vn.kenh.sim.farm.PlotWorld;
import vn.kenh.sim.soil.SoilColumn;
import vn.kenh.sim.weather.Sky;

/** A soil probe with moisture at 10, 30 and 50 cm, and temperature, salinity and pH at 10 cm. */
final class ProbeDevice extends SimDevice {

  private final PlotWorld plot;
  private final List<Instrument> moistures = new ArrayList<>();
  private final Instrument temperature;
  private final Instrument salinity;
  private final Instrument acidity;
  private final SmoothNoise fertiliser;
  private final double poreWaterEc;
  private final double reaction;
  private final double spot;

  ProbeDevice(DevicePlan plan, FarmWorld world, Substream chance) {
    super(plan, world, chance, false);
    this.plot = world.plot(plan.plot());
    for (int i = 0; i < SoilColumn.LAYERS; i++) {
      moistures.add(
          instrument("moisture" + i, new Instrument.Quality(0.8, 0.5, 0.15, 0.1, 0, 100)));
    }
    this.temperature =
        instrument("temperature", new Instrument.Quality(0.2, 0, 0.05, 0.1, -40, 80));
    this.salinity = instrument("ec", new Instrument.Quality(0.02, 0.02, 0.006, 0.01, 0, 20));
    this.acidity = instrument("ph", new Instrument.Quality(0.08, 0.06, 0.02, 0.01, 3, 10));
    this.fertiliser = new SmoothNoise(chance.child("fertiliser"), 9 * 86_400.0);
    this.poreWaterEc = chance.uniform(11, 1.6, 2.6);
    this.reaction = chance.uniform(12, 5.8, 6.9);
    // No two spots of a field hold the same water.
    this.spot = 1 + 0.05 * chance.gaussian(13);
  }

  @Override
  void measure(long millis, Sky sky, Telemetry out) {
    SoilColumn soil = plot.soil();
    for (int i = 0; i < moistures.size(); i++) {
      String metric = i == 0 ? "soil_moisture" : "soil_moisture_" + (i + 1);
      out.put(metric, moistures.get(i).read(100 * soil.moisture(i) * spot, millis), 1);
    }
    double celsius = world().weather().soilTemperature(millis / 1000.0, 0.10);
    double shade = 0.7 * plot.growth().canopy();
    out.put("soil_temperature", temperature.read(celsius - shade, millis), 1)
        .put("soil_ec", salinity.read(bulkEc(soil.moisture(0), millis), millis), 2)
        .put("soil_ph", acidity.read(reaction, millis), 2);
  }

  /** Rhoades, Raats and Prather (1976): ECa = ECw θ (aθ + b) + ECs; a = 1.3, b = 0.2. */
  private double bulkEc(double theta, long millis) {
    double poreWater = poreWaterEc * (1 + 0.18 * fertiliser.at(millis / 1000.0));
    return poreWater * theta * (1.3 * theta + 0.2) + 0.15;
  }
}
