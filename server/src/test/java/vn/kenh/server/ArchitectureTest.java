package vn.kenh.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The boundaries of docs/architecture.md, for the server. */
@AnalyzeClasses(packages = "vn.kenh.server", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule gs1IsPure =
      noClasses()
          .that()
          .resideInAPackage("..server.trace.gs1..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.vertx..",
              "io.netty..",
              "org.eclipse.paho..",
              "org.jdbi..",
              "java.io..",
              "java.net..",
              "java.nio.file..",
              "java.nio.channels..",
              "java.sql..");

  @ArchTest
  static final ArchRule vertxStaysAtTheEdges =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..server.telemetry..",
              "..server.ingest..",
              "..server.registry..",
              "..server.trace..",
              "..server.camera..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.netty..");

  @ArchTest
  static final ArchRule webHoldsNoLogic =
      noClasses()
          .that()
          .resideInAPackage("..server.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "org.jdbi..",
              "org.influxdb..",
              "com.google.zxing..",
              "org.apache.pdfbox..",
              "org.eclipse.paho..");

  @ArchTest
  static final ArchRule nothingBehindTheWebKnowsTheWeb =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..server.telemetry..",
              "..server.ingest..",
              "..server.registry..",
              "..server.trace..",
              "..server.camera..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..server.web..");

  @ArchTest
  static final ArchRule packagesFormNoCycles =
      slices().matching("vn.kenh.server.(*)..").should().beFreeOfCycles();
}
