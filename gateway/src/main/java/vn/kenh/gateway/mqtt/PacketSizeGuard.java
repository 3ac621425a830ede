package vn.kenh.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;

/**
 * Reads along in front of the decoder and refuses a packet by the length its header announces,
 * before anything of it is buffered. The bytes pass through untouched.
 */
final class PacketSizeGuard extends ChannelDuplexHandler {

  /** Told of what the headers announce. */
  interface Listener {

    /** A packet has begun, of which not everything has arrived yet. */
    void incomplete(int bytes);

    /** A packet is larger than allowed; nothing more is passed on. */
    void tooLarge(long bytes);
  }

  /** A CONNECT with a will of 64 KiB and long names fits in; its sender is not yet known. */
  private static final int MAXIMUM_FIRST_BYTES = 128 * 1024;

  private final int maximumBytes;
  private final Listener listener;
  private boolean first = true;
  private int bodyRemaining;
  private int lengthBytes = -1;
  private int length;
  private boolean refused;

  /**
   * @param maximumBytes the largest packet taken, in bytes after the fixed header
   */
  PacketSizeGuard(int maximumBytes, Listener listener) {
    this.maximumBytes = maximumBytes;
    this.listener = listener;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (refused) {
      bytes.release();
      return;
    }
    int allowed = inspect(bytes);
    if (allowed == bytes.readableBytes()) {
      context.fireChannelRead(bytes);
    } else {
      refused = true;
      context.fireChannelRead(bytes.readSlice(allowed).retain());
      bytes.release();
      listener.tooLarge(length);
    }
    if (!refused && bodyRemaining > 0) {
      listener.incomplete(length);
    }
  }

  /** The decoder asks for more of an incomplete packet even while the connection is paused. */
  @Override
  public void read(ChannelHandlerContext context) {
    if (context.channel().config().isAutoRead()) {
      context.read();
    }
  }

  /** Walks from header to header; returns how many bytes come before a packet too large. */
  private int inspect(ByteBuf bytes) {
    int index = bytes.readerIndex();
    int end = bytes.writerIndex();
    int packetStart = index;
    while (index < end) {
      if (bodyRemaining > 0) {
        int skipped = Math.min(bodyRemaining, end - index);
        bodyRemaining -= skipped;
        index += skipped;
      } else if (lengthBytes < 0) {
        packetStart = index++;
        lengthBytes = 0;
        length = 0;
      } else {
        int digit = bytes.getByte(index++);
        length |= (digit & 0x7f) << (7 * lengthBytes++);
        // A fifth length byte is malformed; the decoder says so.
        if ((digit & 0x80) == 0 || lengthBytes == 4) {
          lengthBytes = -1;
          bodyRemaining = length;
          if (length > (first ? Math.min(maximumBytes, MAXIMUM_FIRST_BYTES) : maximumBytes)) {
            return packetStart - bytes.readerIndex();
          }
          first = false;
        }
      }
    }
    return end - bytes.readerIndex();
  }
}
