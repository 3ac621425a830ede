package vn.kenh.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What a browser loaded over its network, as its DevTools tell it. */
final class Traffic {

  private final Map<String, String> urls = new ConcurrentHashMap<>();
  private final Map<String, Long> bytes = new ConcurrentHashMap<>();
  private final Set<String> done = ConcurrentHashMap.newKeySet();

  void take(String method, JsonNode params) {
    String id = params.path("requestId").asText();
    switch (method) {
      case "Network.requestWillBeSent" -> {
        if (params.has("redirectResponse")) {
          add(id, params.path("redirectResponse").path("encodedDataLength").asLong());
        }
        urls.merge(id, params.path("request").path("url").asText(), (a, b) -> a + " → " + b);
      }
      case "Network.webSocketCreated" -> urls.put(id, params.path("url").asText());
      case "Network.responseReceived" ->
          add(id, params.path("response").path("encodedDataLength").asLong());
      case "Network.dataReceived" -> add(id, params.path("encodedDataLength").asLong());
      case "Network.loadingFinished" -> {
        bytes.put(id, params.path("encodedDataLength").asLong());
        done.add(id);
      }
      case "Network.loadingFailed" -> done.add(id);
      default -> {}
    }
  }

  /** Everything that was asked for, by host and port; what is in the page itself is no request. */
  Set<String> hosts() {
    Set<String> hosts = new TreeSet<>();
    for (String chain : urls.values()) {
      for (String url : chain.split(" → ", -1)) {
        if (!url.startsWith("data:") && !url.startsWith("blob:")) {
          hosts.add(URI.create(url).getAuthority());
        }
      }
    }
    return hosts;
  }

  /** Bytes over the network with their headers, by address. */
  Map<String, Long> bytes() {
    Map<String, Long> byAddress = new TreeMap<>();
    bytes.forEach((id, count) -> byAddress.merge(urls.getOrDefault(id, id), count, Long::sum));
    return byAddress;
  }

  long total() {
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether all has arrived but the live stream, which never ends. */
  boolean settled() {
    return !urls.isEmpty()
        && urls.entrySet().stream()
            .allMatch(
                request ->
                    done.contains(request.getKey())
                        || request.getValue().contains("/api/v1/live")
                        || request.getValue().startsWith("data:"));
  }

  private void add(String id, long count) {
    bytes.merge(id, count, Long::sum);
  }
}
