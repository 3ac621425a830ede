package vn.kenh.server.trace.label;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How many labels a second become a PDF: {@code LabelsBench [count] [folder]}. */
public final class LabelsBench {

  private LabelsBench() {}

  public static void main(String[] arguments) throws IOException {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    Path folder =
        arguments.length > 1 ? Path.of(arguments[1]) : Files.createTempDirectory("kenh-labels");
    List<Label> labels = LabelFixtures.run(count);
    for (int round = 1; round <= 3; round++) {
      for (Sheet sheet : Sheet.values()) {
        Path pdf = folder.resolve(sheet.code() + ".pdf");
        long start = System.nanoTime();
        try (OutputStream out = Files.newOutputStream(pdf)) {
          PdfLabels.write(sheet, "Bench", labels.iterator(), out);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
            "round %d %-10s %,d labels in %.2f s: %,.0f labels/s, %,d bytes, %d MiB heap used%n",
            round,
            sheet.code(),
            count,
            seconds,
            count / seconds,
            Files.size(pdf),
            (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
      }
    }
  }
}
