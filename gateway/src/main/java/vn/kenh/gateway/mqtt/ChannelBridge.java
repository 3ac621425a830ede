package vn.kenh.gateway.mqtt;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Joins a Netty pipeline of bytes to a {@link Connection} of packets. */
final class ChannelBridge extends ChannelInboundHandlerAdapter implements Transport {

  /** The length is checked in {@link ConnectRequest}, with a proper answer. */
  private static final int ANY_CLIENT_ID = 65_535;

  /** How long a client has to take the last words and to hang up itself. */
  private static final long LINGER_MILLIS = 2_000;

  private final ChannelHandlerContext channel;
  private final String remoteHost;
  private boolean dirty;
  private @Nullable Connection connection;

  private ChannelBridge(ChannelHandlerContext channel, String remoteHost) {
    this.channel = channel;
    this.remoteHost = remoteHost;
  }

  /**
   * Puts guard, codec and bridge before {@code handler}, which then only sees the connection end.
   *
   * @param connect makes the connection once the transport can be used
   */
  static void install(
      ChannelPipeline pipeline,
      ChannelHandlerContext handler,
      String remoteHost,
      MqttLimits limits,
      Function<Transport, Connection> connect) {
    pipeline.addBefore(handler.name(), "mqttEncoder", MqttEncoder.INSTANCE);
    ChannelHandlerContext encoder = pipeline.context("mqttEncoder");
    pipeline.addBefore(
        handler.name(), "mqttDecoder", new MqttDecoder(limits.packetBytes(), ANY_CLIENT_ID));
    ChannelBridge bridge = new ChannelBridge(handler, remoteHost);
    Connection connection = connect.apply(bridge);
    bridge.connection = connection;
    pipeline.addBefore(
        encoder.name(), "mqttGuard", new PacketSizeGuard(limits.packetBytes(), connection));
    pipeline.addBefore(handler.name(), "mqttBridge", bridge);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    connection().received((MqttMessage) message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    connection().readComplete();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    connection().writabilityChanged();
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    connection().lost();
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    connection().lost();
  }

  @Override
  public void write(Object packet) {
    dirty = true;
    // A failed write is a lost connection, and that is told of elsewhere.
    var unused = channel.write(packet, channel.voidPromise());
  }

  @Override
  public void flush() {
    if (dirty) {
      dirty = false;
      channel.flush();
    }
  }

  @Override
  public void close() {
    dirty = false;
    ChannelFuture flushed = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
    if (channel.channel() instanceof DuplexChannel tcp && tcp.pipeline().get("ssl") == null) {
      // Closing while the client still sends resets the connection, and it never learns why.
      flushed.addListener(done -> halfClose(tcp));
      tcp.config().setAutoRead(true);
    } else {
      flushed.addListener(ChannelFutureListener.CLOSE);
    }
    var unused = channel.executor().schedule(this::closeNow, LINGER_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void closeNow() {
    var unused = channel.close();
  }

  private static void halfClose(DuplexChannel tcp) {
    var unused = tcp.shutdownOutput();
  }

  @Override
  public void reading(boolean on) {
    channel.channel().config().setAutoRead(on);
  }

  @Override
  public boolean isWritable() {
    return channel.channel().isWritable();
  }

  @Override
  public ByteBufAllocator allocator() {
    return channel.alloc();
  }

  @Override
  public String remoteHost() {
    return remoteHost;
  }

  private Connection connection() {
    Connection current = connection;
    if (current == null) {
      throw new IllegalStateException("the bridge is not installed yet");
    }
    return current;
  }
}
