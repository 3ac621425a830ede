package vn.kenh.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import vn.kenh.server.ServerSettings.Address;
import vn.kenh.server.doctor.BrokerCheck;
import vn.kenh.server.doctor.ClockCheck;
import vn.kenh.server.doctor.DiskCheck;
import vn.kenh.server.doctor.Finding;
import vn.kenh.server.doctor.StoreCheck;
import vn.kenh.server.registry.Database;
import vn.kenh.server.telemetry.TelemetryStore;

/** {@code kenh doctor}: takes the server's options and checks all they name. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks configuration, disk, clock, InfluxDB, database and broker,",
      "and says what to do about each finding. Takes the server's options."
    })
final class DoctorCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() {
    ServerSettings settings = options.settings();
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    boolean bad = false;
    for (Finding finding : examine(settings)) {
      out.println(finding);
      bad |= finding.level() == Finding.Level.BAD;
    }
    out.println(bad ? "something needs you: see FAIL above" : "all is well");
    out.flush();
    return bad ? 1 : 0;
  }

  private static List<Finding> examine(ServerSettings settings) {
    Clock clock = Clock.systemUTC();
    List<Finding> findings = new ArrayList<>();
    findings.add(configuration(settings));
    findings.addAll(DiskCheck.run(settings.dataDir()));
    findings.add(ClockCheck.run(clock));
    findings.add(port("--http-port", settings.http()));
    findings.add(port("--mqtt-port", settings.mqtt()));
    findings.add(store(settings, clock));
    findings.add(database(settings));
    for (URI broker : settings.brokerUrls()) {
      findings.add(BrokerCheck.run(broker));
    }
    return findings;
  }

  private static Finding configuration(ServerSettings settings) {
    return settings.publicUrl().isPresent()
        ? Finding.good("configuration", "labels will point to " + settings.publicUrl().get())
        : Finding.note(
            "configuration",
            "--public-url is not set; set it before labels are printed, or buyers cannot open them");
  }

  private static Finding port(String option, Address address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address.host(), address.port()));
      return Finding.good(option, address + " is free");
    } catch (BindException e) {
      return Finding.note(
          option,
          address + " is taken: good if by the running server, otherwise choose another port");
    } catch (IOException | IllegalArgumentException e) {
      return Finding.bad(option, "cannot listen on " + address + ": " + e.getMessage());
    }
  }

  private static Finding store(ServerSettings settings, Clock clock) {
    if (settings.influx().isEmpty()) {
      return Finding.good("store", "the embedded store, in " + settings.dataDir());
    }
    String name = "InfluxDB " + settings.influx().get();
    try (TelemetryStore store = Parts.store(settings, clock)) {
      return StoreCheck.run(name, store, clock);
    } catch (RuntimeException e) {
      return Finding.bad(name, CommandFailure.explain(e));
    }
  }

  private static Finding database(ServerSettings settings) {
    if (settings.databaseUrl().isEmpty()) {
      return Finding.good("database", "SQLite, in " + settings.dataDir());
    }
    try {
      return Finding.good("database", Database.describe(settings.databaseUrl().get()));
    } catch (SQLException e) {
      return Finding.bad(
          "database",
          "cannot connect ("
              + e.getMessage()
              + "); check the address, user and password of --database-url");
    }
  }
}
