package vn.kenh.server.web.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kenh.server.trace.LinkCheck;
import vn.kenh.server.trace.scan.CodeReader;
import vn.kenh.server.web.Blocking;
import vn.kenh.server.web.HttpProblem;
import vn.kenh.server.web.Json;
import vn.kenh.server.web.PublicAddress;

/** {@code POST /api/v1/scan}: what the QR codes in a picture say, and whether they are genuine. */
public final class ScanApi {

  private final LinkCheck check;
  private final PublicAddress address;
  private final WorkerExecutor readers;
  private final CodeReader reader = new CodeReader();

  /**
   * Sets up the route.
   *
   * @param readers few threads: each holds a picture's pixels while it looks
   */
  public ScanApi(LinkCheck check, PublicAddress address, WorkerExecutor readers) {
    this.check = check;
    this.address = address;
    this.readers = readers;
  }

  public void mount(Router router) {
    router.post("/api/v1/scan").handler(Blocking.call(readers, this::scan));
  }

  private void scan(RoutingContext context) {
    @Nullable Buffer body = context.body().buffer();
    if (body == null || body.length() == 0) {
      throw HttpProblem.badRequest("send a JPEG or PNG picture as the body");
    }
    List<String> texts = reader.read(body.getBytes());
    ObjectNode answer = Json.object();
    ArrayNode codes = answer.putArray("codes");
    for (String text : texts) {
      codes.add(json(check.check(text, address.of(context)), address.of(context)));
    }
    Json.send(context, 200, answer);
  }

  private static ObjectNode json(LinkCheck.Result result, String stem) {
    ObjectNode code =
        Json.object().put("text", result.text()).put("verdict", result.verdict().code());
    code.put("genuine", result.verdict() == LinkCheck.Verdict.GENUINE);
    result
        .link()
        .ifPresent(
            link -> {
              code.put("gtin", link.gtin().digits());
              link.lot().ifPresent(lot -> code.put("lot", lot.value()));
              link.serial().ifPresent(serial -> code.put("serial", serial.value()));
            });
    result.batch().ifPresent(batch -> code.set("batch", BatchJson.of(batch, stem)));
    result.reason().ifPresent(reason -> code.put("reason", reason));
    return code;
  }
}
