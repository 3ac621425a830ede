package vn.kenh.sim.farm;

import java.util.OptionalLong;
import vn.kenh.sim.chance.Substream;
import vn.kenh.sim.crop.Crop;
import vn.kenh.sim.fault.DeviceFaults;
import vn.kenh.sim.soil.SoilColumn;
import vn.kenh.sim.water.Schedule;
import vn.kenh.sim.water.Valve;
import vn.kenh.sim.weather.Weather;

/** One plot as it really is: its soil, its crop, its drip line. */
public final class PlotWorld {

  /** The beginning of 2026, to which the age of the lines is related. */
  private static final long LAID_MILLIS = 1_767_225_600_000L;

  private final PlotPlan plan;
  private final SoilColumn soil;
  private final Valve valve;
  private final Schedule schedule;
  private Crop.Growth growth;
  private double given;

  PlotWorld(PlotPlan plan, Substream chance, DeviceFaults dripFaults, int turn, long from) {
    this.plan = plan;
    this.soil =
        new SoilColumn(plan.soil(), plan.crop().depletionFraction(), chance.uniform(1, 0.65, 0.95));
    // What the counter shows when the story begins: lines are not all laid on the same day, and
    // since then they have given about a millimetre a day.
    double days = chance.uniform(2, 30, 400) + (from - LAID_MILLIS) / 86_400_000.0;
    double before = Math.rint(1.1 * Math.max(0, days) * plan.areaSquareMetres());
    this.valve = new Valve(plan.line(), dripFaults, from, before);
    this.schedule =
        new Schedule(
            plan.soil(),
            plan.crop().depletionFraction(),
            plan.areaSquareMetres(),
            plan.line().nominalFlow(),
            turn * 15L * 60_000);
    this.growth = plan.crop().on(Weather.dayOfYear(from / 1000.0));
  }

  /** Moves on by a step that ends at {@code to}. */
  void step(long from, long to, double rainMm, double referenceMm) {
    valve.advanceTo(to);
    double irrigationMm = (valve.litresToCrop() - given) / plan.areaSquareMetres();
    given = valve.litresToCrop();
    growth = plan.crop().on(Weather.dayOfYear(from / 1000.0));
    soil.step((to - from) / 3_600_000.0, rainMm, irrigationMm, referenceMm, growth);
  }

  /** Lets the controller decide with what its probe measures (volume, 0 to 1). */
  public void control(long millis, double measured) {
    OptionalLong duration = schedule.decide(millis, measured, growth.rootDepth());
    if (duration.isPresent()) {
      valve.open(millis, millis + duration.getAsLong());
    }
  }

  /** Whether the controller would look at its probe now. */
  public boolean mayIrrigate(long millis) {
    return !valve.orderedOpen(millis) && schedule.mayOpen(millis);
  }

  public PlotPlan plan() {
    return plan;
  }

  public SoilColumn soil() {
    return soil;
  }

  public Valve valve() {
    return valve;
  }

  public Crop.Growth growth() {
    return growth;
  }
}
