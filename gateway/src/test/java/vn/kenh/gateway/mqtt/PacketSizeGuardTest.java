package vn.kenh.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class PacketSizeGuardTest {

  private static final int MAXIMUM = 300;

  private final List<Long> refused = new ArrayList<>();
  private final List<Integer> incomplete = new ArrayList<>();

  private EmbeddedChannel channel() {
    return new EmbeddedChannel(
        new PacketSizeGuard(
            MAXIMUM,
            new PacketSizeGuard.Listener() {
              @Override
              public void incomplete(int bytes) {
                incomplete.add(bytes);
              }

              @Override
              public void tooLarge(long bytes) {
                refused.add(bytes);
              }
            }));
  }

  @Property(tries = 200)
  void bytesPassUnchangedHoweverTheyAreCut(
      @ForAll @Size(max = 8) List<@IntRange(max = MAXIMUM) Integer> bodies,
      @ForAll @IntRange(min = 1, max = 40) int piece) {
    ByteBuf sent = Unpooled.buffer();
    bodies.forEach(size -> sent.writeBytes(RawClient.packet(0x30, new byte[size])));
    EmbeddedChannel channel = channel();
    ByteBuf rest = sent.duplicate();
    while (rest.isReadable()) {
      channel.writeInbound(rest.readBytes(Math.min(piece, rest.readableBytes())));
    }
    assertThat(passed(channel)).isEqualTo(sent);
    assertThat(refused).isEmpty();
  }

  @Test
  void nothingOfAPacketTooLargeOrBehindItPasses() {
    EmbeddedChannel channel = channel();
    byte[] good = RawClient.packet(0x30, new byte[MAXIMUM]);
    byte[] large = RawClient.packet(0x30, new byte[MAXIMUM + 1]);
    channel.writeInbound(Unpooled.wrappedBuffer(good, large, good));
    channel.writeInbound(Unpooled.wrappedBuffer(good));
    assertThat(passed(channel)).isEqualTo(Unpooled.wrappedBuffer(good));
    assertThat(refused).containsExactly(MAXIMUM + 1L);
  }

  @Test
  void aPacketTooLargeIsRefusedEvenWhenItsHeaderComesByteByByte() {
    EmbeddedChannel channel = channel();
    for (int one : new int[] {0x32, 0x80, 0x80, 0x80, 0x32}) {
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {(byte) one}));
    }
    assertThat(refused).containsExactly(104_857_600L);
  }

  @Test
  void aPacketThatHasBegunIsToldOf() {
    EmbeddedChannel channel = channel();
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {0x30, 100, 1, 2}));
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[98]));
    assertThat(incomplete).containsExactly(100);
  }

  private static ByteBuf passed(EmbeddedChannel channel) {
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = channel.readInbound(); part != null; part = channel.readInbound()) {
      all.writeBytes(part);
      part.release();
    }
    return all;
  }
}
