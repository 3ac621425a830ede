package vn.kenh.sim.device;

/**
 * What a device says about a command.
 *
 * @param result {@code accepted}, {@code done} or {@code failed}
 * @param reason why it failed; empty otherwise
 */
public record CommandAnswer(String id, String result, String reason) {

  static CommandAnswer accepted(String id) {
    return new CommandAnswer(id, "accepted", "");
  }

  static CommandAnswer done(String id) {
    return new CommandAnswer(id, "done", "");
  }

  public static CommandAnswer failed(String id, String reason) {
    return new CommandAnswer(id, "failed", reason);
  }
}
