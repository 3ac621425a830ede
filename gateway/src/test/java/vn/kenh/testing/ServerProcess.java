package vn.kenh.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A child process with a log file, that tests can wait for, kill, and be sure has ended. */
public final class ServerProcess implements AutoCloseable {

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts {@code command}; both output streams are appended to {@code log}. */
  public static ServerProcess start(Path log, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new ServerProcess(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot start " + command.get(0) + "; dev/verify installs what the tests need", e);
    }
  }

  /** The absolute path of an installed program, looked for on PATH and in the sbin folders. */
  public static String program(String name) {
    String path = System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin:/sbin";
    for (String folder : path.split(":")) {
      Path candidate = Path.of(folder, name);
      if (Files.isExecutable(candidate)) {
        return candidate.toString();
      }
    }
    throw new IllegalStateException(name + " is not installed; dev/verify installs it");
  }

  /** A TCP port of the loopback address that was free a moment ago. */
  public static int freePort() {
    try {
      return bound(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Such a port below those from which Linux serves outgoing connections (32768 and above). */
  public static int freePortForServers() {
    IOException last = new IOException("never tried");
    for (int attempt = 0; attempt < 200; attempt++) {
      try {
        return bound(ThreadLocalRandom.current().nextInt(20_000, 32_000));
      } catch (IOException e) {
        last = e;
      }
    }
    throw new UncheckedIOException("no free port below 32000", last);
  }

  private static int bound(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * Waits until something listens on {@code port}; fails with the log if the process ends first.
   */
  public ServerProcess awaitPort(int port) {
    Awaitility.await("port " + port)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .failFast(() -> failIf(!process.isAlive()))
        .until(() -> listens(port));
    return this;
  }

  /** Waits until the log holds a line that contains {@code text}, and returns that line. */
  public String awaitLine(String text) {
    return Awaitility.await("log line with " + text)
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(20))
        .failFast(() -> failIf(!process.isAlive() && !log().contains(text)))
        .until(
            () -> log().lines().filter(line -> line.contains(text)).findFirst().orElse(""),
            line -> !line.isEmpty());
  }

  public String log() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends the process at once, as a power cut would: SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Waits for the process to end by itself and returns its exit code. */
  public int awaitExit() {
    awaitEnd();
    return process.exitValue();
  }

  /** Asks the process to end (SIGTERM), and insists after 20 seconds. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private void failIf(boolean ended) {
    if (ended) {
      throw new AssertionError("ended early:\n" + log());
    }
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("process " + process.pid() + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a process to end", e);
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
