package vn.kenh.server.trace.gs1;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a GS1 Digital Link for a product says: the part behind the stem (GS1 Digital Link Standard:
 * URI Syntax 1.4).
 *
 * @param attributes application identifier → value of the query, in their order
 */
public record DigitalLink(
    Gtin gtin,
    Optional<Variant> variant,
    Optional<Lot> lot,
    Optional<Serial> serial,
    Map<String, String> attributes) {

  /** In the only order the path may have them. */
  private static final List<String> QUALIFIERS = List.of("22", "10", "21");

  public DigitalLink {
    attributes.forEach(DataAttributes::verify);
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  public static DigitalLink of(Gtin gtin) {
    return new DigitalLink(gtin, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
  }

  public static DigitalLink of(Gtin gtin, Lot lot) {
    return new DigitalLink(gtin, Optional.empty(), Optional.of(lot), Optional.empty(), Map.of());
  }

  public static DigitalLink of(Gtin gtin, Lot lot, Serial serial) {
    return new DigitalLink(gtin, Optional.empty(), Optional.of(lot), Optional.of(serial), Map.of());
  }

  /** From {@code /01/} on, percent-encoded, the attributes as its query. */
  public String pathAndQuery() {
    StringBuilder uri = new StringBuilder("/01/").append(gtin.digits());
    variant.ifPresent(value -> append(uri, "22", value.value()));
    lot.ifPresent(value -> append(uri, "10", value.value()));
    serial.ifPresent(value -> append(uri, "21", value.value()));
    char separator = '?';
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      uri.append(separator).append(attribute.getKey()).append('=');
      uri.append(PercentEncoding.encode(attribute.getValue()));
      separator = '&';
    }
    return uri.toString();
  }

  /**
   * Reads the path of a request (still percent-encoded, {@code /01/…}) and its query.
   *
   * @param query without the question mark; empty for none
   */
  public static DigitalLink parse(String path, String query) {
    List<String> segments = List.of(path.split("/", -1));
    int start = keyIndex(segments);
    if (start != 1) {
      throw new Gs1FormatException("the path must begin with /01/ and a GTIN");
    }
    return parse(segments.subList(start, segments.size()), query);
  }

  /**
   * Where the pair of the GTIN begins: pairs are read from the end, because a stem may hold
   * anything, and a lot may be called 01.
   */
  static int keyIndex(List<String> segments) {
    for (int i = segments.size() - 2; i > 0; i -= 2) {
      String identifier = segments.get(i);
      if (identifier.equals("01")) {
        return i;
      }
      if (!QUALIFIERS.contains(identifier)) {
        throw new Gs1FormatException(
            "expected /01/ with a GTIN and behind it only /22/, /10/ and /21/, each with a value;"
                + " found \"/"
                + identifier
                + "/\"");
      }
    }
    throw new Gs1FormatException("there is no /01/ with a GTIN in the path");
  }

  static DigitalLink parse(List<String> pairs, String query) {
    String gtin = PercentEncoding.decode(pairs.get(1), false);
    Map<String, String> qualifiers = new LinkedHashMap<>();
    int last = -1;
    for (int i = 2; i < pairs.size(); i += 2) {
      int rank = QUALIFIERS.indexOf(pairs.get(i));
      if (rank <= last) {
        throw new Gs1FormatException("the path has its parts in the order /01/ /22/ /10/ /21/");
      }
      last = rank;
      qualifiers.put(pairs.get(i), PercentEncoding.decode(pairs.get(i + 1), false));
    }
    return new DigitalLink(
        new Gtin(gtin),
        Optional.ofNullable(qualifiers.get("22")).map(Variant::new),
        Optional.ofNullable(qualifiers.get("10")).map(Lot::new),
        Optional.ofNullable(qualifiers.get("21")).map(Serial::new),
        attributes(query));
  }

  /** Keys that are not all digits are no application identifiers, and nobody's business here. */
  private static Map<String, String> attributes(String query) {
    Map<String, String> attributes = new LinkedHashMap<>();
    List<String> misplaced = new ArrayList<>();
    for (String parameter : query.split("[&;]", -1)) {
      int equals = parameter.indexOf('=');
      String key = equals < 0 ? "" : parameter.substring(0, equals);
      if (!CharacterSet82.isDigits(key)) {
        continue;
      }
      if (QUALIFIERS.contains(key) || key.equals("01")) {
        misplaced.add(key);
      } else if (attributes.put(key, PercentEncoding.decode(parameter.substring(equals + 1), true))
          != null) {
        throw new Gs1FormatException("(" + key + ") is given twice");
      }
    }
    if (!misplaced.isEmpty()) {
      throw new Gs1FormatException("(" + misplaced.get(0) + ") belongs in the path");
    }
    return attributes;
  }

  private static void append(StringBuilder uri, String identifier, String value) {
    uri.append('/').append(identifier).append('/').append(PercentEncoding.encode(value));
  }
}
