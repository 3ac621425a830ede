package vn.kenh.sim.farm;

import vn.kenh.sim.crop.Crop;
import vn.kenh.sim.soil.SoilType;
import vn.kenh.sim.water.DripLine;

/**
 * A plot to simulate.
 *
 * @param areaSquareMetres m²
 */
public record PlotPlan(
    String id, String name, Crop crop, SoilType soil, double areaSquareMetres, DripLine line) {}
