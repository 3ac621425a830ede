package vn.kenh.server;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kenh server}: runs until it is asked to end (SIGTERM, Ctrl-C). */
@Command(
    name = "server",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the server.",
      "Every option is also an environment variable (--influx-url = KENH_INFLUX_URL)"
          + " and a key of the --config file."
    })
final class ServerCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() throws Exception {
    ServerSettings settings = options.settings();
    Server server = Server.start(settings);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  // An end that was asked for is a good one, not 128 + SIGTERM.
                  Runtime.getRuntime().halt(0);
                },
                "kenh-shutdown"));
    server.firstStart().lines().forEach(System.out::println);
    System.out.println(server.listening());
    new CountDownLatch(1).await();
    return 0;
  }
}
