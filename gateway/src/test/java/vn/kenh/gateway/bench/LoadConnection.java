package vn.kenh.gateway.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One device of a {@link PublishLoad}: MQTT 3.1.1, its window always full. */
final class LoadConnection extends ChannelInboundHandlerAdapter {

  private static final int ACKNOWLEDGEMENT_BYTES = 4;
  private static final int TIME_DIGITS = 13;
  private static final int SEQUENCE_DIGITS = 10;

  private final LoadOptions options;
  private final String device;
  private final AtomicBoolean running;
  private final CountDownLatch loggedIn = new CountDownLatch(1);
  private final CountDownLatch quiet = new CountDownLatch(1);
  private final LatencyHistogram latencies = new LatencyHistogram();

  /** When each publish in flight was sent, by sequence number modulo the window. */
  private final long[] sentNanos;

  private final byte[] packet;
  private final int packetIdAt;
  private final int timeAt;
  private final int sequenceAt;
  private final byte[] head = new byte[ACKNOWLEDGEMENT_BYTES];

  private int headBytes;
  private long sent;
  private long taken;
  private volatile long acknowledged;
  private volatile boolean lost;
  private @Nullable Channel channel;

  LoadConnection(LoadOptions options, int number, AtomicBoolean running) {
    this.options = options;
    this.device = options.devicePrefix() + number;
    this.running = running;
    this.sentNanos = new long[options.window()];
    String topic = "kenh/" + device + "/telemetry";
    String json =
        "{\"time\":0000000000000,\"sequence\":0000000000,\"soil_moisture\":31.4,"
            + "\"soil_temperature\":24.65,\"air_temperature\":29.5,\"air_humidity\":81.2,"
            + "\"battery_voltage\":3.71}";
    ByteBuf bytes = Unpooled.buffer();
    int length = 2 + topic.length() + 2 + json.length();
    bytes.writeByte(0x32);
    bytes.writeByte(length % 128 | 0x80).writeByte(length / 128);
    bytes.writeShort(topic.length()).writeCharSequence(topic, StandardCharsets.US_ASCII);
    this.packetIdAt = bytes.writerIndex();
    bytes.writeShort(0);
    this.timeAt = bytes.writerIndex() + json.indexOf("0000000000000");
    this.sequenceAt = bytes.writerIndex() + json.indexOf(":0000000000,") + 1;
    bytes.writeCharSequence(json, StandardCharsets.US_ASCII);
    this.packet = new byte[bytes.readableBytes()];
    bytes.readBytes(packet).release();
  }

  String device() {
    return device;
  }

  void logIn(Channel open) {
    channel = open;
    ByteBuf body = Unpooled.buffer();
    text(body, "MQTT");
    body.writeByte(4).writeByte(0xC2).writeShort(600);
    text(body, "load-" + device);
    text(body, device);
    text(body, options.token());
    ByteBuf connect = Unpooled.buffer();
    connect.writeByte(0x10);
    int length = body.readableBytes();
    if (length >= 128) {
      connect.writeByte(length % 128 | 0x80).writeByte(length / 128);
    } else {
      connect.writeByte(length);
    }
    var unused = open.writeAndFlush(Unpooled.wrappedBuffer(connect, body));
  }

  boolean awaitLogin(long time, TimeUnit unit) throws InterruptedException {
    return loggedIn.await(time, unit) && !lost;
  }

  void start() {
    Channel open = channel;
    if (open != null) {
      open.eventLoop().execute(() -> fill(open));
    }
  }

  void forgetLatencies() {
    Channel open = channel;
    if (open != null) {
      open.eventLoop().execute(latencies::clear);
    }
  }

  /** Waits until nothing is in flight; false if that takes too long. */
  boolean awaitQuiet(long time, TimeUnit unit) throws InterruptedException {
    Channel open = channel;
    if (open != null) {
      open.eventLoop().execute(this::noticeQuiet);
    }
    return quiet.await(time, unit);
  }

  /** How many publishes were acknowledged; they are the first ones, in order. */
  long acknowledgedUpTo() {
    return acknowledged;
  }

  boolean isLost() {
    return lost;
  }

  LatencyHistogram latencies() {
    return latencies;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    while (bytes.isReadable()) {
      head[headBytes++] = bytes.readByte();
      if (headBytes == ACKNOWLEDGEMENT_BYTES) {
        headBytes = 0;
        take();
      }
    }
    bytes.release();
    if (taken > acknowledged) {
      acknowledged = taken;
      fill(context.channel());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    lost = running.get();
    loggedIn.countDown();
    quiet.countDown();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    System.err.println(device + ": " + cause);
    var unused = context.close();
  }

  /** Takes one packet of four bytes, a CONNACK or the PUBACK whose turn it is. */
  private void take() {
    if (head[0] == 0x20) {
      lost = head[3] != 0;
      loggedIn.countDown();
      return;
    }
    int packetId = (head[2] & 0xff) << 8 | (head[3] & 0xff);
    if (head[0] != 0x40 || packetId != packetId(taken)) {
      throw new IllegalStateException(
          device + ": got packet " + head[0] + " " + packetId + ", expected PUBACK " + taken);
    }
    latencies.record(System.nanoTime() - sentNanos[(int) (taken % sentNanos.length)]);
    taken++;
  }

  private void fill(Channel open) {
    if (!running.get()) {
      noticeQuiet();
      return;
    }
    int room = (int) (options.window() - (sent - acknowledged));
    if (room == 0) {
      return;
    }
    ByteBuf batch = open.alloc().ioBuffer(room * packet.length);
    long now = System.nanoTime();
    for (int i = 0; i < room; i++) {
      int packetId = packetId(sent);
      packet[packetIdAt] = (byte) (packetId >> 8);
      packet[packetIdAt + 1] = (byte) packetId;
      digits(timeAt, TIME_DIGITS, options.firstMillis() + sent);
      digits(sequenceAt, SEQUENCE_DIGITS, 1_000_000_000L + sent);
      sentNanos[(int) (sent % sentNanos.length)] = now;
      batch.writeBytes(packet);
      sent++;
    }
    var unused = open.writeAndFlush(batch);
  }

  private void noticeQuiet() {
    if (sent == acknowledged) {
      quiet.countDown();
    }
  }

  private static int packetId(long sequence) {
    return (int) (sequence % 65_535) + 1;
  }

  private void digits(int at, int count, long value) {
    long rest = value;
    for (int i = at + count - 1; i >= at; i--) {
      packet[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static void text(ByteBuf out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeShort(bytes.length).writeBytes(bytes);
  }
}
