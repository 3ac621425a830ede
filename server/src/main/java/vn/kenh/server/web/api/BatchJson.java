package vn.kenh.server.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import vn.kenh.server.trace.Batch;
import vn.kenh.server.trace.gs1.DigitalLink;
import vn.kenh.server.trace.gs1.DigitalLinkUri;
import vn.kenh.server.web.Json;

/** A batch as the interface writes it. */
final class BatchJson {

  private BatchJson() {}

  static ObjectNode of(Batch batch, String stem) {
    return Json.object()
        .put("id", batch.id())
        .put("gtin", batch.gtin().digits())
        .put("lot", batch.lot().value())
        .put("plot", batch.plot())
        .put("product", batch.product())
        .put("harvested", batch.harvested().toString())
        .put("quantity_kg", batch.quantityKilograms())
        .put("labels", batch.labels())
        .put("created", batch.created().toString())
        .put("created_by", batch.createdBy())
        .put("link", new DigitalLinkUri(stem, DigitalLink.of(batch.gtin(), batch.lot())).text());
  }
}
