package vn.kenh.server.web.page.origin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import vn.kenh.server.registry.Farm;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.trace.Batch;
import vn.kenh.server.trace.gs1.DigitalLink;
import vn.kenh.server.trace.gs1.DigitalLinkUri;
import vn.kenh.server.web.Json;

/** What the public page says, for programs. */
final class LinkedData {

  private static final String VOCABULARY = "https://gs1.org/voc/";

  private LinkedData() {}

  /** JSON-LD in schema.org's terms, and GS1's where those have none. */
  static ObjectNode product(
      DigitalLinkUri uri, Batch batch, Optional<Plot> plot, Optional<Farm> farm) {
    ObjectNode document = Json.object();
    document
        .putObject("@context")
        .put("@vocab", "https://schema.org/")
        .put("gs1", "https://ref.gs1.org/voc/");
    document.putArray("@type").add("IndividualProduct").add("gs1:Product");
    document.put("@id", uri.text());
    document.put("name", batch.product());
    document.put("gtin14", batch.gtin().digits());
    document.put("gs1:hasBatchLotNumber", batch.lot().value());
    uri.link().serial().ifPresent(serial -> document.put("serialNumber", serial.value()));
    document.put("productionDate", batch.harvested().toString());
    document.put("gs1:harvestDate", batch.harvested().toString());
    document.put("gs1:countryOfOrigin", "VN");
    plot.ifPresent(found -> document.put("category", found.crop()));
    farm.ifPresent(
        found -> {
          ObjectNode organization = document.putObject("manufacturer");
          organization.put("@type", "Organization").put("name", found.name());
          organization
              .putObject("address")
              .put("@type", "PostalAddress")
              .put("addressRegion", found.province())
              .put("addressCountry", "VN");
        });
    return document;
  }

  /**
   * The links of GS1's resolver standard at this level and those above it; the page itself is the
   * default everywhere.
   */
  static ObjectNode linkset(String stem, DigitalLink link, String description) {
    ObjectNode document = Json.object();
    ArrayNode linkset = document.putArray("linkset");
    add(linkset, stem, link, description);
    if (link.serial().isPresent() && link.lot().isPresent()) {
      add(linkset, stem, DigitalLink.of(link.gtin(), link.lot().get()), description);
    }
    if (link.serial().isPresent() || link.lot().isPresent()) {
      add(linkset, stem, DigitalLink.of(link.gtin()), description);
    }
    return document;
  }

  private static void add(ArrayNode linkset, String stem, DigitalLink link, String description) {
    String page = new DigitalLinkUri(stem, link).text();
    ObjectNode entry = linkset.addObject();
    entry.put("anchor", page).put("itemDescription", description);
    entry
        .putArray(VOCABULARY + "defaultLink")
        .addObject()
        .put("href", page)
        .put("title", description);
    for (String type : new String[] {"pip", "traceability"}) {
      ObjectNode target = entry.putArray(VOCABULARY + type).addObject();
      target.put("href", page).put("title", description).put("type", "text/html");
      ArrayNode languages = target.putArray("hreflang");
      for (ReaderLanguage language : ReaderLanguage.values()) {
        languages.add(language.code());
      }
    }
  }
}
