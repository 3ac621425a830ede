package vn.kenh.sim.weather;

/** Where the sun stands and what it would send through no air, after FAO-56, chapter 3. */
public final class Sun {

  /** Solar constant of FAO-56, 0.0820 MJ m⁻² min⁻¹, in W/m². */
  private static final double SOLAR_CONSTANT = 0.0820e6 / 60;

  private Sun() {}

  /** Inverse relative distance from earth to sun (FAO-56 eq. 23). */
  public static double inverseDistance(double dayOfYear) {
    return 1 + 0.033 * StrictMath.cos(2 * Math.PI / 365 * dayOfYear);
  }

  /** Solar declination in radians (FAO-56 eq. 24). */
  public static double declination(double dayOfYear) {
    return 0.409 * StrictMath.sin(2 * Math.PI / 365 * dayOfYear - 1.39);
  }

  /** Daily extraterrestrial radiation, MJ m⁻² day⁻¹ (FAO-56 eq. 21); latitude in degrees. */
  public static double extraterrestrialDay(double latitude, double dayOfYear) {
    double phi = Math.toRadians(latitude);
    double delta = declination(dayOfYear);
    double sunset = sunsetHourAngle(phi, delta);
    return 24
        * 60
        / Math.PI
        * 0.0820
        * inverseDistance(dayOfYear)
        * (sunset * StrictMath.sin(phi) * StrictMath.sin(delta)
            + StrictMath.cos(phi) * StrictMath.cos(delta) * StrictMath.sin(sunset));
  }

  /** Hours from sunrise to sunset (FAO-56 eq. 34); latitude in degrees. */
  public static double daylightHours(double latitude, double dayOfYear) {
    return 24 / Math.PI * sunsetHourAngle(Math.toRadians(latitude), declination(dayOfYear));
  }

  /** Sine of the sun's elevation at a solar hour (12 is noon); negative at night. */
  public static double sineOfElevation(double latitude, double dayOfYear, double solarHour) {
    double phi = Math.toRadians(latitude);
    double delta = declination(dayOfYear);
    return StrictMath.sin(phi) * StrictMath.sin(delta)
        + StrictMath.cos(phi)
            * StrictMath.cos(delta)
            * StrictMath.cos(Math.PI / 12 * (solarHour - 12));
  }

  /** Extraterrestrial radiation on level ground at this moment, W/m²; 0 at night. */
  public static double extraterrestrial(double latitude, double dayOfYear, double solarHour) {
    double sine = sineOfElevation(latitude, dayOfYear, solarHour);
    return sine <= 0 ? 0 : SOLAR_CONSTANT * inverseDistance(dayOfYear) * sine;
  }

  /** The sun's time of day in hours; the equation of time is FAO-56 eq. 32 and 33. */
  public static double solarHour(double longitude, double dayOfYear, double utcHour) {
    double b = 2 * Math.PI * (dayOfYear - 81) / 364;
    double correction =
        0.1645 * StrictMath.sin(2 * b) - 0.1255 * StrictMath.cos(b) - 0.025 * StrictMath.sin(b);
    double hour = utcHour + longitude / 15 + correction;
    return hour - 24 * StrictMath.floor(hour / 24);
  }

  private static double sunsetHourAngle(double phi, double delta) {
    double cosine = -StrictMath.tan(phi) * StrictMath.tan(delta);
    return StrictMath.acos(Math.max(-1, Math.min(1, cosine)));
  }
}
