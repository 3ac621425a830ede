package vn.kenh.sim.farm;

import java.util.List;
import vn.kenh.sim.weather.Site;

/** A farm to simulate: where it lies, its plots and its devices. */
public record FarmPlan(
    String id,
    String name,
    String province,
    Site site,
    List<PlotPlan> plots,
    List<DevicePlan> devices) {}
