package vn.kenh.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;

/**
 * A WebSocket as a Netty channel of bytes: MQTT packets may begin and end anywhere in its binary
 * frames (MQTT 5, 6.0). What is written between two flushes goes out as one message.
 */
final class WebSocketChannel extends ChannelOutboundHandlerAdapter {

  private static final short UNSUPPORTED_DATA = 1003;
  private static final int SOCKET_WRITABLE = 1;

  private final ServerWebSocket socket;
  private final CompositeByteBuf written = Unpooled.compositeBuffer(64);
  private boolean closed;

  private WebSocketChannel(ServerWebSocket socket) {
    this.socket = socket;
  }

  /** Wraps {@code socket}; its frames are read once {@link #start} is called. */
  static EmbeddedChannel wrap(ServerWebSocket socket) {
    return new EmbeddedChannel(new WebSocketChannel(socket), new ChannelInboundHandlerAdapter());
  }

  static void start(ServerWebSocket socket, EmbeddedChannel channel) {
    socket.frameHandler(frame -> receive(socket, channel, frame));
    socket.drainHandler(nothing -> writable(channel, true));
    socket.closeHandler(nothing -> channel.pipeline().fireChannelInactive());
    socket.exceptionHandler(cause -> channel.pipeline().fireExceptionCaught(cause));
  }

  @Override
  public void read(ChannelHandlerContext context) {
    socket.resume();
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (closed) {
      ((ByteBuf) message).release();
    } else {
      written.addComponent(true, (ByteBuf) message);
    }
    promise.trySuccess();
  }

  @Override
  public void flush(ChannelHandlerContext context) {
    if (!closed && written.isReadable()) {
      byte[] bytes = new byte[written.readableBytes()];
      written.readBytes(bytes);
      written.discardReadComponents();
      var unused = socket.writeBinaryMessage(Buffer.buffer(bytes));
      if (socket.writeQueueFull()) {
        writable((EmbeddedChannel) context.channel(), false);
      }
    }
  }

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (!closed) {
      flush(context);
      closed = true;
      written.release();
      var unused = socket.close();
    }
    promise.trySuccess();
  }

  private static void receive(
      ServerWebSocket socket, EmbeddedChannel channel, WebSocketFrame frame) {
    if (frame.isText()) {
      var unused = socket.close(UNSUPPORTED_DATA, "MQTT is spoken in binary frames");
    } else if (frame.isBinary() || frame.isContinuation()) {
      channel.pipeline().fireChannelRead(Unpooled.wrappedBuffer(frame.binaryData().getBytes()));
      channel.pipeline().fireChannelReadComplete();
      if (!channel.config().isAutoRead()) {
        socket.pause();
      }
    }
  }

  private static void writable(EmbeddedChannel channel, boolean writable) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    if (buffer != null) {
      buffer.setUserDefinedWritability(SOCKET_WRITABLE, writable);
      channel.runPendingTasks();
    }
  }
}
