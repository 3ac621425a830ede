package vn.kenh.server.web.page.origin;

import java.util.List;
import java.util.Optional;

/**
 * What a public page shows, in the reader's words.
 *
 * @param style address of the style sheet
 * @param heading the product's name, or what went wrong
 * @param lead a sentence below it; may be empty
 * @param verdict what is to be thought of the label
 * @param facts name and value, in the order of importance
 * @param picture the plot shortly before the harvest
 * @param record what the sensors measured
 */
public record OriginView(
    OriginTexts texts,
    String style,
    List<LanguageLink> languages,
    String heading,
    String lead,
    Optional<Verdict> verdict,
    List<Fact> facts,
    Optional<Picture> picture,
    Optional<Growing> record,
    String notice) {

  /** The plot as a camera saw it; the height belongs to a width of 640. */
  public record Picture(String href, String caption, int height) {}

  /** A link to this page in another language. */
  public record LanguageLink(String code, String name, String href, boolean current) {}

  /** One thing known about the batch. */
  public record Fact(String name, String value, boolean code) {}

  /** A verdict with its tone, {@code good}, {@code plain} or {@code bad}, which styles it. */
  public record Verdict(String tone, String title, String detail) {}

  /**
   * The growing record.
   *
   * @param chart empty where nothing measured soil moisture
   * @param chartSummary the chart in words, for who cannot see it
   */
  public record Growing(
      String period,
      List<Figure> figures,
      Optional<MoistureChart> chart,
      String chartSummary,
      boolean gaps,
      List<String> notes) {}

  /** A measured sum or range; {@code measured} is false where nothing was measured. */
  public record Figure(String name, String value, String unit, boolean measured) {}
}
