package vn.kenh.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;

/** The boundaries of docs/architecture.md, for the gateway. */
@AnalyzeClasses(packages = "vn.kenh.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  /**
   * The language and its collections, time and text; bytes in memory, which decoders read as
   * streams.
   */
  private static final DescribedPredicate<JavaClass> PLAIN_JAVA =
      resideInAnyPackage(
              "java.lang",
              "java.lang.annotation",
              "java.lang.invoke",
              "java.lang.runtime",
              "java.nio", // buffers; channels and files are elsewhere
              "java.nio.charset",
              "java.text",
              "java.time..",
              "java.util",
              "java.util.function",
              "java.util.regex",
              "java.util.stream",
              "java.util.zip",
              "org.jspecify.annotations")
          .and(
              DescribedPredicate.not(
                  belongToAnyOf(
                      Runtime.class,
                      Process.class,
                      ProcessBuilder.class,
                      Thread.class,
                      ClassLoader.class,
                      Clock.class)))
          .or(
              belongToAnyOf(
                  ByteArrayInputStream.class,
                  InputStream.class,
                  IOException.class,
                  UncheckedIOException.class,
                  EOFException.class))
          .as("plain Java without clock, threads, input and output");

  @ArchTest
  static final ArchRule pureLogicSeesOnlyPlainJavaAndParsers =
      classes()
          .that()
          .resideInAnyPackage("vn.kenh.gateway.reading", "vn.kenh.gateway.codec")
          .should()
          .onlyDependOnClassesThat(
              PLAIN_JAVA.or(
                  resideInAnyPackage(
                      "vn.kenh.gateway.reading",
                      "vn.kenh.gateway.codec",
                      "com.fasterxml.jackson.core..",
                      "com.fasterxml.jackson.dataformat.cbor",
                      "com.github.luben.zstd")));

  @ArchTest
  static final ArchRule pureLogicIsToldTheTime =
      noClasses()
          .that()
          .resideInAnyPackage("vn.kenh.gateway.reading", "vn.kenh.gateway.codec")
          .should()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "the clock or the system is asked", ArchitectureTest::asksTheSystem));

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

  private static boolean asksTheSystem(JavaCall<?> call) {
    String owner = call.getTargetOwner().getName();
    boolean clock = owner.startsWith("java.time.") && call.getName().equals("now");
    boolean system = owner.equals("java.lang.System") && !call.getName().equals("arraycopy");
    return clock || system;
  }
}
