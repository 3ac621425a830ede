package vn.kenh.sim;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Like real firmware, the simulator knows only the wire protocol. */
@AnalyzeClasses(packages = "vn.kenh.sim")
final class ArchitectureTest {

  @ArchTest
  static final ArchRule theSimulatorKnowsNothingOfGatewayOrServer =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("vn.kenh.gateway..", "vn.kenh.server..");
}
