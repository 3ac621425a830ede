package vn.kenh.gateway.intake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.gateway.codec.Message;
import vn.kenh.gateway.codec.PayloadCodec;
import vn.kenh.gateway.codec.UndecodableException;
import vn.kenh.gateway.reading.Frame;
import vn.kenh.gateway.reading.LineProtocolWriter;
import vn.kenh.gateway.spool.Counter;
import vn.kenh.gateway.spool.Counts;
import vn.kenh.gateway.spool.EntryKind;
import vn.kenh.gateway.spool.QuarantineItem;
import vn.kenh.gateway.spool.SpoolGroup;

/** Decodes messages one behind the other into one group. Not safe for several threads. */
final class GroupBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(GroupBuilder.class);

  /** What a waiting message takes in memory besides its bytes, about. */
  private static final int OVERHEAD_BYTES = 100;

  private final Function<String, Optional<PayloadCodec>> codecs;
  private final DurableListener listener;
  private final LineProtocolWriter lines = new LineProtocolWriter();
  private final PointWriter output;

  private final Set<String> faultsLogged = new HashSet<>();

  private Counts counts = new Counts();
  private List<QuarantineItem> quarantined = new ArrayList<>();
  private List<Runnable> callbacks = new ArrayList<>();
  private long queuedBytes;

  GroupBuilder(
      Function<String, Optional<PayloadCodec>> codecs,
      IntakeRules rules,
      DurableListener listener) {
    this.codecs = codecs;
    this.listener = listener;
    this.output = new PointWriter(lines, rules);
  }

  boolean isEmpty() {
    return callbacks.isEmpty();
  }

  /** Size of the lines so far. */
  int bytes() {
    return lines.size();
  }

  /** What has been set aside so far. */
  List<QuarantineItem> quarantined() {
    return quarantined;
  }

  /**
   * Adds a message, whatever it holds.
   *
   * @return memory the message takes until it is durable, bytes
   */
  long add(Message message, Runnable onDurable) {
    int sizeBefore = lines.size();
    counts.add(Counter.MESSAGES_RECEIVED, 1);
    String error = decode(message);
    if (error.isEmpty()) {
      counts.add(Counter.MESSAGES_DECODED, 1);
      keepSetAside(message);
    } else {
      output.takeBack();
      counts.add(Counter.MESSAGES_QUARANTINED, 1);
      quarantined.add(
          new QuarantineItem(
              QuarantineItem.Kind.MESSAGE,
              message.topic(),
              TopicNames.device(message.topic()),
              message.receivedMillis(),
              error,
              message.payload()));
    }
    callbacks.add(onDurable);
    long bytes =
        Math.max(message.payload().length, (long) lines.size() - sizeBefore) + OVERHEAD_BYTES;
    queuedBytes += bytes;
    return bytes;
  }

  /** Adds a message that has been counted when it first came. */
  void addAgain(Message message, Runnable onDurable) {
    add(message, onDurable);
    counts = new Counts();
  }

  void count(Counter counter, long change) {
    counts.add(counter, change);
  }

  /** Gives away all that was added, and is empty again. */
  SpoolGroup take() {
    Frame frame = lines.toFrame();
    List<Runnable> told = callbacks;
    SpoolGroup group =
        new SpoolGroup(
            EntryKind.FRAME,
            "",
            frame.lines(),
            frame.readings(),
            counts,
            quarantined,
            queuedBytes,
            () -> tell(told, frame));
    lines.clear();
    counts = new Counts();
    quarantined = new ArrayList<>();
    callbacks = new ArrayList<>(Math.max(16, told.size()));
    queuedBytes = 0;
    return group;
  }

  /** Decodes; the answer is empty, or why it cannot be done. */
  private String decode(Message message) {
    output.start(message);
    PayloadCodec codec = codecs.apply(message.topic()).orElse(null);
    if (codec == null) {
      return "no known format has the topic " + message.topic();
    }
    try {
      codec.decode(message, output);
      output.finish();
      return "";
    } catch (UndecodableException e) {
      return e.getMessage() == null ? "cannot be read as " + codec.name() : e.getMessage();
    } catch (RuntimeException | StackOverflowError e) {
      // A fault of ours, but the message behind this one must not suffer for it.
      logOnce(codec.name(), message.topic(), e);
      return "codec " + codec.name() + " failed: " + e;
    }
  }

  /** Once for each kind of fault: whoever found a poison message must not fill the log too. */
  private void logOnce(String codec, String topic, Throwable fault) {
    if (faultsLogged.add(codec + fault.getClass().getName())) {
      LOG.error(
          "codec {} failed on a message to {}, which is in the quarantine; further faults of this"
              + " kind are not logged",
          codec,
          topic,
          fault instanceof StackOverflowError
              ? new IllegalStateException("nested too deep")
              : fault);
    }
  }

  private void keepSetAside(Message message) {
    counts.add(Counter.TEXTS_IGNORED, output.textsIgnored());
    SetAside setAside = output.setAside();
    if (!setAside.isEmpty()) {
      counts.add(Counter.VALUES_QUARANTINED, setAside.values());
      quarantined.addAll(setAside.items(message, output.sender()));
    }
  }

  private void tell(List<Runnable> callbacksOfGroup, Frame frame) {
    for (Runnable callback : callbacksOfGroup) {
      try {
        callback.run();
      } catch (RuntimeException e) {
        LOG.error("a sender could not be told that its message is durable", e);
      }
    }
    if (frame.readings() > 0) {
      listener.durable(frame);
    }
  }
}
