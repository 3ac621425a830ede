package vn.kenh.sim.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class RampTest {

  private final List<String> begun = new ArrayList<>();
  private final Ramp ramp = new Ramp(2, Runnable::run);

  private void enter(String... names) {
    for (String name : names) {
      ramp.enter(() -> begun.add(name));
    }
  }

  @Test
  void onlySoManyBeginAtOnceAndTheOthersInTheirOrder() {
    enter("a", "b", "c", "d");
    assertThat(begun).containsExactly("a", "b");
    ramp.leave();
    assertThat(begun).containsExactly("a", "b", "c");
    ramp.leave();
    assertThat(begun).containsExactly("a", "b", "c", "d");
  }

  @Test
  void roomThatNobodyWaitedForIsThereForTheNext() {
    enter("a", "b");
    ramp.leave();
    ramp.leave();
    enter("c", "d", "e");
    assertThat(begun).containsExactly("a", "b", "c", "d");
  }

  @Test
  void theEndOfTheSimulationIsNoFailure() {
    Ramp ending =
        new Ramp(
            1,
            task -> {
              throw new RejectedExecutionException("shut down");
            });
    ending.enter(() -> begun.add("a"));
    assertThat(begun).isEmpty();
  }
}
