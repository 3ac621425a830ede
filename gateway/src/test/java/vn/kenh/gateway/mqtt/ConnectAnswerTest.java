package vn.kenh.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ConnectAnswerTest {

  @ParameterizedTest
  @EnumSource(ReasonCode.class)
  void whateverEndsAConnectionBeforeItIsOpenCanBeSaid(ReasonCode code) {
    ProtocolException why = new ProtocolException(code, "why");
    MqttConnAckMessage answer = (MqttConnAckMessage) ConnectAnswer.refused(true, why).orElseThrow();
    assertThat(answer.variableHeader().connectReturnCode().byteValue()).isNegative();
    ConnectAnswer.refused(false, why)
        .ifPresent(
            old ->
                assertThat(
                        ((MqttConnAckMessage) old).variableHeader().connectReturnCode().byteValue())
                    .isBetween((byte) 1, (byte) 5));
  }
}
