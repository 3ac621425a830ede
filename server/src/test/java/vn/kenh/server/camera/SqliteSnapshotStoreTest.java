package vn.kenh.server.camera;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.server.registry.Database;

final class SqliteSnapshotStoreTest extends SnapshotStoreContract {

  @TempDir private Path databases;

  @Override
  Database open() {
    return Database.sqlite(databases.resolve("kenh.db"));
  }
}
