package vn.kenh.gateway.codec;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of one point while it is being read: the time may come last, and of a key that comes
 * twice the last one counts.
 */
final class PointValues {

  /** Up to here a search through the keys is quicker than a hash table. */
  private static final int SEARCHED = 24;

  private String[] keys = new String[12];
  private double[] values = new double[12];
  private @Nullable String[] reasons = new String[12];
  private String[] raws = new String[12];
  private int size;
  private @Nullable Map<String, Integer> index;

  void clear() {
    size = 0;
    index = null;
  }

  void value(String key, double value) {
    int at = place(key);
    values[at] = value;
    reasons[at] = null;
  }

  void reject(String key, String raw, String reason) {
    int at = place(key);
    raws[at] = raw;
    reasons[at] = reason;
  }

  void ignore(String key) {
    int at = place(key);
    raws[at] = "";
    reasons[at] = "";
  }

  void writeTo(ReadingOutput output) {
    for (int i = 0; i < size; i++) {
      String reason = reasons[i];
      if (reason == null) {
        output.value(keys[i], values[i]);
      } else if (reason.isEmpty()) {
        output.ignore(keys[i]);
      } else {
        output.reject(keys[i], raws[i], reason);
      }
    }
  }

  private int place(String key) {
    if (size <= SEARCHED) {
      for (int i = 0; i < size; i++) {
        if (keys[i].equals(key)) {
          return i;
        }
      }
    } else {
      Integer known = indexed().putIfAbsent(key, size);
      if (known != null) {
        return known;
      }
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      values = Arrays.copyOf(values, size * 2);
      reasons = Arrays.copyOf(reasons, size * 2);
      raws = Arrays.copyOf(raws, size * 2);
    }
    keys[size] = key;
    return size++;
  }

  private Map<String, Integer> indexed() {
    Map<String, Integer> known = index;
    if (known == null) {
      known = new HashMap<>();
      for (int i = 0; i < size; i++) {
        known.put(keys[i], i);
      }
      index = known;
    }
    return known;
  }
}
