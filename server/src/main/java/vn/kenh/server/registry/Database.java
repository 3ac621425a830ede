package vn.kenh.server.registry;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The SQL database of the registry and everything else that is not a time series: a SQLite file by
 * default, or PostgreSQL. Opening it brings its tables up to date.
 */
public final class Database implements AutoCloseable {

  private static final Duration LOCK_WAIT = Duration.ofSeconds(10);

  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Database(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
  }

  /**
   * Opens, and creates where it is missing, a SQLite file. A commit is on disk when it returns.
   *
   * @throws IllegalStateException if the file is no database or was made by a newer version
   */
  public static Database sqlite(Path file) {
    createFolder(file);
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(Math.toIntExact(LOCK_WAIT.toMillis()));
    // A transaction that reads first and writes later would otherwise fail instead of waiting.
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return open(source, "the database file " + file, 4);
  }

  /**
   * Opens a PostgreSQL database.
   *
   * @param jdbcUrl {@code jdbc:postgresql://host/database?user=…&password=…}
   * @throws IllegalStateException if it cannot be reached or was made by a newer version
   */
  public static Database postgres(String jdbcUrl) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    return open(config, "the database of --database-url", 8);
  }

  /**
   * Connects to a PostgreSQL without changing anything in it.
   *
   * @return what answers there
   * @throws SQLException if it cannot be reached or does not let us in
   */
  public static String describe(String jdbcUrl) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
      return connection.getMetaData().getDatabaseProductName()
          + " "
          + connection.getMetaData().getDatabaseProductVersion();
    }
  }

  /** The way to run statements. Statements must run on SQLite and PostgreSQL alike. */
  public Jdbi jdbi() {
    return jdbi;
  }

  /** Whether the database answers now. */
  public boolean isUp() {
    try {
      return jdbi.withHandle(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one())
          == 1;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private static Database open(DataSource source, String what, int connections) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    return open(config, what, connections);
  }

  private static Database open(HikariConfig config, String what, int connections) {
    config.setPoolName("kenh-sql");
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(LOCK_WAIT.toMillis());
    HikariDataSource pool = null;
    try {
      pool = new HikariDataSource(config);
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(pool)
          .locations("classpath:db/migration")
          .load()
          .migrate();
      return new Database(pool);
    } catch (FlywayException | com.zaxxer.hikari.pool.HikariPool.PoolInitializationException e) {
      if (pool != null) {
        pool.close();
      }
      throw new IllegalStateException("cannot open " + what + ": " + e.getMessage(), e);
    }
  }

  private static void createFolder(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the folder of " + file, e);
    }
  }
}
