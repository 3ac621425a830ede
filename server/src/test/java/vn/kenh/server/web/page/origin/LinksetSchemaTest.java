package vn.kenh.server.web.page.origin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.kenh.server.trace.gs1.DigitalLink;
import vn.kenh.server.trace.gs1.Gtin;
import vn.kenh.server.trace.gs1.Lot;
import vn.kenh.server.trace.gs1.Serial;
import vn.kenh.testing.SharedFolder;

/** Our linksets against the schema of GS1's resolver standard. */
final class LinksetSchemaTest {

  private static final String RFC_9264 = "linkset-schema.json";
  private static final String GS1 = "gs1-linkset-schema.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aSerialsLinksetIsAsGs1WantsIt() throws IOException {
    JsonNode linkset =
        LinkedData.linkset(
            "https://kenh.example.vn",
            DigitalLink.of(new Gtin("08936012345674"), new Lot("L/1"), new Serial("7F2")),
            "Vải thiều Thanh Hà");
    assertThat(schema(GS1).validate(linkset)).isEmpty();
    assertThat(linkset.get("linkset")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({RFC_9264 + ", basic", GS1 + ", gs1"})
  void theSchemasKnowGoodFromBad(String schema, String example) throws IOException {
    assertThat(schema(schema).validate(example("valid-" + example + "-example.json"))).isEmpty();
    assertThat(schema(schema).validate(example("invalid-" + example + "-example.json")))
        .isNotEmpty();
  }

  private static JsonSchema schema(String name) throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(example(name));
  }

  private static JsonNode example(String name) throws IOException {
    return JSON.readTree(SharedFolder.file("trace/gs1-linkset/" + name).toFile());
  }
}
