package vn.kenh.server.registry;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import vn.kenh.server.registry.DeviceDirectory.Entry;

/**
 * Farms, plots and devices. Reading and writing use SQL and may block, except where it says that
 * the answer comes from memory. Input that cannot be accepted ends in {@link RefusedException}.
 */
public final class Registry {

  private static final String FARM = "SELECT id, name, province FROM farms";
  private static final String PLOT =
      "SELECT id, farm, name, crop, area_m2, growing_area_code FROM plots";
  private static final String DEVICE = "SELECT id, plot, kind, gateway, created FROM devices";

  /** In place of a token's hash; no hash is empty, so no token fits. */
  private static final String NO_TOKEN = "";

  private final Jdbi jdbi;
  private final Clock clock;
  private final Secrets secrets;
  private final DeviceDirectory directory = new DeviceDirectory();

  public Registry(Database database, Clock clock, Secrets secrets) {
    this.jdbi = database.jdbi();
    this.clock = clock;
    this.secrets = secrets;
    refresh();
  }

  /**
   * Who may connect over MQTT; answers from memory.
   *
   * @param anonymousDevices whether devices that are not registered may connect too
   */
  public DeviceCredentials credentials(boolean anonymousDevices) {
    return new DeviceCredentials(directory, anonymousDevices);
  }

  /** Where a device stands; from memory. Empty for unknown devices and those without a plot. */
  public Optional<Placement> placement(String device) {
    return directory.find(device).flatMap(Entry::placement);
  }

  /** Whether a device of this id is registered; from memory. */
  public boolean isRegistered(String device) {
    return directory.find(device).isPresent();
  }

  /**
   * Whether a device has been given a token, as all have that somebody registered; from memory.
   * Others entered the registry by themselves and are known by their id alone.
   */
  public boolean hasToken(String device) {
    return directory.find(device).filter(Entry::hasToken).isPresent();
  }

  /** The gateway a device is registered behind; from memory. */
  public Optional<String> gatewayOf(String device) {
    return directory.find(device).flatMap(Entry::gateway);
  }

  /** Reads into memory what another server on the same database may have changed. */
  public void refresh() {
    jdbi.useHandle(handle -> directory.replaceAll(RegistryRows.directory(handle)));
  }

  /** All farms by id. */
  public List<Farm> farms() {
    return jdbi.withHandle(
        h -> h.createQuery(FARM + " ORDER BY id").map(RegistryRows::farm).list());
  }

  public Optional<Farm> farm(String id) {
    return jdbi.withHandle(
        h ->
            h.createQuery(FARM + " WHERE id = :id")
                .bind("id", id)
                .map(RegistryRows::farm)
                .findOne());
  }

  /** All plots by id. */
  public List<Plot> plots() {
    return jdbi.withHandle(
        h -> h.createQuery(PLOT + " ORDER BY id").map(RegistryRows::plot).list());
  }

  /** The plots of a farm by id. */
  public List<Plot> plots(String farm) {
    return jdbi.withHandle(
        h ->
            h.createQuery(PLOT + " WHERE farm = :farm ORDER BY id")
                .bind("farm", farm)
                .map(RegistryRows::plot)
                .list());
  }

  public Optional<Plot> plot(String id) {
    return jdbi.withHandle(
        h ->
            h.createQuery(PLOT + " WHERE id = :id")
                .bind("id", id)
                .map(RegistryRows::plot)
                .findOne());
  }

  /** All devices by id. */
  public List<Device> devices() {
    return jdbi.withHandle(
        h -> h.createQuery(DEVICE + " ORDER BY id").map(RegistryRows::device).list());
  }

  /** The first {@code limit} devices whose id comes after {@code after}, by id. */
  public List<Device> devicesAfter(String after, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(DEVICE + " WHERE id > :after ORDER BY id LIMIT :limit")
                .bind("after", after)
                .bind("limit", limit)
                .map(RegistryRows::device)
                .list());
  }

  /** The devices that stand on a plot, by id. */
  public List<Device> devicesOfPlot(String plot) {
    return jdbi.withHandle(
        h ->
            h.createQuery(DEVICE + " WHERE plot = :plot ORDER BY id")
                .bind("plot", plot)
                .map(RegistryRows::device)
                .list());
  }

  /** The devices that stand on any plot of a farm, by id. */
  public List<Device> devicesOfFarm(String farm) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    DEVICE + " WHERE plot IN (SELECT id FROM plots WHERE farm = :farm) ORDER BY id")
                .bind("farm", farm)
                .map(RegistryRows::device)
                .list());
  }

  public Optional<Device> device(String id) {
    return jdbi.withHandle(
        h ->
            h.createQuery(DEVICE + " WHERE id = :id")
                .bind("id", id)
                .map(RegistryRows::device)
                .findOne());
  }

  /** Adds a farm. */
  public void createFarm(Farm farm) {
    Names.requireId("id", farm.id());
    String name = Names.requireName("name", farm.name());
    String province = Names.requireName("province", farm.province());
    int added =
        jdbi.withHandle(
            h ->
                h.createUpdate(
                        """
                        INSERT INTO farms (id, name, province, created)
                        VALUES (:id, :name, :province, :created) ON CONFLICT DO NOTHING
                        """)
                    .bind("id", farm.id())
                    .bind("name", name)
                    .bind("province", province)
                    .bind("created", clock.millis())
                    .execute());
    refuseDuplicate(added, "farm", farm.id());
  }

  /** Adds a plot to a farm that exists. */
  public void createPlot(Plot plot) {
    Names.requireId("id", plot.id());
    String name = Names.requireName("name", plot.name());
    String crop = Names.requireName("crop", plot.crop());
    if (!Plot.isArea(plot.areaSquareMetres())) {
      throw RefusedException.invalid("\"area_m2\" must be more than 0 and at most 1000000000 m²");
    }
    Optional<String> code =
        plot.growingAreaCode().map(text -> Names.requireName("growing_area_code", text));
    int added =
        jdbi.inTransaction(
            h -> {
              requireExists(h, "farm", "farms", plot.farm());
              return h.createUpdate(
                      """
                      INSERT INTO plots (id, farm, name, crop, area_m2, growing_area_code, created)
                      VALUES (:id, :farm, :name, :crop, :area, :code, :created)
                      ON CONFLICT DO NOTHING
                      """)
                  .bind("id", plot.id())
                  .bind("farm", plot.farm())
                  .bind("name", name)
                  .bind("crop", crop)
                  .bind("area", plot.areaSquareMetres())
                  .bind("code", code)
                  .bind("created", clock.millis())
                  .execute();
            });
    refuseDuplicate(added, "plot", plot.id());
  }

  /**
   * Adds a device; its {@code created} is taken from the clock. One that has entered by itself
   * becomes this one.
   *
   * @return the token with which it signs in, which cannot be asked for again
   */
  public String createDevice(Device device) {
    Names.requireId("id", device.id());
    String token = secrets.newToken();
    int added =
        jdbi.inTransaction(
            h -> {
              device.plot().ifPresent(plot -> requireExists(h, "plot", "plots", plot));
              device.gateway().ifPresent(gateway -> requireGateway(h, gateway));
              return h.createUpdate(
                      """
                      INSERT INTO devices (id, plot, kind, gateway, token_hash, created)
                      VALUES (:id, :plot, :kind, :gateway, :hash, :created)
                      ON CONFLICT (id) DO UPDATE SET plot = excluded.plot, kind = excluded.kind,
                        gateway = excluded.gateway, token_hash = excluded.token_hash
                      WHERE devices.token_hash = :none
                      """)
                  .bind("id", device.id())
                  .bind("plot", device.plot())
                  .bind("kind", device.kind().code())
                  .bind("gateway", device.gateway())
                  .bind("none", NO_TOKEN)
                  .bind("hash", Secrets.hash(token))
                  .bind("created", clock.millis())
                  .execute();
            });
    refuseDuplicate(added, "device", device.id());
    remember(device.id());
    return token;
  }

  /** Gives a device a new token; the old one ends at once. Returns the new token. */
  public String rotateToken(String id) {
    String token = secrets.newToken();
    int changed =
        jdbi.withHandle(
            h ->
                h.createUpdate("UPDATE devices SET token_hash = :hash WHERE id = :id")
                    .bind("hash", Secrets.hash(token))
                    .bind("id", id)
                    .execute());
    if (changed == 0) {
      throw noDevice(id);
    }
    remember(id);
    return token;
  }

  /** Takes a device off the register; its readings stay. */
  public void deleteDevice(String id) {
    jdbi.useTransaction(
        h -> {
          int behind =
              h.createQuery("SELECT COUNT(*) FROM devices WHERE gateway = :id")
                  .bind("id", id)
                  .mapTo(Integer.class)
                  .one();
          if (behind > 0) {
            throw RefusedException.conflict(
                behind + " devices report through " + id + "; delete or move those first");
          }
          if (h.createUpdate("DELETE FROM devices WHERE id = :id").bind("id", id).execute() == 0) {
            throw noDevice(id);
          }
        });
    directory.remove(id);
  }

  /** The farm of this id; refused as not found where there is none. */
  public Farm requireFarm(String id) {
    return farm(id).orElseThrow(() -> RefusedException.notFound("there is no farm \"" + id + "\""));
  }

  /** The plot of this id; refused as not found where there is none. */
  public Plot requirePlot(String id) {
    return plot(id).orElseThrow(() -> RefusedException.notFound("there is no plot \"" + id + "\""));
  }

  /** The device of this id; refused as not found where there is none. */
  public Device requireDevice(String id) {
    return device(id).orElseThrow(() -> noDevice(id));
  }

  /** What a missing device is answered with. */
  public static RefusedException noDevice(String id) {
    return RefusedException.notFound("there is no device \"" + id + "\"");
  }

  /** Enters devices that came by themselves: of no plot and kind, and without a token. */
  void admit(List<String> ids) {
    jdbi.useTransaction(
        h -> {
          PreparedBatch batch =
              h.prepareBatch(
                  """
                  INSERT INTO devices (id, kind, token_hash, created)
                  VALUES (:id, :kind, :none, :created) ON CONFLICT DO NOTHING
                  """);
          for (String id : ids) {
            batch
                .bind("id", id)
                .bind("kind", DeviceKind.OTHER.code())
                .bind("none", NO_TOKEN)
                .bind("created", clock.millis())
                .add();
          }
          batch.execute();
        });
    ids.forEach(this::remember);
  }

  int devicesWithoutToken() {
    return directory.withoutToken();
  }

  private void remember(String id) {
    jdbi.withHandle(handle -> RegistryRows.directoryEntry(handle, id))
        .ifPresent(entry -> directory.put(id, entry));
  }

  private static void requireExists(Handle handle, String what, String table, String id) {
    if (handle
        .createQuery("SELECT 1 FROM " + table + " WHERE id = :id")
        .bind("id", id)
        .mapTo(Integer.class)
        .findOne()
        .isEmpty()) {
      throw RefusedException.invalid("there is no " + what + " \"" + id + "\"; create it first");
    }
  }

  private static void requireGateway(Handle handle, String id) {
    boolean found =
        handle
            .createQuery("SELECT kind FROM devices WHERE id = :id")
            .bind("id", id)
            .mapTo(String.class)
            .findOne()
            .filter(DeviceKind.GATEWAY.code()::equals)
            .isPresent();
    if (!found) {
      throw RefusedException.invalid(
          "there is no gateway \"" + id + "\"; create a device of kind \"gateway\" first");
    }
  }

  private static void refuseDuplicate(int added, String what, String id) {
    if (added == 0) {
      throw RefusedException.conflict("there is already a " + what + " \"" + id + "\"");
    }
  }
}
