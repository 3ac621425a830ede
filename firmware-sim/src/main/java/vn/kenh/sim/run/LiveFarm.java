package vn.kenh.sim.run;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.sim.chance.Substream;
import vn.kenh.sim.device.CameraDevice;
import vn.kenh.sim.device.CommandAnswer;
import vn.kenh.sim.device.SimDevice;
import vn.kenh.sim.device.Telemetry;
import vn.kenh.sim.fault.FaultKind;
import vn.kenh.sim.link.Connection;
import vn.kenh.sim.link.Outgoing;
import vn.kenh.sim.truth.GroundTruth;

/** A farm in the present: it reports, obeys commands, and suffers its faults. */
final class LiveFarm implements Reporter.Sink {

  private static final Logger LOG = LoggerFactory.getLogger(LiveFarm.class);
  private static final int COMMANDS_REMEMBERED = 200;
  private static final long TRUTH_EVERY_MILLIS = 600_000;

  private final Reporter reporter;
  private final Map<String, SimDevice> devices = new HashMap<>();
  private final Map<String, Connection> connections;
  private final Messages messages;
  private final GroundTruth truth;
  private final Substream chance;
  private final Queue<Incoming> inbox = new ConcurrentLinkedQueue<>();
  private final Set<String> commandsSeen = new LinkedHashSet<>();
  private long truthWritten;

  private record Incoming(String device, byte[] payload) {}

  LiveFarm(
      Reporter reporter,
      Map<String, Connection> connections,
      Messages messages,
      GroundTruth truth,
      long seed) {
    this.reporter = reporter;
    this.connections = connections;
    this.messages = messages;
    this.truth = truth;
    this.chance = Substream.of(seed).child("duplicates");
    reporter.devices().forEach(device -> devices.put(device.plan().id(), device));
  }

  List<SimDevice> devices() {
    return reporter.devices();
  }

  /** Takes a command from any thread; it is obeyed at the next step. */
  void command(String device, byte[] payload) {
    inbox.add(new Incoming(device, payload));
  }

  /** Lives up to {@code millis}. */
  void runTo(long millis) {
    applyLinkLoss(millis);
    for (Incoming next = inbox.poll(); next != null; next = inbox.poll()) {
      obey(next, millis);
    }
    reporter.runTo(millis, this);
    answer(millis);
    writeTruth(millis);
  }

  @Override
  public void report(SimDevice device, long millis, Telemetry telemetry) {
    send(device, millis, messages.telemetry(device.plan().id(), List.of(telemetry)));
  }

  @Override
  public void picture(CameraDevice device, long millis) {
    long deviceMillis = millis + device.faults().clockSkewMillis(millis);
    send(
        device, millis, messages.picture(device.plan().id(), deviceMillis, device.picture(millis)));
  }

  private void send(SimDevice device, long millis, Outgoing message) {
    Connection connection = connection(device.plan().id());
    connection.offerLive(message);
    double share = device.faults().share(FaultKind.DUPLICATES, millis);
    if (share > 0 && chance.child(device.plan().id()).uniform(message.number()) < share) {
      connection.offerLive(messages.copy(message));
    }
  }

  private void applyLinkLoss(long millis) {
    for (SimDevice device : devices.values()) {
      if (!device.faults().all().isEmpty()) {
        boolean lost =
            device.faults().active(FaultKind.LINK_LOSS, millis) || device.faults().silent(millis);
        if (lost) {
          connection(device.plan().id()).cut(device.plan().id());
        } else {
          connection(device.plan().id()).mend(device.plan().id());
        }
      }
    }
  }

  private void obey(Incoming incoming, long millis) {
    SimDevice device = devices.get(incoming.device());
    if (device == null) {
      return;
    }
    try {
      CommandReader.Received received = CommandReader.read(incoming.payload());
      String id = received.command().id();
      if (!commandsSeen.add(incoming.device() + " " + id)) {
        return; // a broker may deliver twice; a valve opens once
      }
      if (commandsSeen.size() > COMMANDS_REMEMBERED) {
        commandsSeen.remove(commandsSeen.iterator().next());
      }
      String fate = "obeyed";
      if (received.expires().isPresent() && received.expires().getAsLong() <= millis) {
        fate = "expired";
        sendAnswer(device, millis, CommandAnswer.failed(id, "expired before it arrived"));
      } else if (device.takesCommands()) {
        device.command(millis, received.command());
      } else {
        fate = "refused";
        sendAnswer(device, millis, CommandAnswer.failed(id, "this device takes no commands"));
      }
      truth.command(millis, incoming.device(), id, received.command().name(), fate);
    } catch (IllegalArgumentException e) {
      LOG.warn("{}: a command that cannot be read: {}", incoming.device(), e.getMessage());
    }
  }

  private void answer(long millis) {
    for (SimDevice device : devices.values()) {
      if (device.takesCommands()) {
        for (CommandAnswer answer : device.takeAnswers(millis)) {
          sendAnswer(device, millis, answer);
        }
      }
    }
  }

  private void sendAnswer(SimDevice device, long millis, CommandAnswer answer) {
    String id = device.plan().id();
    connection(id).offerLive(messages.answer(id, millis, answer));
  }

  private void writeTruth(long millis) {
    if (truth.isWritten() && millis - truthWritten >= TRUTH_EVERY_MILLIS) {
      truthWritten = millis;
      reporter.world().plots().forEach(plot -> truth.plot(reporter.world().now(), plot));
    }
  }

  private Connection connection(String device) {
    Connection connection = connections.get(device);
    if (connection == null) {
      throw new IllegalStateException(device + " has no connection");
    }
    return connection;
  }
}
