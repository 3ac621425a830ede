package vn.kenh.gateway.intake;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import vn.kenh.gateway.codec.Message;
import vn.kenh.gateway.codec.PayloadCodec;
import vn.kenh.gateway.mqtt.MessageInbox;
import vn.kenh.gateway.spool.Counter;
import vn.kenh.gateway.spool.GroupSource;
import vn.kenh.gateway.spool.QuarantineItem;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolGroup;

/**
 * Takes messages in: decodes them on the caller's thread, holds them to the rules, and has the
 * spool make them durable, after which the sender may be told. Whatever a message holds, it gets
 * its defined fate and the one behind it is not affected.
 */
public final class Intake implements MessageInbox {

  /** Lines beyond this make a row of their own, so that consumers get pieces of bearable size. */
  private static final int ROW_BYTES = 256 * 1024;

  private final Function<String, Optional<PayloadCodec>> codecs;
  private final Spool spool;
  private final IntakeRules rules;
  private final DurableListener listener;
  private final Lane[] lanes;
  private final ThreadLocal<Lane> laneOfThread;

  /**
   * @param codecs the codec of a topic
   * @param devices whom a gateway may report for, besides itself
   */
  public Intake(
      Function<String, Optional<PayloadCodec>> codecs,
      Spool spool,
      KeyBudget keys,
      PointTags tags,
      GatewayDevices devices,
      DurableListener listener,
      Clock clock) {
    this.codecs = codecs;
    this.spool = spool;
    this.rules = new IntakeRules(tags, devices, keys, clock);
    this.listener = listener;
    this.lanes = new Lane[Math.max(2, Runtime.getRuntime().availableProcessors())];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = new Lane(newBuilder());
    }
    AtomicInteger nextLane = new AtomicInteger();
    this.laneOfThread =
        ThreadLocal.withInitial(
            () -> lanes[Math.floorMod(nextLane.getAndIncrement(), lanes.length)]);
    spool.addSource(
        groups -> {
          keys.save();
          for (Lane lane : lanes) {
            lane.drainTo(groups);
          }
        });
  }

  @Override
  public void accept(Message message, Runnable onDurable) {
    long bytes = laneOfThread.get().add(message, onDurable);
    spool.backpressure().add(bytes);
    spool.signal();
  }

  /**
   * Tries a quarantined item again, as if it had come at the time it first did.
   *
   * @param onDurable run on the commit thread once its readings are on disk; only then may the item
   *     be removed
   * @return empty if all of it could be read; else why not, and nothing has happened
   */
  Optional<String> retry(QuarantineItem item, Runnable onDurable) {
    GroupBuilder builder = newBuilder();
    builder.addAgain(new Message(item.topic(), item.payload(), item.receivedMillis()), onDurable);
    if (!builder.quarantined().isEmpty()) {
      return Optional.of(builder.quarantined().get(0).error());
    }
    builder.count(Counter.ITEMS_REPLAYED, 1);
    spool.append(builder.take());
    return Optional.empty();
  }

  private GroupBuilder newBuilder() {
    return new GroupBuilder(codecs, rules, listener);
  }

  /**
   * A group in the making; each event loop has its own, so that they do not wait for each other.
   */
  private static final class Lane implements GroupSource {
    private final GroupBuilder builder;
    private final List<SpoolGroup> complete = new ArrayList<>();

    Lane(GroupBuilder builder) {
      this.builder = builder;
    }

    synchronized long add(Message message, Runnable onDurable) {
      long bytes = builder.add(message, onDurable);
      if (builder.bytes() >= ROW_BYTES) {
        complete.add(builder.take());
      }
      return bytes;
    }

    @Override
    public synchronized void drainTo(Consumer<SpoolGroup> groups) {
      complete.forEach(groups);
      complete.clear();
      if (!builder.isEmpty()) {
        groups.accept(builder.take());
      }
    }
  }
}
