package vn.kenh.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for in its CONNECT, checked for form and brought within the limits.
 *
 * @param clientId as sent, or one made up if the client sent none
 * @param isClientIdAssigned whether it was made up
 * @param userName the device id, empty if none was sent
 * @param token the password, empty if none was sent
 * @param fresh an earlier session is not wanted
 * @param sessionExpirySeconds how long the session outlives its connection, 0 for not at all
 * @param keepAliveSeconds longest silence agreed on, 0 for any
 * @param isKeepAliveChanged whether the client asked for another keep-alive, and must be told
 * @param isExpiryChanged whether the client asked for another session expiry, and must be told
 * @param receiveMaximum QoS 1 and 2 messages the client takes at a time
 * @param maximumPacketBytes the largest packet the client takes
 * @param wantsProblemInformation whether reason strings may be sent
 */
record ConnectRequest(
    MqttVersion version,
    String clientId,
    boolean isClientIdAssigned,
    String userName,
    byte[] token,
    boolean fresh,
    long sessionExpirySeconds,
    boolean isExpiryChanged,
    int keepAliveSeconds,
    boolean isKeepAliveChanged,
    int receiveMaximum,
    long maximumPacketBytes,
    boolean wantsProblemInformation,
    Optional<Will> will) {

  private static final int MAXIMUM_NAME_BYTES = 256;
  private static final int DEFAULT_RECEIVE_MAXIMUM = 65_535;

  static ConnectRequest of(MqttConnectMessage connect, MqttLimits limits) throws ProtocolException {
    MqttConnectVariableHeader header = connect.variableHeader();
    MqttConnectPayload payload = connect.payload();
    MqttVersion version =
        MqttVersion.fromProtocolNameAndLevel(header.name(), (byte) header.version());
    boolean isVersion5 = version == MqttVersion.MQTT_5;
    MqttProperties properties = header.properties();
    if (properties.getProperty(MqttProperties.AUTHENTICATION_METHOD) != null) {
      throw new ProtocolException(
          ReasonCode.BAD_AUTHENTICATION_METHOD, "log in with user name and password");
    }
    String sentId = orEmpty(payload.clientIdentifier());
    String userName = header.hasUserName() ? orEmpty(payload.userName()) : "";
    checkName(sentId, ReasonCode.CLIENT_ID_NOT_VALID, "client id");
    checkName(userName, ReasonCode.BAD_USER_NAME_OR_PASSWORD, "user name");
    if (sentId.isEmpty() && !isVersion5 && !header.isCleanSession()) {
      throw new ProtocolException(
          ReasonCode.CLIENT_ID_NOT_VALID, "an empty client id needs a clean session");
    }
    long longestExpiry = limits.sessionExpiry().toSeconds();
    long wantedExpiry =
        isVersion5
            ? Packets.integer(properties, MqttProperties.SESSION_EXPIRY_INTERVAL, 0)
            : header.isCleanSession() ? 0 : longestExpiry;
    int wantedKeepAlive = header.keepAliveTimeSeconds();
    int longestKeepAlive = (int) Math.min(65_535, limits.keepAlive().toSeconds());
    // Only MQTT 5 can tell a client to ping more often than it meant to.
    boolean shortens = isVersion5 && (wantedKeepAlive == 0 || wantedKeepAlive > longestKeepAlive);
    byte @Nullable [] password = payload.passwordInBytes();
    return new ConnectRequest(
        version,
        sentId.isEmpty() ? "assigned-" + UUID.randomUUID() : sentId,
        sentId.isEmpty(),
        userName,
        header.hasPassword() && password != null ? password : new byte[0],
        header.isCleanSession(),
        Math.min(wantedExpiry, longestExpiry),
        wantedExpiry > longestExpiry,
        shortens ? longestKeepAlive : wantedKeepAlive,
        shortens,
        receiveMaximum(properties),
        maximumPacketBytes(properties),
        Packets.integer(properties, MqttProperties.REQUEST_PROBLEM_INFORMATION, 1) == 1,
        header.isWillFlag() ? Optional.of(will(payload)) : Optional.empty());
  }

  boolean isVersion5() {
    return version == MqttVersion.MQTT_5;
  }

  private static Will will(MqttConnectPayload payload) throws ProtocolException {
    String topic = orEmpty(payload.willTopic());
    if (!Topics.isValidName(topic)) {
      throw new ProtocolException(
          ReasonCode.TOPIC_NAME_INVALID, "the will's topic is not a topic name");
    }
    byte @Nullable [] message = payload.willMessageInBytes();
    MqttProperties properties = payload.willProperties();
    return new Will(
        topic,
        message == null ? new byte[0] : message,
        Packets.userProperties(properties),
        Packets.integer(properties, MqttProperties.WILL_DELAY_INTERVAL, 0));
  }

  private static int receiveMaximum(MqttProperties properties) throws ProtocolException {
    long value =
        Packets.integer(properties, MqttProperties.RECEIVE_MAXIMUM, DEFAULT_RECEIVE_MAXIMUM);
    if (value == 0) {
      throw new ProtocolException(ReasonCode.PROTOCOL_ERROR, "a receive maximum of 0");
    }
    return (int) value;
  }

  private static long maximumPacketBytes(MqttProperties properties) throws ProtocolException {
    long value = Packets.integer(properties, MqttProperties.MAXIMUM_PACKET_SIZE, Integer.MAX_VALUE);
    if (value == 0) {
      throw new ProtocolException(ReasonCode.PROTOCOL_ERROR, "a maximum packet size of 0");
    }
    return value;
  }

  private static void checkName(String name, ReasonCode code, String what)
      throws ProtocolException {
    if (name.indexOf('\0') >= 0) {
      throw new ProtocolException(ReasonCode.MALFORMED_PACKET, "a NUL in the " + what);
    }
    if (name.length() > MAXIMUM_NAME_BYTES
        || name.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_NAME_BYTES) {
      throw new ProtocolException(code, "the " + what + " has more than 256 bytes");
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
