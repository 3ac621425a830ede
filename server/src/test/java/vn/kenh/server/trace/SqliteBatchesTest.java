package vn.kenh.server.trace;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.server.registry.Database;

final class SqliteBatchesTest extends BatchesContract {

  @TempDir private Path folder;

  @Override
  Database open() {
    return Database.sqlite(folder.resolve("kenh.db"));
  }
}
