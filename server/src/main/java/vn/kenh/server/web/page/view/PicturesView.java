package vn.kenh.server.web.page.view;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.Plot;

/**
 * The pictures of a camera on one day.
 *
 * @param pictures in the order they were taken
 * @param chosen which of them is shown large
 * @param later the next day; empty if that has not come yet
 */
public record PicturesView(
    Device camera,
    Optional<Plot> plot,
    LocalDate day,
    List<Picture> pictures,
    int chosen,
    LocalDate earlier,
    Optional<LocalDate> later) {

  public Picture shown() {
    return pictures.get(chosen);
  }

  public boolean isEmpty() {
    return pictures.isEmpty();
  }
}
