package vn.kenh.server.web.page.view;

import java.time.Instant;

/**
 * A picture of a camera.
 *
 * @param url address of the whole picture
 * @param thumbnailUrl address of a small one
 * @param taken when the camera took it
 */
public record Picture(String camera, String url, String thumbnailUrl, Instant taken) {}
