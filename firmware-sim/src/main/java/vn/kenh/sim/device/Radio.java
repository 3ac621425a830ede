package vn.kenh.sim.device;

import vn.kenh.sim.chance.SmoothNoise;
import vn.kenh.sim.chance.Substream;
import vn.kenh.sim.weather.Sky;

/** How well the device is heard: worse far away, in rain, and from moment to moment. */
final class Radio {

  private final Substream fading;
  private final SmoothNoise foliage;
  private final double strength;

  Radio(Substream chance) {
    this.fading = chance.child("fading");
    this.foliage = new SmoothNoise(chance.child("foliage"), 6 * 3600);
    this.strength = chance.uniform(1, -98, -62);
  }

  void report(long millis, Sky sky, Telemetry out) {
    double rssi =
        strength
            + 2 * foliage.at(millis / 1000.0)
            + 1.8 * fading.gaussian(millis)
            - Math.min(4, 0.25 * sky.rainRate());
    double snr = Math.min(12, (rssi + 112) / 3.2) + 0.6 * fading.gaussian(~millis);
    out.put("rssi", Math.rint(rssi), 0).put("snr", snr, 1);
  }
}
