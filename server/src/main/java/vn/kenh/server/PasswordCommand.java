package vn.kenh.server;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.kenh.server.registry.Database;
import vn.kenh.server.registry.People;
import vn.kenh.server.registry.Secrets;

/** {@code kenh password NAME}: the way back in for who can reach the server's data. */
@Command(
    name = "password",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Gives a person a new password, prints it once, and ends their sessions.",
      "Takes the server's options, of which --data-dir or --database-url matters; the server may run."
    })
final class PasswordCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private ServerOptions options = new ServerOptions();

  @Parameters(paramLabel = "NAME", description = "Who, such as admin.")
  private String name = "";

  @Override
  public Integer call() {
    ServerSettings settings = options.settings();
    requireDatabase(settings);
    String password = new Secrets(new SecureRandom()).newPassword();
    try (Database database = Parts.database(settings)) {
      new People(database, Clock.systemUTC()).changePassword(name, password);
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println("name=" + name + " password=" + password + " (shown once)");
    out.flush();
    return 0;
  }

  /** Opening would create one, and then say that nobody is in it. */
  private static void requireDatabase(ServerSettings settings) {
    Path file = Parts.sqliteFile(settings);
    if (settings.databaseUrl().isEmpty() && !Files.exists(file)) {
      throw new IllegalStateException(
          "there is no " + file + "; name the server's --data-dir, or its --database-url");
    }
  }
}
