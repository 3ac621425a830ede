package vn.kenh.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyBudgetTest {

  @TempDir private Path folder;

  @Test
  void aDeviceMayHaveAHundredKeysOfItsOwnAndKeepsThem() {
    try (KeyBudget budget = KeyBudget.open(folder.resolve("keys.db"))) {
      assertThat(learn(budget, "greedy", 150)).isEqualTo(100);
      assertThat(budget.admits("greedy", "key_0")).isTrue();
      assertThat(budget.admits("greedy", "key_149")).isFalse();
      assertThat(budget.admits("modest", "key_149")).isTrue();
    }
  }

  @Test
  void whatIsForgottenInMemoryIsLookedUpInTheFile() {
    try (KeyBudget budget = KeyBudget.open(folder.resolve("keys.db"), 250)) {
      assertThat(learn(budget, "first", 100)).isEqualTo(100);
      budget.save();
      for (int device = 0; device < 20; device++) {
        assertThat(learn(budget, "device-" + device, 101)).isEqualTo(100);
        budget.save();
      }
      assertThat(budget.admits("first", "key_99")).isTrue();
      assertThat(budget.admits("first", "one_more")).isFalse();
    }
  }

  @Test
  void whatIsNotSavedYetIsNotForgottenEither() {
    try (KeyBudget budget = KeyBudget.open(folder.resolve("keys.db"), 100)) {
      learn(budget, "first", 100);
      for (int device = 0; device < 5; device++) {
        learn(budget, "device-" + device, 100);
      }
      assertThat(budget.admits("first", "one_more")).isFalse();
    }
  }

  @Test
  void threadsTogetherLearnNoMoreThanOneWould() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (KeyBudget budget = KeyBudget.open(folder.resolve("keys.db"))) {
      Callable<Integer> greedy = () -> learn(budget, "greedy", 150);
      for (var learned : threads.invokeAll(java.util.Collections.nCopies(4, greedy))) {
        assertThat(learned.get()).isEqualTo(100);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Offers keys in their order; how many were admitted. */
  private static int learn(KeyBudget budget, String device, int keys) {
    return (int)
        IntStream.range(0, keys).filter(key -> budget.admits(device, "key_" + key)).count();
  }
}
