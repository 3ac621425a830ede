package vn.kenh.server.web;

import io.vertx.core.Handler;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;

/** Runs calls that block (SQL, InfluxDB, pictures) where they do not hold up an event loop. */
public final class Blocking {

  /** Answers one request; what it throws becomes the answer. */
  @FunctionalInterface
  public interface Call {

    void run(RoutingContext context) throws Exception;
  }

  private Blocking() {}

  /** A handler that runs {@code call} on one of the server's worker threads. */
  public static Handler<RoutingContext> call(Call call) {
    return context ->
        context.vertx().executeBlocking(() -> run(call, context), false).onFailure(context::fail);
  }

  /** A handler that runs {@code call} on a thread of {@code workers}. */
  public static Handler<RoutingContext> call(WorkerExecutor workers, Call call) {
    return context ->
        workers.executeBlocking(() -> run(call, context), false).onFailure(context::fail);
  }

  private static boolean run(Call call, RoutingContext context) throws Exception {
    call.run(context);
    return true;
  }
}
