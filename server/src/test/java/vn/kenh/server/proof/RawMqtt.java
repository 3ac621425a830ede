package vn.kenh.server.proof;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An MQTT 3.1.1 connection written byte by byte, so that it can say what no library would. */
final class RawMqtt implements AutoCloseable {

  private final Socket socket;
  private int nextPacketId = 1;

  private RawMqtt(Socket socket) {
    this.socket = socket;
  }

  /** Connects as {@code device} and expects to be accepted. */
  static RawMqtt connect(int port, String device) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    RawMqtt connection = new RawMqtt(socket);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream body = new DataOutputStream(bytes);
    body.writeUTF("MQTT");
    body.writeByte(4);
    body.writeByte(0b1100_0010);
    body.writeShort(60);
    body.writeUTF(device);
    body.writeUTF(device);
    body.writeUTF("any");
    connection.send(0x10, bytes.toByteArray());
    byte[] connack = socket.getInputStream().readNBytes(4);
    if (connack.length < 4 || connack[3] != 0) {
      throw new IOException("connection refused");
    }
    return connection;
  }

  /** Publishes at QoS 1 and waits: true for a PUBACK, false when the server hung up. */
  boolean publish(String topic, byte[] payload) throws IOException {
    return publish(topic.getBytes(StandardCharsets.UTF_8), payload);
  }

  boolean publish(byte[] topic, byte[] payload) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream body = new DataOutputStream(bytes);
    body.writeShort(topic.length);
    body.write(topic);
    body.writeShort(nextPacketId++);
    body.write(payload);
    try {
      send(0x32, bytes.toByteArray());
      InputStream in = socket.getInputStream();
      byte[] answer = in.readNBytes(4);
      return answer.length == 4 && (answer[0] & 0xF0) == 0x40;
    } catch (IOException e) {
      return false;
    }
  }

  /** Announces a PUBLISH of {@code length} bytes and sends only its beginning. */
  boolean announce(int length) throws IOException {
    try {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeByte(0x32);
      writeLength(out, length);
      out.write(new byte[4096]);
      out.flush();
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends bytes as they are; returns when the server hung up or answered. */
  void sendRaw(byte[] bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      // Hung up while we were still talking: one of the allowed fates.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void send(int header, byte[] body) throws IOException {
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    DataOutputStream head = new DataOutputStream(packet);
    head.writeByte(header);
    writeLength(head, body.length);
    head.write(body);
    out.write(packet.toByteArray());
    out.flush();
  }

  private static void writeLength(DataOutputStream out, int length) throws IOException {
    int rest = length;
    do {
      int digit = rest % 128;
      rest /= 128;
      out.writeByte(rest > 0 ? digit | 0x80 : digit);
    } while (rest > 0);
  }
}
