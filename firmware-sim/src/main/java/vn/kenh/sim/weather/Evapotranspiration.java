package vn.kenh.sim.weather;

/**
 * Reference evapotranspiration by the hourly FAO Penman–Monteith equation (Allen, Pereira, Raes and
 * Smith, FAO Irrigation and Drainage Paper 56, 1998, eq. 53).
 */
public final class Evapotranspiration {

  /** Stefan–Boltzmann constant by the hour, MJ m⁻² h⁻¹ K⁻⁴. */
  private static final double STEFAN_BOLTZMANN_HOUR = 2.043e-10;

  private static final double ALBEDO = 0.23;

  private Evapotranspiration() {}

  /** Saturation vapour pressure in kPa at a temperature in °C (FAO-56 eq. 11). */
  public static double saturation(double temperature) {
    return 0.6108 * StrictMath.exp(17.27 * temperature / (temperature + 237.3));
  }

  /**
   * ET₀ in mm/h.
   *
   * @param temperature mean of the hour, °C
   * @param humidity relative, %
   * @param wind at 2 m, m/s
   * @param radiation global, MJ m⁻² h⁻¹
   * @param clearness radiation over clear-sky radiation, 0 to 1; at night that of the late
   *     afternoon
   * @param elevation metres
   */
  public static double hourly(
      double temperature,
      double humidity,
      double wind,
      double radiation,
      double clearness,
      double elevation) {
    double saturation = saturation(temperature);
    double vapour = saturation * humidity / 100;
    double kelvin = temperature + 273.16;
    double longWave =
        STEFAN_BOLTZMANN_HOUR
            * (kelvin * kelvin * kelvin * kelvin)
            * (0.34 - 0.14 * StrictMath.sqrt(vapour))
            * (1.35 * Math.max(0.3, Math.min(1, clearness)) - 0.35); // eq. 39
    double net = (1 - ALBEDO) * radiation - longWave;
    double soilHeat = (radiation > 0 ? 0.1 : 0.5) * net; // eq. 45, 46
    double warm = temperature + 237.3;
    double slope = 4098 * saturation / (warm * warm); // eq. 13
    double psychrometric = 0.665e-3 * airPressure(elevation); // eq. 8
    return (0.408 * slope * (net - soilHeat)
            + psychrometric * 37 / (temperature + 273) * wind * (saturation - vapour))
        / (slope + psychrometric * (1 + 0.34 * wind));
  }

  /** ET₀ in mm/h of a moment's weather; dew at night counts as 0. */
  public static double hourly(Sky sky, double elevation) {
    double radiation = sky.solarRadiation() * 0.0036;
    return Math.max(
        0,
        hourly(
            sky.temperature(),
            sky.humidity(),
            sky.windSpeed(),
            radiation,
            sky.clearness(),
            elevation));
  }

  /** Atmospheric pressure in kPa at an elevation in metres (FAO-56 eq. 7). */
  private static double airPressure(double elevation) {
    return 101.3 * StrictMath.pow((293 - 0.0065 * elevation) / 293, 5.26);
  }
}
