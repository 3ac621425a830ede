package vn.kenh.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The boundaries of docs/architecture.md between the server's packages; {@link
 * PureLogicArchitectureTest} and {@link WebArchitectureTest} hold the others.
 */
@AnalyzeClasses(packages = "vn.kenh.server", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule vertxStaysAtTheEdges =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "vn.kenh.server", "vn.kenh.server.web..", "vn.kenh.server.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.netty..");

  @ArchTest
  static final ArchRule nothingBehindTheWebKnowsTheWeb =
      noClasses()
          .that()
          .resideOutsideOfPackages("vn.kenh.server", "vn.kenh.server.web..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("vn.kenh.server.web..");

  @ArchTest
  static final ArchRule packagesFormNoCycles =
      slices().matching("vn.kenh.server.(*)..").should().beFreeOfCycles();
}
