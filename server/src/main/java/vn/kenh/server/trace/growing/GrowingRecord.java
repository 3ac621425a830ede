package vn.kenh.server.trace.growing;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What was measured in the weeks before a harvest. What was not measured is empty, not zero.
 *
 * @param from first day
 * @param to day of the harvest, the last
 * @param readings number of readings all of this rests on
 * @param irrigationLitres water given in this time, in L
 * @param rainMillimetres rain, in mm
 * @param soilMoisture by day, in %; days without readings are left out
 * @param airTemperature by day, in °C; days without readings are left out
 * @param fromWeatherStation whether rain or temperature were measured elsewhere on the farm
 */
public record GrowingRecord(
    LocalDate from,
    LocalDate to,
    long readings,
    OptionalDouble irrigationLitres,
    OptionalDouble rainMillimetres,
    List<DayRange> soilMoisture,
    List<DayRange> airTemperature,
    boolean fromWeatherStation) {

  /** Days from the first to the last, both counted. */
  public int days() {
    return Math.toIntExact(to.toEpochDay() - from.toEpochDay()) + 1;
  }
}
