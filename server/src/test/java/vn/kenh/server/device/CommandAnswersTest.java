package vn.kenh.server.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.gateway.codec.Message;
import vn.kenh.server.device.Command.State;
import vn.kenh.server.registry.Database;

final class CommandAnswersTest {

  @TempDir private Path folder;
  private final ExecutorService worker = Executors.newSingleThreadExecutor();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private Database database;
  private Commands commands;
  private CommandAnswers answers;

  @BeforeEach
  void open() {
    database = Database.sqlite(folder.resolve("kenh.db"));
    run("INSERT INTO devices (id, kind, token_hash, created) VALUES ('d1', 'valve', 'none', 0)");
    commands = new Commands(database, Clock.systemUTC());
    answers = new CommandAnswers(commands, worker, Duration.ofMillis(50));
  }

  @AfterEach
  void close() {
    worker.shutdownNow();
    database.close();
  }

  @Test
  void anAnswerTheDatabaseDoesNotTakeIsTriedAgainAndThenAcknowledged() {
    String id = commands.create("d1", "valve.close", 0).id();
    rename("commands", "elsewhere");
    accept("{\"id\":\"" + id + "\",\"result\":\"done\"}");
    await().during(Duration.ofMillis(300)).until(() -> acknowledged.get() == 0);
    rename("elsewhere", "commands");
    await().until(() -> acknowledged.get() == 1);
    assertThat(commands.find("d1", id).orElseThrow().state()).isEqualTo(State.DONE);
  }

  @Test
  void anAnswerNobodyCanReadIsAcknowledged() {
    accept("no answer");
    accept("{\"id\":\"a\\u0000b\",\"result\":\"done\"}");
    await().until(() -> acknowledged.get() == 2);
  }

  @Test
  void aReasonLosesTheCharacterNoDatabaseKeeps() {
    String id = commands.create("d1", "valve.close", 0).id();
    accept("{\"id\":\"" + id + "\",\"result\":\"failed\",\"reason\":\"a\\u0000b\"}");
    await().until(() -> acknowledged.get() == 1);
    assertThat(commands.find("d1", id).orElseThrow().reason()).contains("ab");
  }

  private void rename(String from, String to) {
    run("ALTER TABLE " + from + " RENAME TO " + to);
  }

  private void run(String sql) {
    database.jdbi().useHandle(h -> h.execute(sql));
  }

  private void accept(String payload) {
    answers.accept(
        new Message("kenh/d1/ack", payload.getBytes(StandardCharsets.UTF_8), 0),
        acknowledged::incrementAndGet);
  }
}
