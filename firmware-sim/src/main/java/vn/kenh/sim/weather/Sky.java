package vn.kenh.sim.weather;

/**
 * The weather of one moment.
 *
 * @param temperature air at 2 m, °C
 * @param humidity relative, %
 * @param solarRadiation global, W/m²
 * @param clearness global over clear-sky radiation, 0 to 1, also meaningful at night
 * @param windSpeed at 2 m, m/s
 * @param windDirection where it comes from, degrees from north
 * @param pressure at the site, hPa
 * @param rainRate mm/h
 * @param sunElevationSine negative at night
 */
public record Sky(
    double temperature,
    double humidity,
    double solarRadiation,
    double clearness,
    double windSpeed,
    double windDirection,
    double pressure,
    double rainRate,
    double sunElevationSine) {}
