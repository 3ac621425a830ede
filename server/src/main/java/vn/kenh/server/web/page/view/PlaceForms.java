package vn.kenh.server.web.page.view;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.DeviceKind;
import vn.kenh.server.registry.Farm;
import vn.kenh.server.registry.Names;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.registry.RefusedException;
import vn.kenh.server.web.page.text.Texts;

/** Reads the forms that add a farm, a plot or a device; errors stand beside their fields. */
public final class PlaceForms {

  private static final int MOST_TRIES = 100;

  private final Texts texts;
  private final Map<String, String> values;
  private final Map<String, String> errors = new HashMap<>();

  public PlaceForms(Map<String, String> values, Texts texts) {
    this.values = values;
    this.texts = texts;
  }

  public FormState state() {
    return new FormState(values, errors);
  }

  /** Notes an error found elsewhere; under the empty field name, of the whole form. */
  public void error(String field, String text) {
    errors.put(field, text);
  }

  /**
   * The farm, its id made from its name; empty if there are errors.
   *
   * @param taken whether a farm has that id already
   */
  public Optional<Farm> farm(Predicate<String> taken) {
    String name = name("name");
    String province = name("province");
    if (!errors.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Farm(freeId(name, "vuon", taken), name, province));
  }

  /** The plot, its id made from its name; empty if there are errors. */
  public Optional<Plot> plot(Predicate<String> taken) {
    String farm = value("farm");
    if (farm.isEmpty()) {
      errors.put("farm", texts.t("places.farm.missing"));
    }
    String name = name("name");
    String crop = name("crop");
    OptionalDouble area = TypedNumber.parse(value("area"));
    if (area.isEmpty() || !Plot.isArea(area.getAsDouble())) {
      errors.put("area", texts.t("places.area.wrong"));
    }
    if (!errors.isEmpty()) {
      return Optional.empty();
    }
    String code = value("code");
    return Optional.of(
        new Plot(
            freeId(name, "thua", taken),
            farm,
            name,
            crop,
            area.orElse(0),
            code.isEmpty() ? Optional.empty() : Optional.of(code)));
  }

  /** The device; empty if there are errors. */
  public Optional<Device> device(Instant now) {
    String id = value("id");
    if (!Names.isId(id)) {
      errors.put("id", texts.t("devices.id.wrong"));
    }
    Optional<DeviceKind> kind =
        Arrays.stream(DeviceKind.values())
            .filter(known -> known.code().equals(value("kind")))
            .findFirst();
    if (kind.isEmpty()) {
      errors.put("kind", texts.t("devices.kind.missing"));
    }
    if (!errors.isEmpty() || kind.isEmpty()) {
      return Optional.empty();
    }
    String plot = value("plot");
    return Optional.of(
        new Device(
            id,
            plot.isEmpty() ? Optional.empty() : Optional.of(plot),
            kind.get(),
            Optional.empty(),
            now));
  }

  private String name(String field) {
    String name = value(field);
    try {
      Names.requireName(field, name);
    } catch (RefusedException e) {
      errors.put(field, texts.t("places.name.missing"));
    }
    return name;
  }

  private static String freeId(String name, String otherwise, Predicate<String> taken) {
    String slug = Slug.of(name);
    String stem = slug.isEmpty() ? otherwise : slug;
    for (int i = 1; i < MOST_TRIES; i++) {
      String id = i == 1 ? stem : stem + "-" + i;
      if (!taken.test(id)) {
        return id;
      }
    }
    return stem; // the registry then refuses it, and says why
  }

  private String value(String field) {
    return values.getOrDefault(field, "").strip();
  }
}
