package vn.kenh.gateway;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.kenh.gateway.cli.FolderOptions;
import vn.kenh.gateway.cli.SafeText;
import vn.kenh.gateway.cli.SpoolSizeOption;
import vn.kenh.gateway.intake.KeyBudget;
import vn.kenh.gateway.spool.DataFolder;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineItem;
import vn.kenh.gateway.spool.QuarantineOptions;
import vn.kenh.gateway.spool.QuarantineReader;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolOptions;

/** {@code kenh-gateway quarantine}: what could not be read or handed on, and trying it again. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows what could not be read or handed on, and tries it again.")
final class QuarantineCommand implements Runnable {

  private static final int PAYLOAD_BYTES = 300;
  private static final int PAGE = 100;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "name a command: list or replay; see --help");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Lists the quarantine, the oldest first; the gateway may run.",
        "Bytes that are no harmless text are shown as \\xNN."
      })
  int list(
      @Mixin FolderOptions folder,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "20",
              description = "Show at most this many (default: ${DEFAULT-VALUE}).")
          int limit,
      @Option(
              names = "--after",
              paramLabel = "ID",
              defaultValue = "0",
              description = "Begin behind this item (default: the oldest).")
          long after)
      throws SQLException {
    requirePositive(limit);
    PrintWriter out = out();
    try (QuarantineReader quarantine = new QuarantineReader(file(folder))) {
      List<QuarantineItem> items = quarantine.list(limit, after);
      for (QuarantineItem item : items) {
        out.printf(
            "%d  %s  %s  %s, %d bytes%n",
            item.id(),
            Instant.ofEpochMilli(item.receivedMillis()),
            SafeText.of(item.topic()),
            item.kind().name().toLowerCase(Locale.ROOT),
            item.payload().length);
        out.println("    why: " + SafeText.of(item.error()));
        out.println("    " + SafeText.of(item.payload(), PAYLOAD_BYTES));
      }
      out.println(items.size() + " of " + quarantine.size() + " items");
      if (items.size() == limit) {
        out.println("more behind: --after " + items.get(limit - 1).id());
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Tries what is in the quarantine again, the oldest first; what succeeds leaves it and is handed"
            + " on when the gateway runs.",
        "The gateway must be stopped: devices keep what it has not acknowledged."
      })
  int replay(
      @Mixin FolderOptions folder,
      @Mixin SpoolSizeOption spoolSize,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "1000000",
              description = "Try at most this many (default: ${DEFAULT-VALUE}).")
          int limit)
      throws SQLException {
    requirePositive(limit);
    SpoolOptions sizes = SpoolOptions.defaults().withLimit(checked(spoolSize::limitBytes));
    file(folder);
    Clock clock = Clock.systemUTC();
    PrintWriter out = out();
    try (DataFolder data = DataFolder.open(dataDir(folder));
        Quarantine quarantine =
            Quarantine.open(data.quarantine(), QuarantineOptions.defaults(), clock)) {
      long before = quarantine.size();
      int failed = replay(data, sizes, quarantine, limit, clock, out);
      // Counted when the spool is closed: only what it could write has left the quarantine.
      long gone = before - quarantine.size();
      out.println(
          "replayed " + gone + ", " + failed + " cannot be read, " + quarantine.size() + " left");
    }
    out.flush();
    return ExitCode.OK;
  }

  /** Returns how many of those that were tried cannot be read. */
  private static int replay(
      DataFolder data,
      SpoolOptions sizes,
      Quarantine quarantine,
      int limit,
      Clock clock,
      PrintWriter out)
      throws SQLException {
    int tried = 0;
    int failed = 0;
    try (KeyBudget keys = KeyBudget.open(data.path().resolve("keys.db"));
        Spool spool = Spool.open(data.spool(), sizes, quarantine, clock)) {
      Inboxes inboxes = new Inboxes(spool, keys, answers -> answers, clock);
      long after = 0;
      List<QuarantineItem> page = quarantine.list(Math.min(PAGE, limit), after);
      while (!page.isEmpty()) {
        for (QuarantineItem item : page) {
          after = item.id();
          tried++;
          Optional<String> problem = inboxes.retry(item, quarantine);
          if (problem.isPresent()) {
            failed++;
            out.println(after + " stays: " + SafeText.of(problem.get()));
          }
        }
        awaitRoom(spool);
        page = quarantine.list(Math.min(PAGE, limit - tried), after);
      }
    }
    return failed;
  }

  private static void awaitRoom(Spool spool) {
    while (spool.backpressure().saturated()) {
      if (!spool.health().good()) {
        throw new IllegalStateException(
            "the spool takes no more: " + spool.health().detail() + "; run the gateway first");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private void requirePositive(int limit) {
    if (limit < 1) {
      throw wrong("--limit: " + limit + " is too few; use 1 or more");
    }
  }

  private Path file(FolderOptions folder) {
    Path file = dataDir(folder).resolve("quarantine.db");
    if (!Files.exists(file)) {
      throw new IllegalStateException(
          "there is no " + file + "; name the gateway's folder by --data-dir");
    }
    return file;
  }

  private Path dataDir(FolderOptions folder) {
    return checked(folder::dataDir);
  }

  private <T> T checked(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String why) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), why);
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
