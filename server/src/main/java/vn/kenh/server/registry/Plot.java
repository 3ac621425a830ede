package vn.kenh.server.registry;

import java.util.Optional;

/**
 * A plot of a farm on which one crop grows.
 *
 * @param areaSquareMetres area in m²
 * @param growingAreaCode the authority's code of the growing area, opaque text
 */
public record Plot(
    String id,
    String farm,
    String name,
    String crop,
    double areaSquareMetres,
    Optional<String> growingAreaCode) {

  private static final double LARGEST_SQUARE_METRES = 1e9;

  /** Whether a plot can have this area: more than 0 and at most 1,000 km². */
  public static boolean isArea(double squareMetres) {
    return squareMetres > 0 && squareMetres <= LARGEST_SQUARE_METRES;
  }
}
