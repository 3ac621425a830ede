package vn.kenh.server.web.page.view;

import vn.kenh.server.agronomy.SoilState;

/**
 * How a state of the soil is named and coloured.
 *
 * @param key of its name in the message catalogue
 * @param style the suffix of the style class that colours it
 * @param icon a symbol of icons.svg; empty for none
 */
public record SoilLook(String key, String style, String icon) {

  static SoilLook of(SoilState state) {
    return switch (state) {
      case UNKNOWN -> new SoilLook("soil.unknown", "", "");
      case VERY_DRY -> new SoilLook("soil.very-dry", "bad", "warn");
      case DRY -> new SoilLook("soil.dry", "dry", "dry");
      case GOOD -> new SoilLook("soil.good", "good", "good");
      case WET -> new SoilLook("soil.wet", "water", "drop");
    };
  }
}
