package vn.kenh.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Random;
import java.util.Scanner;
import java.util.Timer;

/**
 * Pure packages can be read and tested alone: same input, same answer. They see what is listed here
 * and nothing else, so that a new way to do input or output is shut out without anybody naming it.
 */
@AnalyzeClasses(packages = "vn.kenh.server", importOptions = ImportOption.DoNotIncludeTests.class)
final class PureLogicArchitectureTest {

  static final String[] PURE = {
    "vn.kenh.server.agronomy",
    "vn.kenh.server.alert",
    "vn.kenh.server.irrigation",
    "vn.kenh.server.trace.gs1"
  };

  /** The language and its collections, time, text and numbers. */
  private static final DescribedPredicate<JavaClass> PLAIN_JAVA =
      resideInAnyPackage(
              "java.lang",
              "java.lang.annotation",
              "java.lang.invoke",
              "java.lang.runtime",
              "java.math",
              "java.nio.charset",
              "java.text",
              "java.time..",
              "java.util",
              "java.util.function",
              "java.util.regex",
              "java.util.stream",
              "org.jspecify.annotations")
          .and(
              DescribedPredicate.not(
                  belongToAnyOf(
                      System.class,
                      Runtime.class,
                      Process.class,
                      ProcessBuilder.class,
                      Thread.class,
                      ClassLoader.class,
                      Clock.class,
                      Random.class,
                      Scanner.class,
                      Timer.class)))
          .as("plain Java without clock, chance, threads, input and output");

  /** What others hand to pure logic: records, enums and exceptions, which do nothing. */
  private static final DescribedPredicate<JavaClass> VALUES =
      resideInAnyPackage(
              "vn.kenh.server.registry", "vn.kenh.server.telemetry", "vn.kenh.server.field")
          .and(valueType())
          .as("records, enums and exceptions of registry, telemetry and field");

  @ArchTest
  static final ArchRule pureLogicSeesOnlyPlainJavaAndValues =
      classes()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .onlyDependOnClassesThat(
              PLAIN_JAVA
                  .or(VALUES)
                  .or(resideInAnyPackage(PURE))
                  .or(resideInAnyPackage("vn.kenh.gateway.reading")));

  @ArchTest
  static final ArchRule pureLogicIsToldTheTime =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "the clock is read", PureLogicArchitectureTest::readsTheClock));

  static DescribedPredicate<JavaClass> valueType() {
    return DescribedPredicate.describe(
        "records, enums and exceptions",
        type -> type.isRecord() || type.isEnum() || type.isAssignableTo(Throwable.class));
  }

  private static boolean readsTheClock(JavaCall<?> call) {
    return call.getName().equals("now")
        && call.getTargetOwner().getPackageName().startsWith("java.time");
  }
}
