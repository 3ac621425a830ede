package vn.kenh.server.web.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import vn.kenh.server.telemetry.RowConsumer;

/**
 * Writes readings as CSV, no faster than the caller takes them: the thread that reads the store
 * waits until each piece has left. Memory holds one piece.
 */
final class CsvRows implements RowConsumer {

  private static final String HEADER = "time,device,metric,value\n";
  private static final int PIECE = 64 * 1024;
  private static final long PATIENCE_SECONDS = 60;

  /** The caller has hung up, or has read nothing for a minute. */
  static final class CallerGoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CallerGoneException(Throwable cause) {
      super(cause);
    }
  }

  private final HttpServerResponse response;
  private final StringBuilder piece = new StringBuilder(PIECE + 256);
  private boolean started;

  CsvRows(HttpServerResponse response) {
    this.response = response;
    piece.append(HEADER);
  }

  @Override
  public void row(long timeMillis, String device, String metric, double value) {
    piece.append(timeMillis).append(',');
    text(device);
    piece.append(',');
    text(metric);
    piece.append(',').append(value).append('\n');
    if (piece.length() >= PIECE) {
      flush();
    }
  }

  /** Sends what is left and ends the answer. */
  void end() {
    flush();
    response.end();
  }

  private void flush() {
    if (!started) {
      started = true;
      response
          .setChunked(true)
          .putHeader("content-type", "text/csv; charset=utf-8")
          .putHeader("content-disposition", "attachment; filename=\"readings.csv\"")
          .putHeader("cache-control", "no-store");
    }
    Buffer buffer = Buffer.buffer(piece.toString().getBytes(StandardCharsets.UTF_8));
    piece.setLength(0);
    try {
      response
          .write(buffer)
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException | IllegalStateException e) {
      throw new CallerGoneException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallerGoneException(e);
    }
  }

  /** Quotes a text that would otherwise be taken for more than one. */
  private void text(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    if (plain) {
      piece.append(text);
    } else {
      piece.append('"').append(text.replace("\"", "\"\"")).append('"');
    }
  }
}
