package vn.kenh.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The boundaries of docs/architecture.md, for the gateway. */
@AnalyzeClasses(packages = "vn.kenh.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule pureLogicDoesNoInputOrOutput =
      noClasses()
          .that()
          .resideInAnyPackage("..gateway.reading..", "..gateway.codec..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.vertx..",
              "io.netty..",
              "org.eclipse.paho..",
              "java.net..",
              "java.nio.file..",
              "java.nio.channels..",
              "java.sql..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.io\\.(File.*|RandomAccessFile)");

  @ArchTest
  static final ArchRule vertxStaysAtTheMqttEdge =
      noClasses()
          .that()
          .resideOutsideOfPackages("vn.kenh.gateway", "..gateway.mqtt..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.netty..");

  @ArchTest
  static final ArchRule theGatewayKnowsNothingOfTheServerOrTheSimulator =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("vn.kenh.server..", "vn.kenh.sim..");

  @ArchTest
  static final ArchRule packagesFormNoCycles =
      slices().matching("vn.kenh.gateway.(*)..").should().beFreeOfCycles();
}
