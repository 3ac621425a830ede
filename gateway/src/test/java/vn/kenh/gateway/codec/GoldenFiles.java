package vn.kenh.gateway.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The golden files of one codec, under {@code golden/NAME} of the test resources: {@code
 * CASE.EXTENSION} is a payload as a device sends it ({@code CASE.EXTENSION.hex} one in hexadecimal)
 * and {@code CASE.expected.json} what must come of it.
 */
final class GoldenFiles {

  private static final String EXPECTED = ".expected.json";

  private GoldenFiles() {}

  /** One case: its payload and the JSON of what is expected. */
  record Case(String name, byte[] payload, Path expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> of(String codec) {
    try (Stream<Path> files = Files.list(folder(codec))) {
      List<Case> cases =
          files
              .filter(file -> !file.getFileName().toString().endsWith(EXPECTED))
              .sorted()
              .map(GoldenFiles::read)
              .toList();
      if (cases.isEmpty()) {
        throw new IllegalStateException("no golden files for " + codec);
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case read(Path file) {
    try {
      String fileName = file.getFileName().toString();
      String name = fileName.substring(0, fileName.indexOf('.'));
      byte[] payload =
          fileName.endsWith(".hex")
              ? HexFormat.of().parseHex(Files.readString(file).replaceAll("\\s", ""))
              : Files.readAllBytes(file);
      return new Case(name, payload, file.resolveSibling(name + EXPECTED));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder(String codec) {
    try {
      return Path.of(
          Objects.requireNonNull(GoldenFiles.class.getResource("/golden/" + codec), codec).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
