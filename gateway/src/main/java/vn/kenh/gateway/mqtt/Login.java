package vn.kenh.gateway.mqtt;

import java.time.Duration;

/** Lets a client in by device id and token, and makes guessing slow. */
final class Login {

  private final ListenerContext context;

  Login(ListenerContext context) {
    this.context = context;
  }

  /**
   * Who is connecting.
   *
   * @throws ProtocolException if the user name or the token is missing or wrong
   */
  Identity authenticate(ConnectRequest request) throws ProtocolException {
    if (request.userName().isEmpty() && request.token().length == 0) {
      throw refused(
          ReasonCode.NOT_AUTHORIZED,
          "log in with the device id as user name, its token as password");
    }
    return context
        .authenticator()
        .authenticate(request.userName(), request.token())
        .orElseThrow(
            () ->
                refused(ReasonCode.BAD_USER_NAME_OR_PASSWORD, "no such device, or another token"));
  }

  /** How long a client of this host waits for a refusal with this code. */
  Duration delay(ReasonCode code, String host) {
    return code == ReasonCode.BAD_USER_NAME_OR_PASSWORD
        ? context.failedLogins().failed(host, System.nanoTime())
        : Duration.ZERO;
  }

  private ProtocolException refused(ReasonCode code, String explanation) {
    context.counters().loginsRefused.increment();
    return new ProtocolException(code, explanation);
  }
}
