package vn.kenh.server.web.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.util.Map;

/** The compiled page templates. */
public final class Templates {

  private static final String PACKAGE = "vn.kenh.server.web.template";

  private final TemplateEngine engine;

  Templates(TemplateEngine engine) {
    this.engine = engine;
  }

  /** The templates the build compiled into the jar. */
  @SuppressWarnings("NullAway") // no folder: the classes come from the class path
  public static Templates precompiled() {
    return new Templates(
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), PACKAGE));
  }

  /**
   * Fills in a template.
   *
   * @param name its file below {@code src/main/jte}, such as {@code login.jte}
   * @return the page as UTF-8
   */
  public byte[] render(String name, Map<String, Object> parameters) {
    Utf8ByteOutput output = new Utf8ByteOutput();
    engine.render(name, parameters, output);
    return output.toByteArray();
  }
}
