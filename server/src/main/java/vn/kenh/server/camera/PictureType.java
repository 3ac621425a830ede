package vn.kenh.server.camera;

import java.util.Locale;

/** The picture formats that cameras may send. */
public enum PictureType {
  JPEG("image/jpeg", "jpg", "\u00ff\u00d8\u00ff"),
  PNG("image/png", "png", "\u0089PNG\r\n\u001a\n");

  private final String mediaType;
  private final String extension;

  /** One character a byte. */
  private final String magic;

  PictureType(String mediaType, String extension, String magic) {
    this.mediaType = mediaType;
    this.extension = extension;
    this.magic = magic;
  }

  /** For the HTTP header Content-Type. */
  public String mediaType() {
    return mediaType;
  }

  /** Of file names, without a dot. */
  public String extension() {
    return extension;
  }

  /** How the index spells it. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static PictureType ofCode(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  /** Whether the first bytes are those of this format. */
  boolean begins(byte[] picture) {
    if (picture.length < magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if ((picture[i] & 0xff) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
