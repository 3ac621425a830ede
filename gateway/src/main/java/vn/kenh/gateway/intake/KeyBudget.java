package vn.kenh.gateway.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many keys outside the catalogue each device may bring: a device that makes up a new key for
 * every message must not fill the store with fields. Remembered across restarts; what is in memory
 * is bounded, the rest is looked up in the file. Safe for use from any thread; a key that is known
 * waits for no other thread.
 */
public final class KeyBudget implements AutoCloseable {

  /** Unknown keys a device may have. */
  public static final int KEYS_PER_DEVICE = 100;

  private static final Logger LOG = LoggerFactory.getLogger(KeyBudget.class);

  /** Keys of the young generation, and of the old one; a device counts as one. */
  private static final int KEYS_OF_A_GENERATION = 100_000;

  private final Path file;
  private final Connection connection;
  private final int keysOfAGeneration;
  private final List<Learned> unsaved = new ArrayList<>();

  /** Devices heard of lately. When it is full it becomes the old one, and the old one goes. */
  private volatile Map<String, Set<String>> young = new ConcurrentHashMap<>();

  private Map<String, Set<String>> old = Map.of();
  private int keysOfYoung;
  private boolean failing;

  private KeyBudget(Path file, Connection connection, int keysOfAGeneration) {
    this.file = file;
    this.connection = connection;
    this.keysOfAGeneration = keysOfAGeneration;
  }

  /** Opens the file; a damaged one is set aside, after which every device may begin anew. */
  public static KeyBudget open(Path file) {
    return open(file, KEYS_OF_A_GENERATION);
  }

  /** With room for twice so many keys in memory. */
  static KeyBudget open(Path file, int keysOfAGeneration) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try {
        return new KeyBudget(file, connect(file), keysOfAGeneration);
      } catch (SQLException e) {
        Path aside = Files.createTempFile(file.getParent(), file.getFileName() + ".damaged-", "");
        LOG.error("{} is damaged ({}); it is set aside as {}", file, e.getMessage(), aside);
        Files.move(file, aside, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-wal"));
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
        return new KeyBudget(file, connect(file), keysOfAGeneration);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + file, e);
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException("cannot open " + file, e));
    }
  }

  /** Whether {@code device} may use {@code key}, which it now has if it may. */
  boolean admits(String device, String key) {
    Set<String> keys = young.get(device);
    return (keys != null && keys.contains(key)) || learns(device, key);
  }

  private synchronized boolean learns(String device, String key) {
    Set<String> keys = keysOf(device);
    if (keys.contains(key)) {
      return true;
    }
    if (keys.size() >= KEYS_PER_DEVICE) {
      return false;
    }
    keys.add(key);
    keysOfYoung++;
    unsaved.add(new Learned(device, key));
    return true;
  }

  private Set<String> keysOf(String device) {
    Set<String> keys = young.get(device);
    if (keys == null) {
      keys = old.get(device);
      if (keys == null) {
        keys = load(device);
      }
      if (keysOfYoung + keys.size() >= keysOfAGeneration) {
        old = young;
        young = new ConcurrentHashMap<>();
        keysOfYoung = 0;
      }
      young.put(device, keys);
      keysOfYoung += keys.size() + 1;
    }
    return keys;
  }

  /** Writes down what is new. Trouble is logged once; the budget then lives in memory alone. */
  synchronized void save() {
    if (unsaved.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT OR IGNORE INTO device_key VALUES (?, ?)")) {
      for (Learned learned : unsaved) {
        insert.setString(1, learned.device());
        insert.setString(2, learned.key());
        insert.executeUpdate();
      }
      connection.commit();
      unsaved.clear();
      failing = false;
    } catch (SQLException e) {
      if (!failing) {
        LOG.warn("cannot write to {}: new keys of devices are not remembered", file, e);
      }
      failing = true;
      rollback();
      if (unsaved.size() > 2 * keysOfAGeneration) {
        unsaved.clear();
      }
    }
  }

  @Override
  public synchronized void close() {
    save();
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("closing {}: {}", file, e.toString());
    }
  }

  private Set<String> load(String device) {
    Set<String> keys = ConcurrentHashMap.newKeySet();
    for (Learned learned : unsaved) {
      if (learned.device().equals(device)) {
        keys.add(learned.key());
      }
    }
    try (PreparedStatement select =
        connection.prepareStatement("SELECT key FROM device_key WHERE device = ?")) {
      select.setString(1, device);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          keys.add(row.getString(1));
        }
      }
    } catch (SQLException e) {
      LOG.warn("cannot read the keys of {} from {}: {}", device, file, e.getMessage());
    }
    return keys;
  }

  private void rollback() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      LOG.debug("rollback of {}", file, e);
    }
  }

  private static Connection connect(Path file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=NORMAL");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS device_key (device TEXT NOT NULL, key TEXT NOT NULL, PRIMARY"
              + " KEY (device, key)) WITHOUT ROWID");
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private record Learned(String device, String key) {}
}
