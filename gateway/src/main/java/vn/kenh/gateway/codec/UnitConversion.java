package vn.kenh.gateway.codec;

import java.util.Map;
import java.util.Optional;

/**
 * From the units of other formats to those of the catalogue: {@code value * factor / divisor +
 * offset}. Spellings are those of the SenML units registries (RFC 8428, RFC 8798) and what devices
 * commonly print.
 */
record UnitConversion(double factor, double divisor, double offset) {

  /** Results are rounded here, so that 293.65 K is 20.5 °C and not 20.499999999999943. */
  private static final double ROUNDING = 1e9;

  private static final double MAX_ROUNDED = 9e6;

  private static final UnitConversion SAME = new UnitConversion(1, 1, 0);

  /** By unit of the catalogue, then by the unit a device states. */
  private static final Map<String, Map<String, UnitConversion>> TO_CATALOGUE =
      Map.ofEntries(
          Map.entry(
              "%",
              Map.of(
                  "%RH",
                  SAME,
                  "%EL",
                  SAME,
                  "/100",
                  SAME,
                  "/",
                  times(100),
                  "/1000",
                  over(10),
                  "1",
                  times(100))),
          Map.entry(
              "Cel",
              Map.of(
                  "°C", SAME,
                  "C", SAME,
                  "K", new UnitConversion(1, 1, -273.15),
                  "degF", new UnitConversion(5, 9, -160.0 / 9),
                  "°F", new UnitConversion(5, 9, -160.0 / 9))),
          Map.entry(
              "dS/m",
              Map.of(
                  "mS/cm",
                  SAME,
                  "S/m",
                  times(10),
                  "mS/m",
                  over(100),
                  "uS/cm",
                  over(1_000),
                  "µS/cm",
                  over(1_000))),
          Map.entry("mm", Map.of("m", times(1_000), "cm", times(10), "l/m2", SAME, "L/m2", SAME)),
          Map.entry("m/s", Map.of("km/h", new UnitConversion(1, 3.6, 0))),
          Map.entry("deg", Map.of("rad", new UnitConversion(180, Math.PI, 0), "°", SAME)),
          Map.entry("W/m2", Map.of("W/m²", SAME)),
          Map.entry(
              "hPa", Map.of("Pa", over(100), "kPa", times(10), "mbar", SAME, "bar", times(1_000))),
          Map.entry("ppm", Map.of("/1000000", SAME, "/", times(1_000_000))),
          Map.entry(
              "L/min",
              Map.of(
                  "l/min",
                  SAME,
                  "l/s",
                  times(60),
                  "L/s",
                  times(60),
                  "m3/s",
                  times(60_000),
                  "m3/h",
                  new UnitConversion(1_000, 60, 0),
                  "l/h",
                  over(60),
                  "L/h",
                  over(60))),
          Map.entry("L", Map.of("l", SAME, "m3", times(1_000), "m³", times(1_000))),
          Map.entry(
              "kPa",
              Map.of(
                  "Pa",
                  over(1_000),
                  "hPa",
                  over(10),
                  "MPa",
                  times(1_000),
                  "bar",
                  times(100),
                  "mbar",
                  over(10))),
          Map.entry("m", Map.of("mm", over(1_000), "cm", over(100))),
          Map.entry("V", Map.of("mV", over(1_000))),
          Map.entry("1", Map.of("/", SAME, "count", SAME, "bool", SAME)),
          Map.entry("dBm", Map.of("dBW", new UnitConversion(1, 1, 30), "dB", SAME)));

  /** How to turn {@code unit} into {@code catalogueUnit}; empty where they measure other things. */
  static Optional<UnitConversion> toCatalogue(String unit, String catalogueUnit) {
    if (unit.equals(catalogueUnit)) {
      return Optional.of(SAME);
    }
    return Optional.ofNullable(TO_CATALOGUE.getOrDefault(catalogueUnit, Map.of()).get(unit));
  }

  double apply(double value) {
    if (equals(SAME)) {
      return value;
    }
    double converted = value * factor / divisor + offset;
    return Math.abs(converted) < MAX_ROUNDED
        ? Math.rint(converted * ROUNDING) / ROUNDING
        : converted;
  }

  private static UnitConversion times(double factor) {
    return new UnitConversion(factor, 1, 0);
  }

  private static UnitConversion over(double divisor) {
    return new UnitConversion(1, divisor, 0);
  }
}
