package vn.kenh.sim.link;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that never gives up: it keeps messages until they are acknowledged, sends no more
 * than the window allows, and connects again with growing pauses.
 *
 * <p>One device has it for itself, or a gateway shares it among the devices behind it.
 */
public final class Connection {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final Shared shared;
  private final Settings settings;
  private final BiConsumer<String, byte[]> inbox;
  private final Outbox outbox;
  private final Pauses pauses = new Pauses();
  private final Set<String> statusOf = new HashSet<>();
  private @Nullable MqttLink link;
  private boolean awaitsRamp;
  private boolean onRamp;
  private volatile boolean up;
  private boolean stopped;
  private int window = 1;

  /**
   * How a connection is made.
   *
   * @param id user name and client id
   * @param devices whose messages pass here; the device itself, or those behind a gateway
   * @param commandable those of them that take commands
   * @param window most unacknowledged messages
   * @param bufferLimit most live messages kept while the link is down, for each device
   */
  public record Settings(
      String id,
      String token,
      List<String> devices,
      List<String> commandable,
      int window,
      int bufferLimit) {}

  /** What all connections of a run have in common. */
  public record Shared(
      MqttLink.Factory links,
      Ramp ramp,
      ScheduledExecutorService timer,
      Complaints complaints,
      DeliveryListener deliveries) {}

  public Connection(Shared shared, Settings settings, BiConsumer<String, byte[]> inbox) {
    this.shared = shared;
    this.settings = settings;
    this.inbox = inbox;
    this.outbox = new Outbox(settings, shared.deliveries());
    statusOf.add(settings.id());
    statusOf.addAll(settings.devices());
  }

  /** Begins to connect, when it is its turn. */
  public synchronized void start() {
    if (!awaitsRamp && mayConnect()) {
      awaitsRamp = true;
      shared.ramp().enter(this::open);
    }
  }

  /** Takes a message that happens now. When the buffer is full the oldest one makes room. */
  public synchronized void offerLive(Outgoing message) {
    outbox.addLive(message);
    pump();
  }

  /**
   * Takes a message of the past, or refuses it while enough of them wait.
   *
   * @return whether it was taken
   */
  public synchronized boolean offerBacklog(Outgoing message) {
    boolean taken = outbox.addBacklog(message);
    pump();
    return taken;
  }

  /** Cuts a device's link: its messages wait. A device alone on its connection loses it. */
  public void cut(String device) {
    MqttLink dropped = null;
    synchronized (this) {
      if (outbox.cut(device) && wholeLinkCut()) {
        dropped = link;
      }
    }
    if (dropped != null) {
      dropped.abort();
    }
  }

  /** Mends what {@link #cut} cut; what waited follows as backlog. */
  public synchronized void mend(String device) {
    if (outbox.mend(device)) {
      start();
      pump();
    }
  }

  public boolean isUp() {
    return up;
  }

  /** Messages not yet acknowledged, whether sent or not. */
  public synchronized int pending() {
    return outbox.pending();
  }

  /** Says goodbye and stays away. */
  public void stop() {
    MqttLink last;
    synchronized (this) {
      stopped = true;
      last = up ? link : null;
      up = false;
      if (last != null) {
        for (String device : settings.devices()) {
          last.publish(outbox.freeToken(), statusTopic(device), bytes("offline"));
        }
      }
    }
    if (last != null) {
      last.close();
    }
  }

  private boolean mayConnect() {
    return !stopped && link == null && !wholeLinkCut();
  }

  private boolean wholeLinkCut() {
    return settings.devices().size() == 1 && outbox.anyCut();
  }

  private synchronized void open() {
    awaitsRamp = false;
    onRamp = true;
    if (!mayConnect()) {
      leaveRamp();
      return;
    }
    List<String> topics =
        settings.commandable().stream().map(device -> "kenh/" + device + "/command").toList();
    Listener listener = new Listener();
    MqttLink opening =
        shared
            .links()
            .create(
                new MqttLink.Identity(
                    settings.id(), settings.token(), statusTopic(settings.id()), topics),
                listener);
    listener.mine = opening;
    link = opening;
    opening.open();
  }

  private void leaveRamp() {
    if (onRamp) {
      onRamp = false;
      shared.ramp().leave();
    }
  }

  private void pump() {
    MqttLink open = link;
    if (open == null || !up) {
      return;
    }
    for (Outbox.Sending next = outbox.next(window); next != null; next = outbox.next(window)) {
      open.publish(next.token(), next.message().topic(), next.message().payload());
    }
  }

  private static String statusTopic(String device) {
    return "kenh/" + device + "/status";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private synchronized void opened(MqttLink opened, int receiveMaximum) {
    if (link != opened) {
      return;
    }
    leaveRamp();
    if (stopped) {
      return;
    }
    up = true;
    pauses.reset();
    window = Math.max(1, Math.min(settings.window(), receiveMaximum - statusOf.size()));
    for (String device : statusOf) {
      opened.publish(outbox.freeToken(), statusTopic(device), bytes("online"));
    }
    pump();
  }

  private synchronized void closed(MqttLink closed, String reason) {
    if (link != closed) {
      return;
    }
    leaveRamp();
    link = null;
    up = false;
    outbox.takeBackUnsure();
    if (stopped || wholeLinkCut()) {
      return;
    }
    long pause = pauses.nextMillis();
    shared.complaints().noConnection(settings.id(), reason, pause);
    try {
      ScheduledFuture<?> unused =
          shared.timer().schedule(this::start, pause, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: the simulation ends", settings.id());
    }
  }

  private synchronized void acknowledged(MqttLink from, int token, int reasonCode) {
    if (link == from) {
      Outgoing refused = outbox.answered(token, reasonCode);
      if (refused != null) {
        LOG.warn("{}: {} was refused, reason {}", settings.id(), refused.topic(), reasonCode);
      }
      pump();
    }
  }

  /** Passes on what a link tells, so that a link of the past cannot speak for the present one. */
  private final class Listener implements MqttLink.Listener {
    private @Nullable MqttLink mine;

    @Override
    public void opened(int receiveMaximum) {
      MqttLink from = mine;
      if (from != null) {
        Connection.this.opened(from, receiveMaximum);
      }
    }

    @Override
    public void closed(String reason) {
      MqttLink from = mine;
      if (from != null) {
        Connection.this.closed(from, reason);
      }
    }

    @Override
    public void acknowledged(int token, int reasonCode) {
      MqttLink from = mine;
      if (from != null) {
        Connection.this.acknowledged(from, token, reasonCode);
      }
    }

    @Override
    public void received(String topic, byte[] payload) {
      inbox.accept(topic, payload);
    }
  }
}
