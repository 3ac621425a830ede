package vn.kenh.gateway.codec;

import java.util.List;
import java.util.Optional;

/** The formats we read, and which of them a topic carries. */
public final class Codecs {

  private final PayloadCodec[] codecs;

  /** With codecs whose topics do not overlap; the ones with most messages first. */
  public Codecs(List<PayloadCodec> codecs) {
    this.codecs = codecs.toArray(PayloadCodec[]::new);
  }

  /** All formats of the interface. */
  public static Codecs standard() {
    return new Codecs(List.of(new TelemetryJsonCodec(), new FrameCodec(), new SenmlCodec()));
  }

  /** The codec for a topic; empty where no format of ours travels on it. */
  public Optional<PayloadCodec> find(String topic) {
    for (PayloadCodec codec : codecs) {
      if (codec.handles(topic)) {
        return Optional.of(codec);
      }
    }
    return Optional.empty();
  }

  /** Every codec. */
  public List<PayloadCodec> all() {
    return List.of(codecs);
  }
}
