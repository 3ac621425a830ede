package vn.kenh.server.trace.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import vn.kenh.testing.SharedFolder;

/** GS1's own vectors, from the unit tests of its syntax engine. */
final class Gs1VectorsTest {

  private static final Pattern AI = Pattern.compile("\\((\\d+)\\)([^(]*)");

  /** Why a vector that GS1 accepts is not ours to accept; every other vector must hold. */
  private static Optional<String> outOfScope(JsonNode vector) {
    String uri = vector.path("uri").asText() + vector.path("aiData").asText();
    JsonNode flags = vector.path("encoderFlags");
    if (flags.has("setPermitZeroSuppressedGTINinDLuris")) {
      return Optional.of("an option not offered: GTINs shorter than 14 digits in a URI");
    }
    if (flags.has("setValidationEnabled:gs1_encoder_vUNKNOWN_AI_NOT_DL_ATTR")) {
      return Optional.of("an option not offered: unknown identifiers as attributes");
    }
    if (uri.matches(".*/(00|253|414|8004|8017|8018)/.*|\\((253|8017)\\).*")) {
      return Optional.of("the primary key is not a GTIN; only products are labelled here");
    }
    if (uri.contains("/235/") || uri.contains("(235)")) {
      return Optional.of("third-party serials (AI 235) are not supported");
    }
    return Optional.empty();
  }

  @TestFactory
  Stream<DynamicTest> uris() throws IOException {
    return vectors("parseDLuri")
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    "line " + vector.get("line") + " " + vector.get("uri").asText(),
                    () -> verifyParsing(vector)));
  }

  private static void verifyParsing(JsonNode vector) {
    String uri = vector.get("uri").asText();
    if (!vector.get("ok").asBoolean()) {
      assertThatThrownBy(() -> DigitalLinkUri.parse(uri)).isInstanceOf(Gs1FormatException.class);
      return;
    }
    Optional<String> reason = outOfScope(vector);
    if (reason.isPresent()) {
      assertThatThrownBy(() -> DigitalLinkUri.parse(uri))
          .as("out of scope, and so refused: " + reason.get())
          .isInstanceOf(Gs1FormatException.class);
      return;
    }
    assertThat(elementString(DigitalLinkUri.parse(uri).link()))
        .isEqualTo(vector.get("aiString").asText().replace("^", ""));
  }

  @TestFactory
  Stream<DynamicTest> builtLinks() throws IOException {
    return vectors("generateDLuri")
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    "line " + vector.get("line") + " " + vector.get("aiData").asText(),
                    () -> verifyBuilding(vector)));
  }

  private static void verifyBuilding(JsonNode vector) {
    // Links are built from values by identifier, so that none can be said twice.
    Map<String, String> values = new LinkedHashMap<>();
    for (Matcher pair = AI.matcher(vector.get("aiData").asText()); pair.find(); ) {
      values.put(pair.group(1), pair.group(2));
    }
    if (!vector.get("ok").asBoolean() || outOfScope(vector).isPresent()) {
      assertThatThrownBy(() -> link(values)).isInstanceOf(Gs1FormatException.class);
      return;
    }
    assertThat(new DigitalLinkUri(vector.get("stem").asText(), link(values)).text())
        .isEqualTo(vector.get("uri").asText());
  }

  private static DigitalLink link(Map<String, String> values) {
    Map<String, String> attributes = new LinkedHashMap<>(values);
    return new DigitalLink(
        new Gtin(Optional.ofNullable(attributes.remove("01")).orElse("")),
        Optional.ofNullable(attributes.remove("22")).map(Variant::new),
        Optional.ofNullable(attributes.remove("10")).map(Lot::new),
        Optional.ofNullable(attributes.remove("21")).map(Serial::new),
        attributes);
  }

  @Test
  void escapingIsGs1s() throws IOException {
    for (JsonNode vector : vectors("uriEscape").toList()) {
      assertThat(PercentEncoding.encode(vector.get("in").asText()))
          .isEqualTo(vector.get("path").asText());
    }
    for (JsonNode vector : vectors("uriUnescape").toList()) {
      String in = vector.get("in").asText();
      assertThat(PercentEncoding.decode(in, false)).isEqualTo(vector.get("path").asText());
      assertThat(PercentEncoding.decode(in, true)).isEqualTo(vector.get("query").asText());
    }
  }

  private static String elementString(DigitalLink link) {
    List<String> parts = new ArrayList<>(List.of("01" + link.gtin()));
    link.variant().ifPresent(variant -> parts.add("22" + variant));
    link.lot().ifPresent(lot -> parts.add("10" + lot));
    link.serial().ifPresent(serial -> parts.add("21" + serial));
    link.attributes().forEach((identifier, value) -> parts.add(identifier + value));
    return String.join("", parts);
  }

  private static Stream<JsonNode> vectors(String kind) throws IOException {
    JsonNode all =
        new ObjectMapper()
            .readTree(SharedFolder.file("trace/gs1-syntax/digital-link-vectors.json").toFile());
    List<JsonNode> vectors = new ArrayList<>();
    all.get(kind).forEach(vectors::add);
    assertThat(vectors).isNotEmpty();
    return vectors.stream();
  }
}
