package vn.kenh.server;

import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What a failure at run time is told as on the command line: the cause's words, no stack trace. */
final class CommandFailure {

  private CommandFailure() {}

  static String explain(Throwable failure) {
    StringBuilder text = new StringBuilder();
    @Nullable String last = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ExecutionException && cause.getCause() != null) {
        continue;
      }
      String message =
          cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
      if (last == null || !last.contains(message)) {
        text.append(last == null ? "" : ": ").append(message);
        last = message;
      }
    }
    return text.toString();
  }
}
