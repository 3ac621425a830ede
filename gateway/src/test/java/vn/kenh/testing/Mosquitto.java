package vn.kenh.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real Mosquitto broker on a free port, with persistence, open to anyone on the loopback. */
public final class Mosquitto implements AutoCloseable {

  private final Path folder;
  private final int port;
  private ServerProcess process;

  private Mosquitto(Path folder, int port) {
    this.folder = folder;
    this.port = port;
    String configuration =
        """
        listener %d 127.0.0.1
        allow_anonymous true
        persistence true
        persistence_location %s/
        max_queued_messages 0
        user root
        """
            .formatted(port, folder);
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("mosquitto.conf"), configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.process = launch();
  }

  public static Mosquitto start(Path folder) {
    return new Mosquitto(folder, ServerProcess.freePort());
  }

  public String url() {
    return "mqtt://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /** Process id. */
  public long pid() {
    return process.pid();
  }

  public void kill() {
    process.kill();
  }

  public void restart() {
    process = launch();
  }

  @Override
  public void close() {
    process.close();
  }

  private ServerProcess launch() {
    return ServerProcess.start(
            folder.resolve("mosquitto.log"),
            List.of(
                ServerProcess.program("mosquitto"),
                "-c",
                folder.resolve("mosquitto.conf").toString()))
        .awaitPort(port);
  }
}
