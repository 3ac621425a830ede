package vn.kenh.server.web;

import java.util.List;
import java.util.Set;

/** Everything that may be asked for without signing in. What is not here is refused. */
public final class PublicPaths {

  private static final Set<String> EXACT =
      Set.of(
          "/health/live",
          "/health/ready",
          "/login",
          "/language",
          "/api",
          "/api/v1/openapi.json",
          "/favicon.ico",
          "/robots.txt",
          "/.well-known/gs1resolver",
          "/mqtt");

  /** Static files, and the public pages behind the labels (GTIN, GLN, SSCC). */
  private static final List<String> BELOW = List.of("/static/", "/01/");

  private PublicPaths() {}

  public static boolean contains(String path) {
    return EXACT.contains(path) || BELOW.stream().anyMatch(path::startsWith);
  }
}
