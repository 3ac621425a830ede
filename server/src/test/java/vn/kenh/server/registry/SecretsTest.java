package vn.kenh.server.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SecretsTest {

  @Test
  void noTokenLooksLikeAnOption() {
    Secrets secrets = new Secrets(new SecureRandom());
    assertThat(Stream.generate(secrets::newToken).limit(1_000))
        .allMatch(token -> Character.isLetterOrDigit(token.charAt(0)))
        .allMatch(token -> token.length() == 43)
        .doesNotHaveDuplicates();
  }
}
