package vn.kenh.sim.device;

import vn.kenh.sim.chance.Substream;
import vn.kenh.sim.farm.DevicePlan;
import vn.kenh.sim.farm.FarmWorld;
import vn.kenh.sim.weather.Sky;

/** A weather station with a tipping bucket of 0.2 mm. */
final class WeatherDevice extends SimDevice {

  private static final double TIP_MM = 0.2;

  /** Daylight in lux of a W/m² of sunshine, about. */
  private static final double LUX = 118;

  private final Instrument temperature;
  private final Instrument humidity;
  private final Instrument wind;
  private final Instrument direction;
  private final Instrument radiation;
  private final Instrument pressure;
  private final Instrument wetness;
  private double leafWater;
  private double reportedRain;
  private boolean everReported;

  WeatherDevice(DevicePlan plan, FarmWorld world, Substream chance) {
    super(plan, world, chance, true);
    this.temperature = instrument("air", new Instrument.Quality(0.15, 0, 0.08, 0.1, -40, 80));
    this.humidity = instrument("humidity", new Instrument.Quality(1.0, 0.8, 0.4, 0.1, 0, 100));
    this.wind = instrument("wind", new Instrument.Quality(0, 0, 0.15, 0.1, 0, 60));
    this.direction = instrument("direction", new Instrument.Quality(2, 0, 4, 1, 0, 359));
    this.radiation = instrument("radiation", new Instrument.Quality(0, 0, 3, 1, 0, 1500));
    this.pressure = instrument("pressure", new Instrument.Quality(0.3, 0.1, 0.04, 0.1, 800, 1100));
    this.wetness = instrument("wetness", new Instrument.Quality(0, 0, 1.5, 1, 0, 100));
  }

  @Override
  void measure(long millis, Sky sky, Telemetry out) {
    double sun = sky.solarRadiation();
    double shown = sun == 0 ? 0 : radiation.read(sun, millis);
    out.put("air_temperature", temperature.read(sky.temperature(), millis), 1)
        .put("air_humidity", humidity.read(sky.humidity(), millis), 1)
        .put("rainfall", rainSinceLastReport(), 1)
        .put("wind_speed", wind.read(sky.windSpeed(), millis), 1)
        .put("wind_direction", direction.read(sky.windDirection(), millis), 0)
        .put("solar_radiation", shown, 0)
        .put("light", Math.rint(shown * LUX / 10) * 10, 0)
        .put("air_pressure", pressure.read(sky.pressure(), millis), 1)
        .put("leaf_wetness", leafWater < 0.02 ? 0 : wetness.read(100 * leafWater, millis), 0);
  }

  /** Leaves are wetted by rain and dew and dried by warm, dry, moving air. */
  @Override
  void minute(long millis, Sky sky) {
    double wetting = Math.min(1, sky.rainRate()) * 0.2 + Math.max(0, sky.humidity() - 93) * 0.004;
    double drying = (1 - sky.humidity() / 100) * (0.02 + 0.02 * sky.windSpeed());
    leafWater = Math.max(0, Math.min(1, leafWater + wetting - drying));
  }

  /** Whole tips since the last report; what stays in the bucket counts next time. */
  private double rainSinceLastReport() {
    double fallen = world().rainMm();
    if (!everReported) {
      everReported = true;
      reportedRain = fallen;
      return 0;
    }
    double tips = StrictMath.floor((fallen - reportedRain) / TIP_MM);
    reportedRain += tips * TIP_MM;
    return tips * TIP_MM;
  }
}
