package vn.kenh.server.web.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import vn.kenh.server.trace.LinkCheck;
import vn.kenh.server.web.Blocking;
import vn.kenh.server.web.HttpProblem;
import vn.kenh.server.web.Json;
import vn.kenh.server.web.PublicAddress;

/** The page that scans labels, and what it asks when the browser itself has read a code. */
public final class ScanRoutes {

  private static final int LONGEST_TEXT = 4096;

  private final PageRenderer renderer;
  private final LinkCheck check;
  private final PublicAddress address;

  public ScanRoutes(PageRenderer renderer, LinkCheck check, PublicAddress address) {
    this.renderer = renderer;
    this.check = check;
    this.address = address;
  }

  public void mount(Router router) {
    router.get("/scan").handler(c -> renderer.send(c, Section.SCAN, "scan.jte", Map.of()));
    router.get("/scan/check").handler(Blocking.call(this::check));
  }

  /** {@code ?text=}: the verdict on one code, with the same names as {@code POST /api/v1/scan}. */
  private void check(RoutingContext context) {
    String text = Form.query(context, "text");
    if (text.isEmpty() || text.length() > LONGEST_TEXT) {
      throw HttpProblem.badRequest("\"text\" must be what the code says, up to 4096 characters");
    }
    LinkCheck.Result result = check.check(text, address.of(context));
    ObjectNode answer =
        Json.object().put("text", result.text()).put("verdict", result.verdict().code());
    result.link().ifPresent(link -> link.lot().ifPresent(lot -> answer.put("lot", lot.value())));
    result.batch().ifPresent(batch -> answer.putObject("batch").put("product", batch.product()));
    Json.send(context, 200, answer);
  }
}
