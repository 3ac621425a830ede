package vn.kenh.sim.link;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that never gives up: it keeps messages until they are acknowledged, live ones before
 * the backlog, sends no more than the window allows, and connects again with growing pauses.
 *
 * <p>One device has it for itself, or a gateway shares it among the devices behind it.
 */
public final class Connection {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 20_000;

  private final MqttLink.Factory links;
  private final Settings settings;
  private final ScheduledExecutorService timer;
  private final DeliveryListener deliveries;
  private final BiConsumer<String, byte[]> inbox;

  private final Deque<Outgoing> live = new ArrayDeque<>();
  private final Deque<Outgoing> backlog = new ArrayDeque<>();
  private final Map<Integer, InFlight> inFlight = new LinkedHashMap<>();
  private final Map<String, Deque<Outgoing>> cutOff = new HashMap<>();
  private final Set<String> statusOf = new HashSet<>();
  private @Nullable MqttLink link;
  private boolean up;
  private boolean stopped;
  private int window = 1;
  private int lastToken;
  private long pauseMillis = FIRST_PAUSE_MILLIS;

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

  private record InFlight(Outgoing message, boolean fromBacklog) {}

  public Connection(
      MqttLink.Factory links,
      Settings settings,
      ScheduledExecutorService timer,
      DeliveryListener deliveries,
      BiConsumer<String, byte[]> inbox) {
    this.links = links;
    this.settings = settings;
    this.timer = timer;
    this.deliveries = deliveries;
    this.inbox = inbox;
    statusOf.add(settings.id());
    statusOf.addAll(settings.devices());
  }

  /** Begins to connect. */
  public synchronized void start() {
    if (!stopped && link == null && !wholeLinkCut()) {
      List<String> topics =
          settings.commandable().stream().map(device -> "kenh/" + device + "/command").toList();
      Listener listener = new Listener();
      MqttLink opening =
          links.create(
              new MqttLink.Identity(
                  settings.id(), settings.token(), statusTopic(settings.id()), topics),
              listener);
      listener.mine = opening;
      link = opening;
      opening.open();
    }
  }

  /** Takes a message that happens now. When the buffer is full the oldest one makes room. */
  public synchronized void offerLive(Outgoing message) {
    Deque<Outgoing> queue = cutOff.getOrDefault(message.device(), live);
    int limit = settings.bufferLimit() * (queue == live ? settings.devices().size() : 1);
    if (queue.size() >= limit) {
      deliveries.dropped(queue.removeFirst());
    }
    queue.addLast(message);
    pump();
  }

  /**
   * Takes a message of the past, or refuses it while enough of them wait.
   *
   * @return whether it was taken
   */
  public synchronized boolean offerBacklog(Outgoing message) {
    if (backlog.size() >= 2 * settings.window() + 16 && cutOff.isEmpty()) {
      return false;
    }
    backlog.addLast(message);
    pump();
    return true;
  }

  /** Cuts a device's link: its messages wait. A device alone on its connection loses it. */
  public void cut(String device) {
    MqttLink dropped = null;
    synchronized (this) {
      if (cutOff.putIfAbsent(device, new ArrayDeque<>()) == null && wholeLinkCut()) {
        dropped = link;
      }
    }
    if (dropped != null) {
      dropped.abort();
    }
  }

  /** Mends what {@link #cut} cut; what waited follows as backlog. */
  public synchronized void mend(String device) {
    Deque<Outgoing> waited = cutOff.remove(device);
    if (waited != null) {
      backlog.addAll(waited);
      start();
      pump();
    }
  }

  public synchronized boolean isUp() {
    return up;
  }

  /** Messages not yet acknowledged, whether sent or not. */
  public synchronized int pending() {
    int waiting = cutOff.values().stream().mapToInt(Deque::size).sum();
    return live.size() + backlog.size() + inFlight.size() + waiting;
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
          last.publish(nextToken(), statusTopic(device), bytes("offline"));
        }
      }
    }
    if (last != null) {
      last.close();
    }
  }

  private boolean wholeLinkCut() {
    return settings.devices().size() == 1 && !cutOff.isEmpty();
  }

  private void pump() {
    MqttLink open = link;
    if (open == null) {
      return;
    }
    while (up && inFlight.size() < window) {
      boolean fromBacklog = live.isEmpty();
      Outgoing message = fromBacklog ? backlog.pollFirst() : live.pollFirst();
      if (message == null) {
        return;
      }
      int token = nextToken();
      inFlight.put(token, new InFlight(message, fromBacklog));
      deliveries.sent(message);
      open.publish(token, message.topic(), message.payload());
    }
  }

  private int nextToken() {
    do {
      lastToken = lastToken % 65_535 + 1;
    } while (inFlight.containsKey(lastToken));
    return lastToken;
  }

  private static String statusTopic(String device) {
    return "kenh/" + device + "/status";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private synchronized void opened(MqttLink opened, int receiveMaximum) {
    if (link != opened || stopped) {
      return;
    }
    up = true;
    pauseMillis = FIRST_PAUSE_MILLIS;
    window = Math.max(1, Math.min(settings.window(), receiveMaximum - statusOf.size()));
    for (String device : statusOf) {
      opened.publish(nextToken(), statusTopic(device), bytes("online"));
    }
    pump();
  }

  private synchronized void closed(MqttLink closed, String reason) {
    if (link != closed) {
      return;
    }
    link = null;
    up = false;
    List<InFlight> unsure = new ArrayList<>(inFlight.values());
    inFlight.clear();
    for (int i = unsure.size() - 1; i >= 0; i--) {
      (unsure.get(i).fromBacklog() ? backlog : live).addFirst(unsure.get(i).message());
    }
    if (stopped || wholeLinkCut()) {
      return;
    }
    long pause = pauseMillis + ThreadLocalRandom.current().nextLong(pauseMillis);
    LOG.info("{}: no connection ({}), again in {} ms", settings.id(), reason, pause);
    pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
    try {
      ScheduledFuture<?> unused = timer.schedule(this::start, pause, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: the simulation ends", settings.id());
    }
  }

  private synchronized void acknowledged(MqttLink from, int token, int reasonCode) {
    if (link != from) {
      return;
    }
    InFlight done = inFlight.remove(token);
    if (done != null) {
      if (reasonCode >= 0x80) {
        LOG.warn(
            "{}: {} was refused, reason {}", settings.id(), done.message().topic(), reasonCode);
        deliveries.refused(done.message());
      } else {
        deliveries.acknowledged(done.message());
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
