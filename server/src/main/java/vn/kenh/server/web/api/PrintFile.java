package vn.kenh.server.web.api;

import io.vertx.ext.web.RoutingContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import vn.kenh.server.trace.Batch;
import vn.kenh.server.trace.label.Label;

/**
 * A file to print. It is made on disk first: its length is known, its memory bounded, and no error
 * can come half way.
 */
final class PrintFile {

  /** Writes the labels of a batch in some printer's language. */
  @FunctionalInterface
  interface Writer {
    void write(Batch batch, Iterator<Label> labels, OutputStream out) throws IOException;
  }

  /** Writes the whole file. */
  @FunctionalInterface
  interface Content {
    void write(OutputStream out) throws IOException;
  }

  private PrintFile() {}

  static void send(RoutingContext context, String contentType, String name, Content content)
      throws IOException {
    Path file = Files.createTempFile("kenh-labels", ".tmp");
    boolean sending = false;
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        content.write(out);
      }
      sending = true;
    } finally {
      if (!sending) {
        Files.deleteIfExists(file);
      }
    }
    context
        .response()
        .putHeader("content-type", contentType)
        .putHeader("content-disposition", "inline; filename=\"" + name + "\"")
        .putHeader("cache-control", "no-store")
        .sendFile(file.toString())
        .onComplete(
            sent -> context.vertx().fileSystem().delete(file.toString()),
            failure -> context.vertx().fileSystem().delete(file.toString()));
  }
}
