package vn.kenh.gateway.intake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.kenh.gateway.codec.Message;
import vn.kenh.gateway.codec.ReadingOutput;
import vn.kenh.gateway.reading.KeyNames;
import vn.kenh.gateway.reading.LineProtocolWriter;
import vn.kenh.gateway.reading.Metric;
import vn.kenh.gateway.reading.MetricCatalogue;

/**
 * Writes what a codec finds in one message as lines, and sets aside what breaks a rule. All of a
 * message can be taken back until {@link #finish}.
 */
final class PointWriter implements ReadingOutput {

  private static final int FEW_KEYS = 12;

  private final LineProtocolWriter lines;
  private final IntakeRules rules;
  private final SetAside setAside = new SetAside();
  private final List<String> names = new ArrayList<>();
  private final Set<String> manyNames = new HashSet<>();

  private String sender = "";
  private String device = "";
  private long timeMillis;
  private @Nullable String refusal;
  private boolean pointOpen;
  private int textsIgnored;

  PointWriter(LineProtocolWriter lines, IntakeRules rules) {
    this.lines = lines;
    this.rules = rules;
  }

  /** Begins a message. */
  void start(Message message) {
    lines.mark();
    setAside.clear();
    sender = TopicNames.device(message.topic());
    device = sender;
    timeMillis = message.receivedMillis();
    refusal = null;
    pointOpen = false;
    textsIgnored = 0;
  }

  /** Forgets what was written since {@link #start}. */
  void takeBack() {
    lines.rollback();
    setAside.clear();
    pointOpen = false;
    textsIgnored = 0;
  }

  /** Completes the message. */
  void finish() {
    endPoint();
  }

  SetAside setAside() {
    return setAside;
  }

  String sender() {
    return sender;
  }

  int textsIgnored() {
    return textsIgnored;
  }

  @Override
  public void point(String newDevice, long newTimeMillis) {
    endPoint();
    device = newDevice;
    timeMillis = newTimeMillis;
    refusal = rules.refusal(sender, newDevice, newTimeMillis).orElse(null);
    if (refusal == null) {
      lines.begin(newDevice, rules.tags().of(newDevice));
      pointOpen = true;
      names.clear();
      manyNames.clear();
    }
  }

  @Override
  public void value(String key, double value) {
    if (refusal != null || !pointOpen) {
      reject(key, Double.toString(value), refusal == null ? "a value without a point" : refusal);
      return;
    }
    Optional<Metric> metric = MetricCatalogue.find(key);
    String name = key;
    if (metric.isEmpty()) {
      name = KeyNames.clean(key);
      metric = name.equals(key) ? metric : MetricCatalogue.find(name);
    }
    String problem = problem(name, value, metric);
    if (problem == null) {
      lines.field(name, value);
    } else {
      reject(key, Double.toString(value), problem);
    }
  }

  @Override
  public void reject(String key, String raw, String reason) {
    setAside.value(device, timeMillis, key, raw, reason);
  }

  @Override
  public void ignore(String key) {
    textsIgnored++;
  }

  @Override
  public void rejectPart(byte[] raw, String reason) {
    endPoint();
    setAside.part(raw, reason);
  }

  private @Nullable String problem(String name, double value, Optional<Metric> metric) {
    if (!Double.isFinite(value)) {
      return name + " is not a finite number";
    }
    if (name.isEmpty()) {
      return "a key without a letter or digit";
    }
    if (metric.isPresent()) {
      Metric known = metric.get();
      if (!known.accepts(value)) {
        return name + " is outside " + known.min() + " to " + known.max() + " " + known.ucumUnit();
      }
    } else if (!rules.keys().admits(device, name)) {
      return "the device has more than " + KeyBudget.KEYS_PER_DEVICE + " keys of its own";
    }
    return isNewName(name) ? null : "two keys of the point are called " + name;
  }

  private boolean isNewName(String name) {
    if (!manyNames.isEmpty()) {
      return manyNames.add(name);
    }
    if (names.contains(name)) {
      return false;
    }
    names.add(name);
    if (names.size() > FEW_KEYS) {
      manyNames.addAll(names);
    }
    return true;
  }

  private void endPoint() {
    if (pointOpen) {
      lines.end(timeMillis);
      pointOpen = false;
    }
    refusal = null;
  }
}
