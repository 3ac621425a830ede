package vn.kenh.server.web.page.view;

import java.util.Locale;

/**
 * What a soil moisture means to a farmer, as volumetric water content in percent. The limits are
 * those of the silty loams of the Red River delta: field capacity about 36 %, wilting point about
 * 16 %, half of the water between them readily taken up (FAO-56 table 19 and chapter 8).
 */
public enum SoilState {
  UNKNOWN("", ""),
  VERY_DRY("bad", "warn"),
  DRY("dry", "dry"),
  GOOD("good", "good"),
  WET("water", "drop");

  /** Least moisture that is good, percent. */
  public static final double GOOD_FROM = 26;

  /** Greatest moisture that is good, percent. */
  public static final double GOOD_TO = 40;

  private static final double VERY_DRY_BELOW = 20;

  private final String style;
  private final String icon;

  SoilState(String style, String icon) {
    this.style = style;
    this.icon = icon;
  }

  public static SoilState of(double moisturePercent) {
    if (moisturePercent < VERY_DRY_BELOW) {
      return VERY_DRY;
    }
    if (moisturePercent < GOOD_FROM) {
      return DRY;
    }
    return moisturePercent <= GOOD_TO ? GOOD : WET;
  }

  /** The key of its name in the message catalogue. */
  public String key() {
    return "soil." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The suffix of the style class that colours it. */
  public String style() {
    return style;
  }

  public String icon() {
    return icon;
  }
}
