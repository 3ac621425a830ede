package vn.kenh.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every codec must hold, whatever its format. */
abstract class PayloadCodecContract {

  static final long RECEIVED = 1_763_800_000_000L;

  private static final ObjectMapper JSON = new ObjectMapper();

  abstract PayloadCodec codec();

  /** A topic of this format, of device {@code d1}. */
  abstract String topic();

  @TestFactory
  Stream<DynamicTest> goldenFilesDecodeAsExpected() {
    return goldenFiles()
        .map(
            golden ->
                DynamicTest.dynamicTest(
                    golden.name(), () -> assertGolden(golden, decode(golden.payload()))));
  }

  @Test
  void onlyItsOwnTopicIsHandled() {
    assertThat(codec().handles(topic())).isTrue();
    assertThat(
            Stream.of("", "/", "kenh", "kenh/d1", "kenh//x", "other" + topic(), topic() + "/x")
                .map(codec()::handles))
        .containsOnly(false);
    assertThat(codec().handles(topic().replace("d1", ""))).isFalse();
    assertThat(codec().handles(topic().replace("d1", "a/b"))).isFalse();
  }

  @Test
  void anEmptyPayloadIsUndecodable() {
    assertThatThrownBy(() -> codec().decode(message(new byte[0]), new CollectedReadings()))
        .isInstanceOf(UndecodableException.class);
  }

  @Test
  void aDeviceThatNoLineCanCarryIsUndecodable() {
    byte[] payload = goldenFiles().findFirst().orElseThrow().payload();
    Message message = new Message(topic().replace("d1", "a\\"), payload, RECEIVED);
    assertThatThrownBy(() -> codec().decode(message, new CollectedReadings()))
        .isInstanceOf(UndecodableException.class);
  }

  @Test
  void aPayloadCutShortAnywhereIsDecodedOrUndecodable() {
    goldenFiles()
        .forEach(
            golden -> {
              for (int length = 0; length < golden.payload().length; length++) {
                decode(Arrays.copyOf(golden.payload(), length));
              }
            });
  }

  @Test
  void aHugePayloadOfOneByteIsUndecodable() {
    for (int b : new int[] {0, ' ', '[', '{', '"', '1', 0x81, 0x9f, 0xff, '\n', ','}) {
      byte[] payload = new byte[2 * 1024 * 1024];
      Arrays.fill(payload, (byte) b);
      assertThat(decode(payload).has("error")).as("byte %d", b).isTrue();
    }
  }

  @Property
  void anyBytesAreDecodedOrUndecodable(@ForAll @Size(max = 300) byte[] payload) {
    decode(payload);
  }

  @Property
  void aDamagedPayloadIsDecodedOrUndecodable(
      @ForAll @IntRange(max = 1000) int which,
      @ForAll @IntRange(max = 1_000_000) int position,
      @ForAll byte replacement) {
    GoldenFiles.Case[] all = goldenFiles().toArray(GoldenFiles.Case[]::new);
    byte[] payload = all[which % all.length].payload().clone();
    payload[position % payload.length] = replacement;
    decode(payload);
  }

  final ObjectNode decode(byte[] payload) {
    return CollectedReadings.decode(codec(), message(payload));
  }

  final Message message(byte[] payload) {
    return new Message(topic(), payload, RECEIVED, Map.of());
  }

  private Stream<GoldenFiles.Case> goldenFiles() {
    return GoldenFiles.of(codec().name()).stream();
  }

  private static void assertGolden(GoldenFiles.Case golden, ObjectNode actual) throws IOException {
    JsonNode expected = JSON.readTree(golden.expected().toFile());
    boolean same = expected.equals(PayloadCodecContract::compareNumbers, actual);
    assertThat(same)
        .as("%nexpected %s%nactual   %s", expected.toPrettyString(), actual.toPrettyString())
        .isTrue();
  }

  /** 31 and 31.0 are the same reading. */
  private static int compareNumbers(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return Double.compare(one.doubleValue(), other.doubleValue());
    }
    return one.equals(other) ? 0 : 1;
  }
}
