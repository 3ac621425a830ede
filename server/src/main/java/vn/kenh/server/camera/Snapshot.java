package vn.kenh.server.camera;

import java.time.Instant;

/**
 * A picture that a camera took.
 *
 * @param device the camera
 * @param taken when it was taken, to the millisecond
 * @param sha256 of the file, lower-case hexadecimal: its name
 * @param bytes length of the file
 * @param width in pixels, as stored (before any rotation the file asks for)
 * @param height in pixels
 */
public record Snapshot(
    String device,
    Instant taken,
    String sha256,
    long bytes,
    int width,
    int height,
    PictureType type) {

  /** How high it is when scaled to a width, in pixels. */
  public int heightAt(int scaledWidth) {
    return Math.round((float) scaledWidth * height / Math.max(1, width));
  }
}
