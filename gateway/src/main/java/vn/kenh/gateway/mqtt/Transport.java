package vn.kenh.gateway.mqtt;

import io.netty.buffer.ByteBufAllocator;

/** The bytes under a connection, TCP or WebSocket. Used on the connection's event loop only. */
interface Transport {

  /**
   * Writes without flushing.
   *
   * @param packet an {@code MqttMessage}, or a {@code ByteBuf} of packets already encoded
   */
  void write(Object packet);

  void flush();

  /** Sends what has been written, then closes. */
  void close();

  /** Reads from the client, or leaves its bytes in the network so that it slows down. */
  void reading(boolean on);

  /** False while the client takes what it is sent more slowly than it is written. */
  boolean isWritable();

  ByteBufAllocator allocator();

  /** The client's address without port. */
  String remoteHost();
}
