package vn.kenh.server.web;

import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import vn.kenh.server.registry.People;
import vn.kenh.server.registry.Person;

/**
 * Asks whether a password is right, and slows down who guesses: wherever one is asked for, the
 * tries count together.
 */
public final class PasswordCheck {

  private final People people;
  private final LoginLimiter limiter;

  public PasswordCheck(People people, Clock clock) {
    this.people = people;
    this.limiter = new LoginLimiter(clock);
  }

  /**
   * The person whose name and password these are; empty if they are nobody's. May block.
   *
   * @throws HttpProblem 429 after too many wrong ones
   */
  public Optional<Person> person(RoutingContext context, String name, String password) {
    String address = context.request().remoteAddress().hostAddress();
    String account = name.strip().toLowerCase(Locale.ROOT);
    Optional<Duration> wait = limiter.tryOnce(address, account);
    if (wait.isPresent()) {
      context.response().putHeader("retry-after", String.valueOf(wait.get().toSeconds() + 1));
      throw new HttpProblem(
          429,
          "too many wrong passwords; try again in " + (wait.get().toMinutes() + 1) + " minutes");
    }
    Optional<Person> person = people.authenticate(name, password);
    if (person.isPresent()) {
      limiter.succeeded(address, account);
    }
    return person;
  }
}
