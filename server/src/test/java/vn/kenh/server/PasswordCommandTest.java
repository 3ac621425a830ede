package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import vn.kenh.server.registry.Database;
import vn.kenh.server.registry.People;
import vn.kenh.server.registry.Person;
import vn.kenh.server.registry.Role;

final class PasswordCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @Test
  void whoLostAPasswordGetsANewOne() {
    try (Database database = Database.sqlite(folder.resolve("kenh.db"))) {
      People people = new People(database, Clock.systemUTC());
      people.create("admin", "lost for ever", Role.ADMIN);

      assertThat(run("--data-dir=" + folder, "admin")).isZero();

      assertThat(out.toString()).startsWith("name=admin password=");
      String password = out.toString().split("password=", 2)[1].split(" ", 2)[0];
      assertThat(people.authenticate("admin", password)).contains(new Person("admin", Role.ADMIN));
      assertThat(people.authenticate("admin", "lost for ever")).isEmpty();
      assertThat(run("--data-dir=" + folder, "nobody")).isEqualTo(1);
      assertThat(errors.toString()).contains("nobody called \"nobody\"");
    }
  }

  @Test
  void aFolderWithoutADatabaseIsLeftAsItIs() {
    assertThat(run("--data-dir=" + folder, "admin")).isEqualTo(1);
    assertThat(errors.toString()).contains("--data-dir");
    assertThat(folder).isEmptyDirectory();
  }

  private int run(String... arguments) {
    return new CommandLine(new PasswordCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(errors))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println(CommandFailure.explain(failure));
              return CommandLine.ExitCode.SOFTWARE;
            })
        .execute(arguments);
  }
}
