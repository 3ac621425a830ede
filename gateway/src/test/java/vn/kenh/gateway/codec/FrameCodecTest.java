package vn.kenh.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import vn.kenh.gateway.reading.LineProtocolWriter;

final class FrameCodecTest extends PayloadCodecContract {

  private static final byte[] LINE =
      "telemetry,device=d7 soil_moisture=31.4 1700000000000\n".getBytes(StandardCharsets.UTF_8);

  private final FrameCodec codec = new FrameCodec();

  @Override
  PayloadCodec codec() {
    return codec;
  }

  @Override
  String topic() {
    return "kenh/d1/frame";
  }

  @Test
  void plainGzipAndZstdAreToldApartByTheirFirstBytes() throws IOException {
    ObjectNode plain = decode(LINE);
    assertThat(plain.at("/points/0/values/soil_moisture").asDouble()).isEqualTo(31.4);
    assertThat(decode(gzip(LINE))).isEqualTo(plain);
    assertThat(decode(Zstd.compress(LINE))).isEqualTo(plain);
  }

  @Test
  void whatUnpacksToMoreThanSixteenMebibytesIsUndecodable() throws IOException {
    byte[] bomb = new byte[64 * 1024 * 1024];
    Arrays.fill(bomb, (byte) '\n');
    assertThat(decode(gzip(bomb)).get("error").asText()).contains("16 MiB");
    assertThat(decode(Zstd.compress(bomb)).get("error").asText()).contains("16 MiB");
  }

  @Test
  void aWindowThatWouldTakeMuchMemoryIsRefused() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZstdOutputStream zstd = new ZstdOutputStream(packed)) {
      zstd.setLong(27);
      zstd.write(LINE);
      zstd.flush();
      zstd.write(LINE);
    }
    assertThat(decode(packed.toByteArray()).get("error").asText()).contains("damaged zstd");
  }

  @Test
  void aDamagedPackageIsUndecodableAsAWhole() throws IOException {
    byte[] packed = gzip(LINE);
    packed[packed.length - 6] ^= 1;
    assertThat(decode(packed).get("error").asText()).contains("damaged gzip");
    byte[] cut = Arrays.copyOf(Zstd.compress(LINE), 20);
    assertThat(decode(cut).get("error").asText()).contains("damaged zstd");
  }

  @Property
  void whatAGatewayWritesComesThroughExactly(
      @ForAll @DoubleRange(min = -1e300, max = 1e300) double value,
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long time) {
    LineProtocolWriter writer = new LineProtocolWriter();
    writer.begin("Máy bơm 2");
    writer.field("water_flow", value);
    writer.end(time);
    ObjectNode decoded = decode(writer.toByteArray());
    assertThat(decoded.at("/points/0/device").asText()).isEqualTo("Máy bơm 2");
    assertThat(decoded.at("/points/0/time").asLong()).isEqualTo(time);
    assertThat(decoded.at("/points/0/values/water_flow").asDouble()).isEqualTo(value);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }
}
