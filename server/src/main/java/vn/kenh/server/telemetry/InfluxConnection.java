package vn.kenh.server.telemetry;

import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBException;
import org.influxdb.InfluxDBFactory;
import org.influxdb.InfluxDBIOException;
import org.influxdb.dto.Query;
import org.influxdb.dto.QueryResult;
import vn.kenh.server.telemetry.InfluxOptions.Credentials;
import vn.kenh.server.telemetry.StoreUnavailableException.Cause;

/** Requests to one InfluxDB, and what its answers mean. */
final class InfluxConnection implements AutoCloseable {

  private final InfluxOptions options;
  private final InfluxDB influx;

  InfluxConnection(InfluxOptions options) {
    this.options = options;
    this.influx = connect(options);
  }

  InfluxDB influx() {
    return influx;
  }

  String database() {
    return options.database();
  }

  /**
   * Stores lines; on return InfluxDB has all of them. Creates the database if it is missing.
   *
   * @throws InfluxRefusal for 400 and 413, which say something about the lines
   */
  void write(String lines) throws InfluxRefusal, StoreUnavailableException, InterruptedException {
    try {
      post(lines);
    } catch (InfluxRefusal e) {
      if (!e.isDatabaseMissing()) {
        throw e;
      }
      createDatabase();
      post(lines);
    }
  }

  /** Results of one or several statements; nothing where the database does not exist yet. */
  List<QueryResult.Result> query(String statements)
      throws StoreUnavailableException, InterruptedException {
    try {
      QueryResult answer =
          influx.query(new Query(statements, options.database(), true), TimeUnit.MILLISECONDS);
      if (answer.getResults() == null) {
        throw refusedQuery(String.valueOf(answer.getError()));
      }
      for (QueryResult.Result result : answer.getResults()) {
        if (result.hasError()) {
          requireDatabaseMissing(result);
          return List.of();
        }
      }
      return answer.getResults();
    } catch (InfluxDBException e) {
      throw unavailable(e);
    }
  }

  /**
   * Passes over the error of a database that the first write will create.
   *
   * @throws StoreUnavailableException for every other error of a result
   */
  void requireDatabaseMissing(QueryResult.Result result) throws StoreUnavailableException {
    // Where several statements ask for a missing database, InfluxDB 1 says only this of the first.
    boolean unsaid = result.getError().equals("not executed");
    if (!unsaid && !result.getError().startsWith("database not found")) {
      throw refusedQuery(result.getError());
    }
  }

  StoreHealth health() throws InterruptedException {
    try {
      query("SHOW MEASUREMENTS LIMIT 1");
      return new StoreHealth(
          true,
          "InfluxDB " + influx.version() + " at " + options.url() + ", database " + database());
    } catch (StoreUnavailableException e) {
      return new StoreHealth(false, String.valueOf(e.getMessage()));
    } catch (InfluxDBException e) {
      return new StoreHealth(false, options.url() + " does not answer a ping: " + e.getMessage());
    }
  }

  /** What a failed request means for the caller. */
  StoreUnavailableException unavailable(Throwable error) throws InterruptedException {
    Throwable cause = error instanceof InfluxDBIOException ? error.getCause() : error;
    if (cause instanceof InfluxRefusal refusal) {
      return unavailable(refusal);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while waiting for InfluxDB");
    }
    return new StoreUnavailableException(
        Cause.TRANSIENT,
        "InfluxDB at "
            + options.url()
            + " cannot be reached ("
            + cause
            + "): is it running, and is --influx-url right?",
        error);
  }

  private StoreUnavailableException unavailable(InfluxRefusal refusal) {
    int status = refusal.status();
    if (status == InfluxRefusal.TOO_MANY || status >= 500) {
      return new StoreUnavailableException(
          Cause.TRANSIENT,
          "InfluxDB at " + options.url() + " is in trouble: " + refusal.getMessage());
    }
    String cure =
        switch (status) {
          case InfluxRefusal.UNAUTHORIZED ->
              "check --influx-user and --influx-password, or --influx-token";
          case InfluxRefusal.FORBIDDEN ->
              "the user or token lacks rights on the database "
                  + InfluxQl.identifier(database())
                  + "; on InfluxDB 1: GRANT ALL ON "
                  + InfluxQl.identifier(database())
                  + " TO the user";
          case InfluxRefusal.NOT_FOUND ->
              "the database "
                  + InfluxQl.identifier(database())
                  + " does not exist and could not be created; create it, or on InfluxDB 2 map it"
                  + " to a bucket with 'influx v1 dbrp create'; also check --influx-url";
          case InfluxRefusal.TOO_LARGE -> "raise max-body-size in InfluxDB's [http] section";
          default -> "is --influx-url that of an InfluxDB?";
        };
    return new StoreUnavailableException(
        Cause.CONFIGURATION,
        "InfluxDB at " + options.url() + " refuses (" + refusal.getMessage() + "): " + cure,
        refusal);
  }

  @Override
  public void close() {
    influx.close();
  }

  private void post(String lines)
      throws InfluxRefusal, StoreUnavailableException, InterruptedException {
    try {
      influx.write(
          options.database(), null, InfluxDB.ConsistencyLevel.ONE, TimeUnit.MILLISECONDS, lines);
    } catch (InfluxDBException e) {
      if (e.getCause() instanceof InfluxRefusal refusal) {
        if (refusal.status() == InfluxRefusal.BAD_REQUEST
            || refusal.status() == InfluxRefusal.TOO_LARGE
            || refusal.isDatabaseMissing()) {
          throw refusal;
        }
      }
      throw unavailable(e);
    }
  }

  private void createDatabase() throws StoreUnavailableException, InterruptedException {
    query(InfluxQl.createDatabase(options.database()));
  }

  private StoreUnavailableException refusedQuery(String words) {
    return new StoreUnavailableException(
        Cause.CONFIGURATION, "InfluxDB at " + options.url() + " refuses a query: " + words);
  }

  private static InfluxDB connect(InfluxOptions options) {
    OkHttpClient.Builder client = InfluxHttp.client(options);
    if (options.credentials() instanceof Credentials.Password password) {
      return InfluxDBFactory.connect(options.url(), password.user(), password.password(), client);
    }
    return InfluxDBFactory.connect(options.url(), client);
  }
}
