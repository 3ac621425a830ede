package vn.kenh.sim.farm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vn.kenh.sim.chance.Substream;
import vn.kenh.sim.crop.Crop;
import vn.kenh.sim.soil.SoilType;
import vn.kenh.sim.water.DripLine;
import vn.kenh.sim.weather.Climate;
import vn.kenh.sim.weather.Site;

/** Farms that could be: four drawn by hand, and as many generated ones as a load test needs. */
public final class FarmCatalogue {

  private static final Site THANH_HA = new Site(20.90, 106.43, 3, Climate.redRiverDelta());
  private static final Site THO_XUAN = new Site(19.93, 105.52, 14, Climate.thanhHoa());
  private static final Site CAM_GIANG = new Site(20.96, 106.21, 3, Climate.redRiverDelta());
  private static final Site QUYNH_PHU = new Site(20.66, 106.33, 2, Climate.redRiverDelta());

  /** Devices of one generated farm: a weather station, a pump, and three on each of six plots. */
  private static final int GENERATED_FARM = 20;

  private FarmCatalogue() {}

  /** The farms drawn by hand; the first two make a demonstration. */
  public static List<FarmPlan> handDrawn() {
    return List.of(
        farm(
            "thanhha",
            "HTX Vải thiều Thanh Hà",
            "Hải Dương",
            THANH_HA,
            plot("thanhha-baiboi", "Vườn vải Bãi Bồi", Crop.LYCHEE, SoilType.CLAY_LOAM, 2400),
            plot("thanhha-caudong", "Ruộng hành Cầu Đông", Crop.ONION, SoilType.SILT_LOAM, 900)),
        farm(
            "thoxuan",
            "Trang trại Rau quả Thọ Xuân",
            "Thanh Hóa",
            THO_XUAN,
            plot("thoxuan-nhaluoi", "Nhà lưới cà chua", Crop.TOMATO, SoilType.SILT_LOAM, 1000),
            plot(
                "thoxuan-songchu", "Bãi ngô sông Chu", Crop.SWEET_CORN, SoilType.RIVER_LOAM, 1800)),
        farm(
            "ducchinh",
            "HTX Cà rốt Đức Chính",
            "Hải Dương",
            CAM_GIANG,
            plot(
                "ducchinh-bai1",
                "Bãi sông Thái Bình, lô 1",
                Crop.CARROT,
                SoilType.RIVER_LOAM,
                3000),
            plot(
                "ducchinh-bai2",
                "Bãi sông Thái Bình, lô 2",
                Crop.CARROT,
                SoilType.RIVER_LOAM,
                2600),
            plot("ducchinh-dongtrong", "Đồng trong", Crop.CABBAGE, SoilType.SILT_LOAM, 1200)),
        farm(
            "quynhhai",
            "HTX Rau màu Quỳnh Hải",
            "Thái Bình",
            QUYNH_PHU,
            plot("quynhhai-dongmoi", "Đồng Mới", Crop.POTATO, SoilType.SILT_LOAM, 1500),
            plot("quynhhai-anphu", "Xứ đồng An Phú", Crop.ONION, SoilType.SILT_LOAM, 1000)));
  }

  /** Farms with {@code devices} devices together and no cameras. */
  public static List<FarmPlan> generated(long seed, int devices) {
    List<Crop> crops = Crop.ALL;
    List<FarmPlan> farms = new ArrayList<>();
    Substream chance = Substream.of(seed).child("generated-farms");
    for (int made = 0; made < devices; made += GENERATED_FARM) {
      int number = farms.size() + 1;
      String id = String.format(Locale.ROOT, "farm%04d", number);
      boolean south = chance.uniform(number) < 0.4;
      Site near = south ? THO_XUAN : THANH_HA;
      Site site =
          new Site(
              near.latitude() + chance.child("latitude").uniform(number, -0.2, 0.2),
              near.longitude() + chance.child("longitude").uniform(number, -0.2, 0.2),
              near.elevation(),
              near.climate());
      PlotPlan[] plots = new PlotPlan[6];
      for (int i = 0; i < plots.length; i++) {
        Crop crop = crops.get((number + i) % crops.size());
        plots[i] =
            plot(
                id + "-lo" + (i + 1),
                "Lô " + (i + 1),
                crop,
                crop.equals(Crop.LYCHEE) ? SoilType.CLAY_LOAM : SoilType.SILT_LOAM,
                chance.child("area").uniform(number * 10L + i, 700, 3000));
      }
      farms.add(
          new FarmPlan(
              id,
              "Nông trại số " + number,
              south ? "Thanh Hóa" : "Hải Dương",
              site,
              List.of(plots),
              generatedDevices(id, plots.length, Math.min(GENERATED_FARM, devices - made))));
    }
    return farms;
  }

  private static FarmPlan farm(
      String id, String name, String province, Site site, PlotPlan... plots) {
    List<DevicePlan> devices = new ArrayList<>();
    devices.add(new DevicePlan(id + "-weather-01", DeviceType.WEATHER, 0));
    devices.add(new DevicePlan(id + "-pump-01", DeviceType.PUMP, 0));
    for (int i = 0; i < plots.length; i++) {
      String number = String.format(Locale.ROOT, "%02d", i + 1);
      devices.add(new DevicePlan(id + "-drip-" + number, DeviceType.DRIP, i));
      devices.add(new DevicePlan(id + "-probe-" + number, DeviceType.PROBE, i));
      devices.add(new DevicePlan(id + "-cam-" + number, DeviceType.CAMERA, i));
    }
    return new FarmPlan(id, name, province, site, List.of(plots), List.copyOf(devices));
  }

  private static List<DevicePlan> generatedDevices(String farm, int plots, int count) {
    List<DevicePlan> devices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      DeviceType type =
          i == 0
              ? DeviceType.WEATHER
              : i == 1 ? DeviceType.PUMP : i < 2 + plots ? DeviceType.DRIP : DeviceType.PROBE;
      String id = String.format(Locale.ROOT, "%s-%s-%02d", farm, type.prefix(), i + 1);
      devices.add(new DevicePlan(id, type, i < 2 ? 0 : (i - 2) % plots));
    }
    return devices;
  }

  /** Emitters of 1.6 L/h every 30 cm on rows 1.2 m apart; trees have eight of 4 L/h each 16 m². */
  private static PlotPlan plot(String id, String name, Crop crop, SoilType soil, double area) {
    boolean trees = crop.equals(Crop.LYCHEE);
    int emitters = (int) (trees ? area / 16 * 8 : area / 0.36);
    double flow = trees ? 4.0 : 1.6;
    double litresAMinute = emitters * flow / 60;
    // The pump is chosen for about 110 kPa at the line's nominal flow.
    double loss = 45 / (litresAMinute / 100 * (litresAMinute / 100));
    return new PlotPlan(id, name, crop, soil, area, new DripLine(emitters, flow, 0.5, 155, loss));
  }
}
