package vn.kenh.gateway.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.util.List;

/**
 * SenML (RFC 8428), JSON or CBOR by its first byte, on {@code kenh/{device}/senml}. The readings
 * are those of the topic's device; what a record's name says of the device is dropped. See {@link
 * SenmlPack} for how names, times and units become ours.
 */
public final class SenmlCodec implements PayloadCodec {

  private static final String KIND = "senml";

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder().maxNestingDepth(64).maxNameLength(512).build();

  private final JsonFactory json =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(LIMITS)
          .build();

  private final JsonFactory cbor =
      CBORFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(LIMITS)
          .build();

  @Override
  public String name() {
    return "senml";
  }

  @Override
  public boolean handles(String topic) {
    return DeviceTopic.is(topic, KIND);
  }

  @Override
  public void decode(Message message, ReadingOutput output) throws UndecodableException {
    String device = DeviceTopic.device(message.topic());
    SenmlPack pack = new SenmlPack(message.receivedMillis());
    records(message.payload()).forEach(pack::add);
    pack.writeTo(device, output);
  }

  private List<SenmlRecord> records(byte[] payload) throws UndecodableException {
    if (payload.length == 0) {
      throw new UndecodableException("the payload is empty; expected a SenML pack");
    }
    boolean binary = isCbor(payload[0]);
    if (!binary) {
      Utf8.require(payload);
    }
    try (JsonParser parser = (binary ? cbor : json).createParser(payload)) {
      return new SenmlParser(parser).pack();
    } catch (IOException e) {
      throw JsonErrors.undecodable(binary ? "CBOR" : "JSON", e);
    }
  }

  /** An array of CBOR's major type 4, or the tag that says "this is CBOR" (RFC 8949, 3.4.6). */
  private static boolean isCbor(byte first) {
    int value = first & 0xff;
    return (value >= 0x80 && value <= 0x9f) || value == 0xd9;
  }
}
