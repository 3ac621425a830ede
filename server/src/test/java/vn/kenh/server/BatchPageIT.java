package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Entering a batch on its page, and reading its label in the browser. */
@ExtendWith(SharedSite.Extension.class)
final class BatchPageIT {

  private static final Pattern KEY = Pattern.compile("name=\"key\" value=\"([^\"]*)\"");

  private final SharedSite site;
  private final Visitor visitor;

  BatchPageIT(SharedSite site) {
    this.site = site;
    this.visitor = site.visitor();
  }

  @Test
  void aBatchThatIsSubmittedTwiceIsEnteredOnce() {
    Matcher key = KEY.matcher(visitor.page("/batches/new?plot=p"));
    assertThat(key.find()).isTrue();
    String fields =
        "plot=p&product=V%E1%BA%A3i&gtin=4006381333931&lot=L1&harvested=2026-01-02&quantity=12%2C5&key="
            + key.group(1);
    HttpResponse<String> first = visitor.submit("/batches/new", "/batches", fields);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(303);
    String batch = first.headers().firstValue("location").orElseThrow();
    assertThat(visitor.submit("/batches/new", "/batches", fields).headers().firstValue("location"))
        .hasValue(batch);
    assertThat(visitor.page(batch)).contains("12,5 kg");
  }

  @Test
  void aFormWithMistakesComesBackWithThemBesideTheFields() {
    HttpResponse<String> answer =
        visitor.submit(
            "/batches/new",
            "/batches",
            "plot=p&product=&gtin=4006381333930&lot=L2&harvested=2026-01-02&quantity=1");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("id=\"gtin-error\"", "id=\"product-error\"", "value=\"L2\"");
  }

  @Test
  void aLabelIsReadInTheBrowserByWebAssembly() {
    Chromium browser = site.browser();
    browser.bePhone();
    SharedSite.Label label = site.newLabel("W-1");
    browser.open(site.url("/scan"));
    site.assertLibrary("[data-scan]");
    String script =
        """
        (async () => {
          const d = document.querySelector("[data-scan]").dataset;
          await new Promise((ok, no) => {
            const s = document.createElement("script");
            s.src = d.library; s.onload = ok; s.onerror = no; document.head.append(s);
          });
          await ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => d.wasm }, fireImmediately: true });
          const label = await createImageBitmap(await (await fetch("/api/v1/labels/SERIAL.png")).blob());
          const k = document.createElement("canvas"); k.width = label.width; k.height = label.height;
          const g = k.getContext("2d", { willReadFrequently: true }); g.drawImage(label, 0, 0);
          const found = await ZXingWASM.readBarcodes(g.getImageData(0, 0, k.width, k.height), { formats: ["QRCode"] });
          return found.map((f) => f.text).join();
        })()
        """;
    assertThat(browser.evaluate(script.replace("SERIAL", label.serial())).asText())
        .endsWith(label.path());
    site.assertFits();
    assertThat(browser.errors()).isEmpty();
  }
}
