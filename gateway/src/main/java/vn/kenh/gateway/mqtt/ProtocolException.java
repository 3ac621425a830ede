package vn.kenh.gateway.mqtt;

/** The client did what it may not; its connection ends with this reason. */
final class ProtocolException extends Exception {

  private static final long serialVersionUID = 1L;

  private final ReasonCode code;

  /**
   * @param explanation tells the client's author what was wrong; sent as reason string in MQTT 5
   */
  ProtocolException(ReasonCode code, String explanation) {
    super(explanation, null, false, false);
    this.code = code;
  }

  ReasonCode code() {
    return code;
  }

  String explanation() {
    return String.valueOf(getMessage());
  }

  DisconnectReason disconnectReason() {
    return switch (code) {
      case NOT_AUTHORIZED -> DisconnectReason.NOT_AUTHORIZED;
      case KEEP_ALIVE_TIMEOUT -> DisconnectReason.TIMEOUT;
      case SESSION_TAKEN_OVER -> DisconnectReason.TAKEN_OVER;
      case ADMINISTRATIVE_ACTION -> DisconnectReason.ADMINISTRATIVE;
      case SERVER_SHUTTING_DOWN -> DisconnectReason.SHUTDOWN;
      default -> DisconnectReason.PROTOCOL_ERROR;
    };
  }
}
