package vn.kenh.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real PostgreSQL on a free port of the loopback address, in a folder of its own that is deleted
 * at the end. PostgreSQL refuses to run as root, so root starts it as the user {@code postgres}.
 */
public final class PostgresServer implements AutoCloseable {

  private final Path folder;
  private final Path programs;
  private final int port = ServerProcess.freePort();
  private final ServerProcess process;

  private PostgresServer(Path folder) {
    this.folder = folder;
    this.programs = programs();
    run("initdb", "-D", data(), "-U", "kenh", "-A", "trust", "-E", "UTF8", "--locale=C", "-N");
    this.process =
        ServerProcess.start(
                folder.resolve("postgres.log"),
                asAllowedUser(
                    "postgres",
                    List.of(
                        "-D",
                        data(),
                        "-p",
                        String.valueOf(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=" + folder,
                        "-c",
                        "fsync=off")))
            .awaitPort(port);
    awaitReady();
  }

  /** Starts PostgreSQL with an empty database {@code postgres} that user {@code kenh} owns. */
  public static PostgresServer start() {
    try {
      Path folder = Files.createTempDirectory("kenh-postgres");
      // The server's user must be able to write here; the name is random and it is a test's.
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
      return new PostgresServer(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String jdbcUrl() {
    return jdbcUrl("postgres");
  }

  /** Creates one more empty database and returns its address. */
  public String createDatabase(String name) {
    run("createdb", "-h", "127.0.0.1", "-p", String.valueOf(port), "-U", "kenh", name);
    return jdbcUrl(name);
  }

  @Override
  public void close() {
    run("pg_ctl", "stop", "-D", data(), "-m", "immediate", "-w");
    process.awaitExit();
    deleteFolder();
  }

  private String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=kenh";
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  /** It listens before it accepts; pg_isready waits for the former only. */
  private void awaitReady() {
    Awaitility.await("PostgreSQL ready")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> run("pg_isready", "-h", "127.0.0.1", "-p", String.valueOf(port)));
  }

  private void run(String program, String... arguments) {
    Path log = folder.resolve(program + ".log");
    try (ServerProcess command =
        ServerProcess.start(log, asAllowedUser(program, List.of(arguments)))) {
      int exit = command.awaitExit();
      if (exit != 0) {
        throw new AssertionError(program + " ended with " + exit + ":\n" + command.log());
      }
    }
  }

  private List<String> asAllowedUser(String program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(
          List.of(
              ServerProcess.program("setpriv"),
              "--reuid=postgres",
              "--regid=postgres",
              "--clear-groups"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(arguments);
    return command;
  }

  private static Path programs() {
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder())
          .orElseThrow(
              () ->
                  new IllegalStateException("PostgreSQL is not installed; dev/verify installs it"));
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL is not installed; dev/verify installs it", e);
    }
  }

  private void deleteFolder() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
