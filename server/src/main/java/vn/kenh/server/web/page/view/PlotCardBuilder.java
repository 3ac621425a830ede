package vn.kenh.server.web.page.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import vn.kenh.server.agronomy.SoilMoisture;
import vn.kenh.server.alert.Silence;
import vn.kenh.server.field.DeviceState;
import vn.kenh.server.field.FieldData;
import vn.kenh.server.field.PlotState;
import vn.kenh.server.registry.DeviceKind;
import vn.kenh.server.telemetry.Series;
import vn.kenh.server.telemetry.StoreUnavailableException;
import vn.kenh.server.web.page.chart.Sparkline;

/** Draws the state of a plot. */
final class PlotCardBuilder {

  private static final int SPARKLINE_POINTS = 96;

  private final FieldData data;
  private final CameraPictures pictures;

  PlotCardBuilder(FieldData data, CameraPictures pictures) {
    this.data = data;
    this.pictures = pictures;
  }

  /** The card of a plot at a moment; without the store its chart is empty. */
  PlotCard build(PlotState state, Instant now) {
    return new PlotCard(
        state.plot(),
        SoilLook.of(state.soil()),
        state.moisture(),
        sparkline(state, now),
        state.metered(),
        state.litresToday(),
        state.valve(),
        picture(state.devices()),
        state.lastSeen(),
        Silence.is(state.lastSeen(), now));
  }

  private Sparkline sparkline(PlotState state, Instant now) {
    long to = now.toEpochMilli();
    long from = now.minus(Duration.ofHours(24)).toEpochMilli();
    return Sparkline.of(
        moisture(state, from, to), from, to, state.limits().goodFrom(), state.limits().goodTo());
  }

  /** A glance must not fail because the store is down; that is reported in its own line. */
  private Series moisture(PlotState state, long from, long to) {
    try {
      return data.trend(state.surfaceProbes(), SoilMoisture.METRIC, from, to, SPARKLINE_POINTS);
    } catch (StoreUnavailableException e) {
      return new Series(0, List.of());
    }
  }

  private Optional<Picture> picture(List<DeviceState> devices) {
    return devices.stream()
        .map(DeviceState::device)
        .filter(device -> device.kind() == DeviceKind.CAMERA)
        .flatMap(camera -> pictures.newest(camera.id()).stream())
        .max(Comparator.comparing(Picture::taken));
  }
}
