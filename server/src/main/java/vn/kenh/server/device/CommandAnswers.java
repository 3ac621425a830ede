package vn.kenh.server.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.gateway.codec.Message;
import vn.kenh.gateway.mqtt.MessageInbox;
import vn.kenh.server.device.Command.State;

/**
 * Takes what devices answer on {@code kenh/{device}/ack}. An answer is acknowledged once it is in
 * the database; one that nobody can read is logged and let go.
 */
public final class CommandAnswers implements MessageInbox {

  private static final Logger LOG = LoggerFactory.getLogger(CommandAnswers.class);

  private static final Map<String, State> RESULTS =
      Map.of("accepted", State.ACCEPTED, "done", State.DONE, "failed", State.FAILED);

  private static final int LONGEST_REASON = 500;

  private final ObjectMapper json = new ObjectMapper();
  private final Commands commands;
  private final Executor worker;

  /**
   * Makes the inbox.
   *
   * @param worker runs what blocks, one after the other
   */
  public CommandAnswers(Commands commands, Executor worker) {
    this.commands = commands;
    this.worker = worker;
  }

  @Override
  public void accept(Message message, Runnable onDurable) {
    worker.execute(
        () -> {
          try {
            take(message);
            onDurable.run();
          } catch (RuntimeException e) {
            LOG.warn("cannot keep an answer on {}; the device repeats it", message.topic(), e);
          }
        });
  }

  private void take(Message message) {
    String device = message.topic().split("/", -1)[1];
    try {
      JsonNode answer = json.readTree(message.payload());
      State state = RESULTS.get(answer.path("result").asText());
      String id = answer.path("id").asText("");
      if (state == null || id.isEmpty()) {
        LOG.info("{} answers a command with what is no answer", device);
        return;
      }
      String reason = answer.path("reason").asText("");
      commands.answered(
          device,
          id,
          state,
          Optional.of(reason.substring(0, Math.min(LONGEST_REASON, reason.length())))
              .filter(text -> !text.isEmpty()));
    } catch (IOException e) {
      LOG.info("{} answers a command with what is not JSON: {}", device, e.getMessage());
    }
  }
}
