package vn.kenh.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class InFlightBudgetTest {

  private final InFlightBudget budget = new InFlightBudget(4, 1_000);
  private int woken;

  @Test
  void thoseWhoWaitAreWokenOnceAQuarterIsFree() {
    budget.onRoom(() -> woken++);
    for (int i = 0; i < 4; i++) {
      assertThat(budget.isExhausted()).isFalse();
      budget.take(10);
    }
    assertThat(budget.isExhausted()).isTrue();
    budget.release(1, 10);
    assertThat(budget.isExhausted()).isFalse();
    assertThat(woken).isEqualTo(1);
  }

  @Test
  void bytesCountAsWellAsMessages() {
    budget.take(1_000);
    assertThat(budget.isExhausted()).isTrue();
    budget.release(1, 1_000);
    assertThat(budget.isExhausted()).isFalse();
  }

  @Test
  void aReservationThatDoesNotFitTakesNothing() {
    assertThat(budget.reserve(900)).isTrue();
    assertThat(budget.reserve(200)).isFalse();
    assertThat(budget.bytes()).isEqualTo(900);
    budget.release(0, 900);
    assertThat(budget.reserve(200)).isTrue();
  }

  @Test
  void aPauseOfTheIntakeLastsUntilItsResume() {
    budget.onRoom(() -> woken++);
    budget.intakePaused(true);
    budget.take(1);
    budget.release(1, 1);
    assertThat(budget.isExhausted()).isTrue();
    assertThat(woken).isZero();
    budget.intakePaused(false);
    assertThat(budget.isExhausted()).isFalse();
    assertThat(woken).isEqualTo(1);
  }
}
