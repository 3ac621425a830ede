package vn.kenh.sim.device;

import vn.kenh.sim.chance.Substream;
import vn.kenh.sim.crop.Crop;
import vn.kenh.sim.farm.DevicePlan;
import vn.kenh.sim.farm.FarmWorld;
import vn.kenh.sim.farm.PlotWorld;
import vn.kenh.sim.weather.Sky;
import vn.kenh.sim.weather.Weather;

/** A camera on a mast that looks down the rows of its plot. */
public final class CameraDevice extends SimDevice {

  private final PlotWorld plot;
  private final CropPainter painter;

  CameraDevice(DevicePlan plan, FarmWorld world, Substream chance) {
    super(plan, world, chance, true);
    this.plot = world.plot(plan.plot());
    this.painter = new CropPainter(chance.child("picture"), plot.plan().crop().equals(Crop.LYCHEE));
  }

  @Override
  void measure(long millis, Sky sky, Telemetry out) {}

  /** A JPEG of what the camera sees at a moment; the soil is as wet as the world is by now. */
  public byte[] picture(long millis) {
    return look(millis).jpeg();
  }

  /** Looks now and draws later, which is slow. */
  public Shot look(long millis) {
    Sky sky = world().skyAt(millis);
    Crop.Growth growth = plot.plan().crop().on(Weather.dayOfYear(millis / 1000.0));
    double wet = plot.soil().moisture(0) / plot.soil().soil().saturation();
    double hour = world().weather().solarHour(millis / 1000.0);
    CropPainter.Scene scene =
        new CropPainter.Scene(millis, growth.canopy(), sky, Math.max(0.2, Math.min(1, wet)), hour);
    return () -> painter.paint(scene);
  }

  /** What a camera saw, to be drawn when there is time. */
  @FunctionalInterface
  public interface Shot {
    byte[] jpeg();
  }

  /** True share of ground that leaves cover at a moment, 0 to 1. */
  public double canopy(long millis) {
    return plot.plan().crop().on(Weather.dayOfYear(millis / 1000.0)).canopy();
  }
}
