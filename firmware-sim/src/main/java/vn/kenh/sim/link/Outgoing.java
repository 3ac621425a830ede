package vn.kenh.sim.link;

/**
 * A message on its way.
 *
 * @param device whose message it is
 * @param number counts this device's messages, from 1; with the device it names the message
 * @param points reports in it; 0 for a picture or a status
 * @param firstMillis device time of the first report, or of the picture
 * @param lastMillis device time of the last report, or of the picture
 */
public record Outgoing(
    String device,
    long number,
    String topic,
    byte[] payload,
    int points,
    long firstMillis,
    long lastMillis) {}
