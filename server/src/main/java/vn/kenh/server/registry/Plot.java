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
    Optional<String> growingAreaCode) {}
