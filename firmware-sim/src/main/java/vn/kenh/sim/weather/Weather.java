package vn.kenh.sim.weather;

import vn.kenh.sim.chance.SmoothNoise;
import vn.kenh.sim.chance.Substream;

/**
 * The weather of one site as a function of time: the same seed and moment give the same weather,
 * whatever was asked before. Not for several threads at once (it remembers the storms of a few
 * days).
 */
public final class Weather {

  private static final double HOUR = 3600;
  private static final double DAY = 86_400;

  private final Site site;
  private final Rain rain;
  private final SmoothNoise airMass;
  private final SmoothNoise cloudOfDay;
  private final SmoothNoise cloudOfHours;
  private final SmoothNoise cloudPassing;
  private final SmoothNoise moisture;
  private final SmoothNoise breeze;
  private final SmoothNoise gusts;
  private final SmoothNoise veering;

  public Weather(Site site, Substream chance) {
    this.site = site;
    this.rain = new Rain(site.climate(), chance.child("rain"));
    this.airMass = new SmoothNoise(chance.child("air-mass"), 3.5 * DAY);
    this.cloudOfDay = new SmoothNoise(chance.child("cloud-day"), 1.3 * DAY);
    this.cloudOfHours = new SmoothNoise(chance.child("cloud-hours"), 2.5 * HOUR);
    this.cloudPassing = new SmoothNoise(chance.child("cloud-passing"), 0.2 * HOUR);
    this.moisture = new SmoothNoise(chance.child("moisture"), 0.8 * DAY);
    this.breeze = new SmoothNoise(chance.child("breeze"), 5 * HOUR);
    this.gusts = new SmoothNoise(chance.child("gusts"), 120);
    this.veering = new SmoothNoise(chance.child("veering"), 3 * HOUR);
  }

  public Site site() {
    return site;
  }

  /** The weather at a moment. */
  public Sky at(double epochSecond) {
    Climate climate = site.climate();
    double day = dayOfYear(epochSecond);
    double solarHour = solarHour(epochSecond);
    double rainRate = rain.rate(epochSecond);
    double sine = Sun.sineOfElevation(site.latitude(), day, solarHour);
    double clearness = clearness(epochSecond, Climate.on(climate.sunshine(), day), rainRate);
    double clearSky =
        (0.75 + 2e-5 * site.elevation()) // FAO-56 eq. 37
            * Sun.extraterrestrial(site.latitude(), day, solarHour);
    double temperature = temperature(epochSecond, rainRate);
    double humidity = humidity(epochSecond, temperature, rainRate);
    return new Sky(
        temperature,
        humidity,
        clearSky * clearness,
        clearness,
        windSpeed(epochSecond, solarHour, rainRate),
        windDirection(epochSecond, day),
        pressure(epochSecond, solarHour, day),
        rainRate,
        sine);
  }

  /** Rain in mm that falls in [from, to), both epoch seconds. */
  public double rainDepth(double from, double to) {
    return rain.depth(from, to);
  }

  /**
   * Temperature of bare soil in °C at a depth in metres: the daily wave of the air, damped and
   * delayed (Hillel's solution for a periodic surface, damping depth 0.11 m).
   */
  public double soilTemperature(double epochSecond, double depth) {
    double damping = depth / 0.11;
    double delay = damping * DAY / (2 * Math.PI);
    double slow = dailyMean(epochSecond - 6 * HOUR - depth * 2 * DAY) + 1.0;
    double hour = solarHour(epochSecond - delay);
    return slow + dailyRange(epochSecond) * 0.6 * StrictMath.exp(-damping) * wave(hour);
  }

  public static double dayOfYear(double epochSecond) {
    double days = (epochSecond + Site.OFFSET_SECONDS) / DAY;
    return days - 365.2425 * StrictMath.floor(days / 365.2425) + 1;
  }

  /** The sun's time of day at the site, hours. */
  public double solarHour(double epochSecond) {
    double utcHour = epochSecond / HOUR - 24 * StrictMath.floor(epochSecond / DAY);
    return Sun.solarHour(site.longitude(), dayOfYear(epochSecond), utcHour);
  }

  /** Kasten and Czeplak (1980): G = G₀ (1 − 0.75 N^3.4) with cloud cover N. */
  private double clearness(double time, double sunshine, double rainRate) {
    double index =
        2.2 * (0.5 - sunshine)
            + 0.9 * cloudOfDay.at(time)
            + 0.8 * cloudOfHours.at(time)
            + 0.45 * cloudPassing.at(time)
            + (rainRate > 0 ? 1.5 + StrictMath.sqrt(rainRate) : 0);
    double cover = 1 / (1 + StrictMath.exp(-1.6 * index));
    return 1 - 0.75 * StrictMath.pow(cover, 3.4);
  }

  private double temperature(double time, double rainRate) {
    double cooling = Math.min(3.5, 0.9 * StrictMath.sqrt(rainRate));
    return dailyMean(time) + dailyRange(time) * wave(solarHour(time)) - cooling;
  }

  private double dailyMean(double time) {
    double day = dayOfYear(time);
    double normal = Climate.on(site.climate().temperature(), day);
    // Cold surges make winter weather vary twice as much as the monsoon's.
    double spread = 1.0 + 1.6 * Math.max(0, Math.min(1, (27 - normal) / 9));
    return normal + spread * airMass.at(time);
  }

  private double dailyRange(double time) {
    double normal = Climate.on(site.climate().range(), dayOfYear(time));
    return normal * Math.max(0.35, 1.0 - 0.3 * cloudOfDay.at(time));
  }

  /** From −½ at half past five to +½ at half past two: nine hours up, fifteen down. */
  private static double wave(double hour) {
    double sinceLow = hour - 5.5 + (hour < 5.5 ? 24 : 0);
    return sinceLow < 9
        ? -0.5 * StrictMath.cos(Math.PI * sinceLow / 9)
        : 0.5 * StrictMath.cos(Math.PI * (sinceLow - 9) / 15);
  }

  /** The air's vapour changes slowly, so relative humidity falls as the day warms. */
  private double humidity(double time, double temperature, double rainRate) {
    double normal = Climate.on(site.climate().humidity(), dayOfYear(time));
    double mean = Math.max(45, Math.min(97, normal + 5 * moisture.at(time)));
    double vapour = mean / 100 * Evapotranspiration.saturation(dailyMean(time));
    double relative = 100 * vapour / Evapotranspiration.saturation(temperature);
    double wetted = relative + (98 - relative) * Math.min(0.9, 0.5 * StrictMath.sqrt(rainRate));
    return Math.max(30, Math.min(100, wetted));
  }

  private double windSpeed(double time, double solarHour, double rainRate) {
    double normal = Climate.on(site.climate().wind(), dayOfYear(time));
    double daily = 1 + 0.35 * StrictMath.sin(Math.PI / 12 * (solarHour - 8.5));
    double weather = StrictMath.exp(0.35 * breeze.at(time) + 0.18 * gusts.at(time) - 0.08);
    return normal * daily * weather * (1 + 0.25 * Math.min(4, StrictMath.sqrt(rainRate)));
  }

  /** North-east monsoon in winter, south-east in summer. */
  private double windDirection(double time, double day) {
    double summer = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * (day - 15) / 365);
    double direction = 45 + 90 * summer + 25 * veering.at(time) + 8 * gusts.at(time);
    return direction - 360 * StrictMath.floor(direction / 360);
  }

  /** With the half-day tide of Haurwitz (1956): 1.16 cos³φ sin(2t + 158°) hPa. */
  private double pressure(double time, double solarHour, double day) {
    double cosine = StrictMath.cos(Math.toRadians(site.latitude()));
    double tide =
        1.16
            * cosine
            * cosine
            * cosine
            * StrictMath.sin(2 * Math.PI / 12 * solarHour + Math.toRadians(158));
    double sea =
        Climate.on(site.climate().pressure(), day)
            - 2.2 * airMass.at(time)
            + 0.8 * moisture.at(time)
            + tide;
    return sea * StrictMath.exp(-site.elevation() / 8430);
  }
}
