package vn.kenh.server.alert;

import java.time.Instant;
import java.util.List;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.Plot;

/** Something a person should look at. */
public sealed interface Finding {

  /** How soon. */
  Level level();

  /** Tells it in words, a picture or whatever else; every kind has its own case. */
  <T> T tell(Teller<T> teller);

  /** The store of readings does not answer; {@code detail} says what to do about it. */
  record StoreDown(String detail) implements Finding {

    @Override
    public Level level() {
      return Level.ALARM;
    }

    @Override
    public <T> T tell(Teller<T> teller) {
      return teller.storeDown(this);
    }
  }

  /**
   * The crop wants water.
   *
   * @param moisture of the soil, percent
   * @param watering whether water runs already
   */
  record DrySoil(Level level, Plot plot, double moisture, boolean watering) implements Finding {

    @Override
    public <T> T tell(Teller<T> teller) {
      return teller.drySoil(this);
    }
  }

  /** A device was registered and never heard of. */
  record NeverSeen(Plot plot, Device device) implements Finding {

    @Override
    public Level level() {
      return Level.HINT;
    }

    @Override
    public <T> T tell(Teller<T> teller) {
      return teller.neverSeen(this);
    }
  }

  /**
   * Devices of a plot are silent: several have one cause more often than not, and are one finding.
   *
   * @param devices at least one
   * @param lastSeen when the last of them was heard of
   */
  record SilentDevices(Plot plot, List<Device> devices, Instant lastSeen) implements Finding {

    @Override
    public Level level() {
      return Level.WARNING;
    }

    @Override
    public <T> T tell(Teller<T> teller) {
      return teller.silentDevices(this);
    }
  }

  /** A battery should be changed; {@code charge} is in percent. */
  record LowBattery(Level level, Plot plot, Device device, double charge) implements Finding {

    @Override
    public <T> T tell(Teller<T> teller) {
      return teller.lowBattery(this);
    }
  }

  /** So many messages could not be read or stored. */
  record Quarantined(long messages) implements Finding {

    @Override
    public Level level() {
      return Level.HINT;
    }

    @Override
    public <T> T tell(Teller<T> teller) {
      return teller.quarantined(this);
    }
  }

  /** One case a kind of finding. */
  interface Teller<T> {

    T storeDown(StoreDown finding);

    T drySoil(DrySoil finding);

    T neverSeen(NeverSeen finding);

    T silentDevices(SilentDevices finding);

    T lowBattery(LowBattery finding);

    T quarantined(Quarantined finding);
  }
}
