package vn.kenh.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ByteSizeTest {

  @ParameterizedTest
  @CsvSource({"4GiB, 4294967296", "500 MB, 500000000", "1048576, 1048576", "64mib, 67108864"})
  void sizesAreReadAsPeopleWriteThem(String text, long bytes) {
    assertThat(ByteSize.parse(text)).isEqualTo(bytes);
  }
}
