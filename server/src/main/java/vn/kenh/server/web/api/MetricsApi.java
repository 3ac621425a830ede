package vn.kenh.server.web.api;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.ext.web.Router;
import vn.kenh.server.web.Blocking;

/** {@code /metrics} in the text format of Prometheus. */
public final class MetricsApi {

  private final PrometheusMeterRegistry meters;

  public MetricsApi(PrometheusMeterRegistry meters) {
    this.meters = meters;
  }

  public void mount(Router router) {
    router
        .get("/metrics")
        .handler(
            Blocking.call(
                context ->
                    context
                        .response()
                        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(meters.scrape())));
  }
}
