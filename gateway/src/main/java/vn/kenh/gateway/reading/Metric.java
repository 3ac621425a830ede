package vn.kenh.gateway.reading;

/**
 * What is measured: one canonical name, one unit, one range.
 *
 * @param name the name of the interface, such as {@code soil_moisture}, without suffix
 * @param ucumUnit the unit all values are in, spelled as in the interface: UCUM, with the customary
 *     {@code pH}, {@code ppm} and {@code dBm} left as the trade writes them; {@code 1} for a switch
 * @param displayUnit the unit as people write it ({@code °C}); empty where none is written
 * @param decimals how many decimals are worth showing
 * @param min the least value that can be true
 * @param max the greatest value that can be true
 * @param kind how values combine over time
 * @param vietnamese label for people
 * @param english label for people
 * @param chinese label for people
 */
public record Metric(
    String name,
    String ucumUnit,
    String displayUnit,
    int decimals,
    double min,
    double max,
    MetricKind kind,
    String vietnamese,
    String english,
    String chinese) {

  /** Whether a value can be true; NaN and infinities cannot. */
  public boolean accepts(double value) {
    return value >= min && value <= max;
  }

  /** The label in a language: {@code vi}, {@code zh}, and English for any other. */
  public String label(String language) {
    if (language.startsWith("vi")) {
      return vietnamese;
    }
    return language.startsWith("zh") ? chinese : english;
  }
}
