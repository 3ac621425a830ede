package vn.kenh.gateway.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CameraTest {

  @Test
  void aCameraIsItsIdAndTheAddressOfAStill() {
    Camera camera = Camera.of("cam-1=http://10.0.0.7:81/cgi/snap.jpg?channel=1&pwd=s%20cret");
    assertThat(camera.id()).isEqualTo("cam-1");
    assertThat(camera.uri()).hasToString("http://10.0.0.7:81/cgi/snap.jpg?channel=1&pwd=s%20cret");
    assertThat(camera.login()).isEmpty();
    assertThat(Camera.of("a=b=https://host").uri()).hasToString("https://host/");
    assertThat(Camera.of("cam-1=https://host/?proxy=http://inner").id()).isEqualTo("cam-1");
  }

  @Test
  void theLoginLeavesTheAddressAndNothingSecretIsLogged() {
    Camera camera = Camera.of("cam-1=http://admin:p%40ss@10.0.0.7/snap?pwd=secret");
    assertThat(camera.uri()).hasToString("http://10.0.0.7/snap?pwd=secret");
    assertThat(camera.login().orElseThrow().answer(List.of("Basic"), "/", ""))
        .contains("Basic YWRtaW46cEBzcw==");
    assertThat(camera).hasToString("cam-1 at 10.0.0.7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cam-1",
        "cam-1=rtsp://admin:secret@10.0.0.7/",
        "a/b=http://admin:secret@10.0.0.7/",
        "=http://admin:secret@10.0.0.7/",
        "cam=http://admin:secret@/",
        "http://admin:secret@10.0.0.7/snap?proxy=http://10.0.0.8",
        "cam=http://admin:sec ret@10.0.0.7/",
      })
  void whatIsNoCameraIsRefusedWithoutTellingItsPassword(String text) {
    assertThatThrownBy(() -> Camera.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageNotContainingAny("secret", "sec ret");
  }
}
