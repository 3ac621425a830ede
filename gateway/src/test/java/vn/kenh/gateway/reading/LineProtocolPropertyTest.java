package vn.kenh.gateway.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;
import org.jspecify.annotations.Nullable;

final class LineProtocolPropertyTest {

  @Property
  void whatIsWrittenReadsBackBitForBit(
      @ForAll("names") String device,
      @ForAll("names") String farm,
      @ForAll("names") String key,
      @ForAll("doubles") double value,
      @ForAll long time)
      throws Exception {
    long millis = time / 100;
    LineProtocolWriter writer = new LineProtocolWriter(1);
    writer.begin(device, LineProtocolWriter.tags(Map.of("farm", farm)));
    writer.field(key, value);
    writer.field("b", 2);
    writer.end(millis);
    LineProtocolReader reader = new LineProtocolReader().read(writer.toByteArray());
    assertThat(reader.next()).isTrue();
    assertThat(reader.device()).isEqualTo(device);
    assertThat(reader.tag("farm")).contains(farm);
    assertThat(reader.fieldCount()).isEqualTo(2);
    assertThat(reader.key(0)).isEqualTo(key);
    assertThat(Double.doubleToRawLongBits(reader.value(0)))
        .isEqualTo(Double.doubleToRawLongBits(value));
    assertThat(reader.timeMillis()).isEqualTo(millis);
    assertThat(reader.next()).isFalse();
  }

  @Property
  void numbersReadAsTheJdkReadsThem(@ForAll("numerals") String numeral) throws Exception {
    LineProtocolReader reader = new LineProtocolReader();
    reader.read(("telemetry,device=d x=" + numeral).getBytes(StandardCharsets.UTF_8));
    assertThat(reader.next()).isTrue();
    assertThat(reader.value(0)).isEqualTo(Double.parseDouble(numeral));
  }

  @Property
  void anyBytesAreReadOrRefusedWithTheReadersOwnError(@ForAll byte @NotEmpty [] bytes) {
    readAll(bytes);
  }

  @Property
  void almostLineProtocolIsReadOrRefusedWithTheReadersOwnError(
      @ForAll("almostLines") String lines) {
    readAll(lines.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads to the end; the number of calls is bounded by the input, so that it always ends. */
  private static void readAll(byte[] bytes) {
    LineProtocolReader reader = new LineProtocolReader().read(bytes);
    int calls = 0;
    boolean more = true;
    while (more) {
      assertThat(++calls).isLessThanOrEqualTo(bytes.length + 1);
      try {
        more = reader.next();
      } catch (LineProtocolException e) {
        assertThat(e.offset()).isBetween(0, bytes.length);
      }
    }
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings()
        .withCharRange(' ', '\uffff')
        .ofMinLength(1)
        .ofMaxLength(40)
        .filter(
            name -> DeviceIds.isValid(name.replaceAll("[/+#]", "x")) && !name.contains("\u2028"))
        .edgeCases(edges -> edges.add("a b", "a,b", "a=b", "=", " ", ",", "😀", "\"", "#"));
  }

  @Provide
  Arbitrary<Double> doubles() {
    Arbitrary<Double> measured =
        Arbitraries.integers().between(-10_000_000, 10_000_000).map(n -> n / 1000.0);
    Arbitrary<Double> anyBits =
        Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
    return Arbitraries.oneOf(
        List.of(
            measured,
            anyBits,
            Arbitraries.longs().map(n -> (double) n),
            Arbitraries.of(
                0.0, -0.0, 4.9e-324, Double.MAX_VALUE, 0.1, 1 / 3.0, 9.007199254740992E15)));
  }

  @Provide
  Arbitrary<String> numerals() {
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(24);
    Arbitrary<String> exponents =
        Arbitraries.integers()
            .between(-340, 330)
            .map(n -> "e" + n)
            .injectNull(0.3)
            .map(LineProtocolPropertyTest::orEmpty);
    return Combinators.combine(Arbitraries.of("", "-", "+"), digits, digits, exponents)
        .as((sign, whole, fraction, exponent) -> sign + whole + "." + fraction + exponent);
  }

  @Provide
  Arbitrary<String> almostLines() {
    return Arbitraries.of(
            "telemetry",
            ",",
            "device",
            "=",
            "d",
            " ",
            "x",
            "1",
            ".",
            "e",
            "-",
            "\"",
            "\\",
            "\n",
            "t",
            "true",
            "i",
            "\r",
            "#",
            "é")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
