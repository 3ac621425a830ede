package vn.kenh.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderTest {

  @Test
  void aNewFolderIsItsOwnersAlone(@TempDir Path parent) throws IOException {
    Path folder = parent.resolve("new").resolve("data");

    DataFolder.open(folder).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  @Test
  void theFolderBelongsToOneAtATime(@TempDir Path folder) {
    try (DataFolder first = DataFolder.open(folder)) {
      assertThat(first.path()).isEqualTo(folder);
      assertThatThrownBy(() -> DataFolder.open(folder))
          .isInstanceOf(DataFolderInUseException.class);
    }
    DataFolder.open(folder).close();
  }
}
