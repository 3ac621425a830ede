package vn.kenh.server.camera;

/** The widths small pictures come in, few enough that each can be kept. */
public enum ThumbnailWidth {
  /** For lists. */
  W320(320),
  /** For a phone's screen. */
  W640(640),
  /** For a large screen. */
  W1280(1280);

  private final int pixels;

  ThumbnailWidth(int pixels) {
    this.pixels = pixels;
  }

  public int pixels() {
    return pixels;
  }
}
