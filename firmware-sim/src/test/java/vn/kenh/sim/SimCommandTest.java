package vn.kenh.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SimCommandTest {

  @Test
  void helpIsGood() {
    assertThat(SimCommand.run("--help")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--url=http://host",
        "--fault=flood@drip-01",
        "--fault=leak@no-such-device",
        "--speed=0",
        "--interval=often",
        "--farms=9",
        "--client=pigeon",
        "--history-only",
        "--register=http://localhost:1",
        "--config=/no/such/file",
        "--nonsense"
      })
  void wrongUsageIsRefusedAtTheStart(String argument) {
    assertThat(SimCommand.run(argument)).isEqualTo(2);
  }

  @Test
  void aServerThatCannotBeReachedIsAFailure() {
    assertThat(SimCommand.run("--register=http://127.0.0.1:1", "--admin-token=x")).isEqualTo(1);
  }
}
