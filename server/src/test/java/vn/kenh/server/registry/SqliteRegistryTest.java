package vn.kenh.server.registry;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteRegistryTest extends RegistryContract {

  @TempDir private Path folder;

  @Override
  Database open() {
    return Database.sqlite(folder.resolve("sub/kenh.db"));
  }
}
