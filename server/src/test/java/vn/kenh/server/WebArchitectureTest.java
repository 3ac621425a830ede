package vn.kenh.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static vn.kenh.server.PureLogicArchitectureTest.PURE;
import static vn.kenh.server.PureLogicArchitectureTest.valueType;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Duration;
import java.time.Instant;
import vn.kenh.gateway.intake.QuarantineReplay;
import vn.kenh.gateway.reading.Metric;
import vn.kenh.gateway.reading.MetricCatalogue;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.server.camera.SnapshotStore;
import vn.kenh.server.device.CommandDelivery;
import vn.kenh.server.device.Commands;
import vn.kenh.server.device.Presence;
import vn.kenh.server.field.FieldData;
import vn.kenh.server.field.FieldStates;
import vn.kenh.server.ingest.LatestReadings;
import vn.kenh.server.ingest.LiveFeed;
import vn.kenh.server.ingest.LiveFilter;
import vn.kenh.server.ingest.LiveSubscription;
import vn.kenh.server.registry.ApiTokens;
import vn.kenh.server.registry.DeviceCredentials;
import vn.kenh.server.registry.Names;
import vn.kenh.server.registry.People;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.registry.Secrets;
import vn.kenh.server.registry.Sessions;
import vn.kenh.server.telemetry.RowConsumer;
import vn.kenh.server.telemetry.TelemetryStore;
import vn.kenh.server.trace.Batches;
import vn.kenh.server.trace.LabelPrints;
import vn.kenh.server.trace.Labels;
import vn.kenh.server.trace.LinkCheck;
import vn.kenh.server.trace.growing.GrowingRecords;
import vn.kenh.server.trace.growing.PlotPictures;
import vn.kenh.server.trace.label.PdfLabels;
import vn.kenh.server.trace.label.PngCode;
import vn.kenh.server.trace.label.QrCode;
import vn.kenh.server.trace.label.SvgCode;
import vn.kenh.server.trace.label.TsplLabels;
import vn.kenh.server.trace.label.ZplLabels;
import vn.kenh.server.trace.scan.CodeReader;

/**
 * The web asks, words and draws; it decides nothing about a farm. The compiled templates are part
 * of it.
 */
@AnalyzeClasses(packages = "vn.kenh.server", importOptions = ImportOption.DoNotIncludeTests.class)
final class WebArchitectureTest {

  private static final String WEB = "vn.kenh.server.web..";
  private static final String CHART = "vn.kenh.server.web.page.chart..";
  private static final String TEXT = "vn.kenh.server.web.page.text..";
  private static final String VIEW = "vn.kenh.server.web.page.view..";

  /** Everything the web may call. A new service enters here, for a reviewer to see. */
  private static final DescribedPredicate<JavaClass> SERVICES =
      belongToAnyOf(
              // Readings: asked for, never written.
              FieldData.class,
              FieldStates.class,
              LatestReadings.class,
              LiveFeed.class,
              LiveFilter.class,
              LiveSubscription.class,
              MetricCatalogue.class,
              RowConsumer.class,
              TelemetryStore.class,
              // Messages set aside.
              Quarantine.class,
              QuarantineReplay.class,
              // Farms, devices and people.
              ApiTokens.class,
              CommandDelivery.class,
              Commands.class,
              DeviceCredentials.class,
              Names.class,
              People.class,
              Presence.class,
              Registry.class,
              Secrets.class,
              Sessions.class,
              SnapshotStore.class,
              // Batches and labels.
              Batches.class,
              CodeReader.class,
              GrowingRecords.class,
              LabelPrints.class,
              Labels.class,
              LinkCheck.class,
              PdfLabels.class,
              PlotPictures.class,
              PngCode.class,
              QrCode.class,
              SvgCode.class,
              TsplLabels.class,
              ZplLabels.class)
          .as("the services named here");

  /** Drawing reckons with coordinates, wording with decimals. */
  private static final DescribedPredicate<JavaClass> DRAW_OR_FORMAT =
      resideInAnyPackage(CHART, TEXT)
          .or(nameMatching("vn\\.kenh\\.server\\.web\\.page\\.origin\\.MoistureChart(\\$.*)?"));

  @ArchTest
  static final ArchRule theWebCallsOnlyTheServicesNamedHere =
      classes()
          .that()
          .resideInAPackage(WEB)
          .should()
          .onlyDependOnClassesThat(
              resideOutsideOfPackage("vn.kenh..")
                  .or(resideInAPackage(WEB))
                  .or(resideInAnyPackage(PURE))
                  .or(valueType())
                  .or(SERVICES));

  @ArchTest
  static final ArchRule theWebDoesNoInputOrOutputOfItsOwn =
      noClasses()
          .that()
          .resideInAPackage(WEB)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "java.net.http..",
              "java.nio.channels..",
              "org.jdbi..",
              "org.influxdb..",
              "com.google.zxing..",
              "org.apache.pdfbox..",
              "org.eclipse.paho..",
              "net.coobird..");

  @ArchTest
  static final ArchRule theWebReadsTheStoreAndNeverWritesToIt =
      noClasses()
          .that()
          .resideInAPackage(WEB)
          .should()
          .callMethod(TelemetryStore.class, "write", byte[].class)
          .orShould()
          .callMethod(TelemetryStore.class, "close");

  @ArchTest
  static final ArchRule theWebDoesNotReckonWithMeasurements =
      noClasses()
          .that()
          .resideInAPackage(WEB)
          .and(DescribedPredicate.not(DRAW_OR_FORMAT))
          .should(new Reckoning());

  @ArchTest
  static final ArchRule theWebKeepsNoThresholds =
      noFields()
          .that()
          .areStatic()
          .and()
          .areDeclaredInClassesThat(
              resideInAPackage(WEB).and(DescribedPredicate.not(DRAW_OR_FORMAT)))
          .should()
          .haveRawType(double.class)
          .orShould()
          .haveRawType(float.class)
          .orShould()
          .haveRawType(Double.class)
          .orShould()
          .haveRawType(double[].class);

  @ArchTest
  static final ArchRule theWebDoesNotJudgeARangeOfTheCatalogue =
      noClasses()
          .that()
          .resideInAPackage(WEB)
          .should()
          .callMethod(Metric.class, "min")
          .orShould()
          .callMethod(Metric.class, "max")
          .orShould()
          .callMethod(Metric.class, "accepts", double.class);

  @ArchTest
  static final ArchRule viewsAreMadeOfValues =
      noClasses()
          .that()
          .resideInAnyPackage(VIEW, CHART, TEXT)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "io.vertx..", "io.netty..", "java.nio.file..", "java.util.concurrent..")
                  .or(
                      resideInAPackage("vn.kenh..")
                          .and(DescribedPredicate.not(valueType()))
                          .and(SERVICES)
                          .and(
                              DescribedPredicate.not(
                                  belongToAnyOf(
                                      FieldData.class,
                                      FieldStates.class,
                                      MetricCatalogue.class,
                                      Names.class)))));

  @ArchTest
  static final ArchRule viewsDoNotJudgeAges =
      noFields()
          .that()
          .areDeclaredInClassesThat(resideInAPackage(VIEW))
          .should()
          .haveRawType(Duration.class)
          .andShould()
          .beStatic();

  /** But for the span of time a person typed, which must have its start before its end. */
  @ArchTest
  static final ArchRule viewsDoNotCompareMoments =
      noClasses()
          .that()
          .resideInAPackage(VIEW)
          .and()
          .doNotHaveSimpleName("TrendRange")
          .should()
          .callMethod(Instant.class, "isBefore", Instant.class)
          .orShould()
          .callMethod(Instant.class, "isAfter", Instant.class);
}
