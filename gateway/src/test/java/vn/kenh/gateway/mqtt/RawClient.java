package vn.kenh.gateway.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A client that says exactly what a test wants said, right or wrong. */
final class RawClient implements AutoCloseable {

  static final int CONNECT = 0x10;
  static final int PUBLISH = 0x30;
  static final int PUBACK = 0x40;
  static final int PUBREC = 0x50;
  static final int PUBREL = 0x62;
  static final int PUBCOMP = 0x70;
  static final int SUBSCRIBE = 0x82;
  static final int UNSUBSCRIBE = 0xA2;
  static final int PINGREQ = 0xC0;
  static final int DISCONNECT = 0xE0;

  private final Socket socket;
  private final DataInputStream in;

  RawClient(int port) {
    this(open(port));
  }

  RawClient(Socket socket) {
    try {
      this.socket = socket;
      socket.setSoTimeout(20_000);
      this.in = new DataInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connects with MQTT 3.1.1 and checks that it is let in. */
  static RawClient version3(int port, String device, String clientId) {
    return new RawClient(port).send(connect(4, device, clientId, true, 0)).expect("20020000");
  }

  /** Connects with MQTT 5 and checks that it is let in. */
  static RawClient version5(int port, String device, String clientId) {
    RawClient client = new RawClient(port).send(connect(5, device, clientId, true, 0));
    client.expectStart("200000", 0);
    return client;
  }

  static byte[] connect(
      int version, String device, String clientId, boolean fresh, int keepAliveSeconds) {
    return connect(version, device, clientId, fresh, keepAliveSeconds, new byte[0]);
  }

  /**
   * @param properties MQTT 5 properties without their length
   */
  static byte[] connect(
      int version,
      String device,
      String clientId,
      boolean fresh,
      int keepAliveSeconds,
      byte[] properties) {
    return packet(
        CONNECT,
        text("MQTT"),
        new byte[] {(byte) version, (byte) (0xC0 | (fresh ? 2 : 0))},
        number(keepAliveSeconds),
        version == 5 ? concat(new byte[] {(byte) properties.length}, properties) : new byte[0],
        text(clientId),
        text(device),
        text("t"));
  }

  static byte[] publish(int version, String topic, int qos, int packetId, String payload) {
    return packet(
        PUBLISH | qos << 1,
        text(topic),
        qos > 0 ? number(packetId) : new byte[0],
        version == 5 ? new byte[1] : new byte[0],
        payload.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] subscribe(int version, int packetId, String filter, int qos) {
    return packet(
        SUBSCRIBE,
        number(packetId),
        version == 5 ? new byte[1] : new byte[0],
        text(filter),
        new byte[] {(byte) qos});
  }

  static byte[] packet(int type, byte[]... parts) {
    byte[] body = concat(parts);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(type);
    int length = body.length;
    do {
      out.write(length % 128 | (length >= 128 ? 0x80 : 0));
      length /= 128;
    } while (length > 0);
    out.writeBytes(body);
    return out.toByteArray();
  }

  static byte[] text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return concat(number(bytes.length), bytes);
  }

  static byte[] number(int value) {
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  RawClient send(byte[]... packets) {
    try {
      socket.getOutputStream().write(concat(packets));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends, although the other side may have hung up already. */
  RawClient trySend(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      // The test looks at what comes back.
    }
    return this;
  }

  /** Reads one packet and compares all of it. */
  RawClient expect(String hex) {
    String packet = read();
    if (!packet.equals(hex)) {
      throw new AssertionError("expected " + hex + ", got " + packet);
    }
    return this;
  }

  /**
   * Reads one packet and compares its beginning, leaving the length byte out of it.
   *
   * @param skip hexadecimal digits to leave out after the type and the length
   */
  String expectStart(String typeThenBody, int skip) {
    String packet = read();
    String seen =
        packet.isEmpty() ? "" : packet.substring(0, 2) + packet.substring(lengthEnd(packet) + skip);
    if (!seen.startsWith(typeThenBody)) {
      throw new AssertionError("expected " + typeThenBody + "…, got " + packet);
    }
    return packet;
  }

  /** Reads one packet, as hexadecimal digits; empty at the end of the connection. */
  String read() {
    try {
      int type = in.read();
      if (type < 0) {
        return "";
      }
      ByteArrayOutputStream packet = new ByteArrayOutputStream();
      packet.write(type);
      int length = 0;
      int digit;
      int shift = 0;
      do {
        digit = in.readUnsignedByte();
        packet.write(digit);
        length |= (digit & 0x7f) << shift;
        shift += 7;
      } while ((digit & 0x80) != 0);
      packet.writeBytes(in.readNBytes(length));
      return HexFormat.of().formatHex(packet.toByteArray());
    } catch (SocketException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Checks that the other side has hung up without another word. */
  void expectEnd() {
    expect("");
  }

  /** Ends the connection without a word. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int lengthEnd(String packet) {
    int index = 2;
    while (Integer.parseInt(packet.substring(index, index + 2), 16) >= 0x80) {
      index += 2;
    }
    return index + 2;
  }

  private static Socket open(int port) {
    try {
      return new Socket(InetAddress.getLoopbackAddress(), port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
