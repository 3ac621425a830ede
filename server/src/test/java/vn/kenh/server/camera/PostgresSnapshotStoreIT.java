package vn.kenh.server.camera;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import vn.kenh.server.registry.Database;
import vn.kenh.testing.PostgresServer;

final class PostgresSnapshotStoreIT extends SnapshotStoreContract {

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  Database open() {
    return Database.postgres(server.createDatabase("camera" + DATABASES.incrementAndGet()));
  }
}
