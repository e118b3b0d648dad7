package tintype.allinone;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static tintype.allinone.CodeBase.part;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import io.grpc.MethodDescriptor;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tintype.platform.rpc.AsyncHandler;
import tintype.platform.rpc.ClientStreamHandler;
import tintype.platform.rpc.ServerStreamHandler;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.server.Api;
import tintype.platform.server.RunningService;
import tintype.platform.visibility.Audience;
import tintype.platform.visibility.ViewerFacts;
import tintype.platform.visibility.Visibility;

/** The arrows between the parts, and what keeps a name where it is looked for. */
class ArchitectureTest {
  private static final JavaClasses CODE = CodeBase.code();
  private static final JavaClasses TESTS = CodeBase.tests();
  private static final String[] SERVICES = {
    "tintype.account..", "tintype.graph..", "tintype.media..", "tintype.feed.."
  };
  private static final DescribedPredicate<JavaClass> HANDLERS =
      assignableTo(UnaryHandler.class)
          .or(assignableTo(AsyncHandler.class))
          .or(assignableTo(ClientStreamHandler.class))
          .or(assignableTo(ServerStreamHandler.class));

  @Test
  void partsKnowOnlyWhatIsBelowThem() {
    LayeredArchitecture parts = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String name : Set.of("platform", "engine", "account", "graph", "media", "feed", "edge")) {
      parts = parts.layer(name).definedBy(part(name));
    }
    parts
        .whereLayer("platform")
        .mayNotAccessAnyLayer()
        .whereLayer("engine")
        .mayNotAccessAnyLayer()
        .whereLayer("account")
        .mayOnlyAccessLayers("platform")
        .whereLayer("graph")
        .mayOnlyAccessLayers("platform")
        .whereLayer("media")
        .mayOnlyAccessLayers("platform")
        .whereLayer("feed")
        .mayOnlyAccessLayers("platform", "engine")
        .whereLayer("edge")
        .mayOnlyAccessLayers("platform")
        .check(CODE);
  }

  /** But for wiring, and for two that are named after what they are about. */
  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("tintype.(**)")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(simpleName("PlatformModule"), alwaysTrue())
        .ignoreDependency(simpleName("SessionEndings"), part("platform.server"))
        .ignoreDependency(simpleNameStartingWith("NodeLease"), part("platform.sql"))
        .check(CODE);
  }

  @Test
  void engineKnowsItsMemoryAndNothingElse() {
    classes()
        .that(part("engine"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "sun.misc..",
            "org.jspecify..",
            "org.slf4j..",
            "net.openhft..",
            "tintype.engine..")
        .check(CODE);
  }

  @Test
  void visibilityIsPure() {
    classes()
        .that()
        .belongToAnyOf(Visibility.class, ViewerFacts.class, Audience.class)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "tintype.platform.visibility")
        .check(CODE);
  }

  @Test
  void feedAndEdgeRunNoSql() {
    noClasses()
        .that(part("feed").or(part("edge")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.jdbi..")
        .check(CODE);
  }

  @Test
  void handlersLeaveSqlToStores() {
    noClasses()
        .that(HANDLERS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.jdbi..")
        .check(CODE);
  }

  @Test
  void oneClassBuildsServers() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(RunningService.class)
        .and(not(part("testkit").or(part("benchmarks"))))
        .should()
        .dependOnClassesThat(nameMatching("io\\.grpc\\..*ServerBuilder"))
        .check(CODE);
  }

  @Test
  void servicesAreToldTheTime() {
    noClasses()
        .that()
        .resideInAnyPackage(SERVICES)
        .or(part("edge"))
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Date.class)
        .check(CODE);
  }

  @Test
  void onlyCommandsPrint() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.(TintypeMain|ProcessMain|KeysMain|StopSignal)")
        .and()
        .resideOutsideOfPackage("tintype.benchmarks..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CODE);
  }

  @Test
  void aServiceShowsItsModuleAndItsMain() {
    classes()
        .that()
        .resideInAnyPackage("tintype.account", "tintype.graph", "tintype.media", "tintype.feed")
        .and()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .should()
        .haveNameMatching(".*(Module|Main)")
        .check(CODE);
  }

  @Test
  void aHandlerIsNamedAsItsRpc() throws Exception {
    Set<String> rpcs =
        Contract.methods().stream()
            .map(MethodDescriptor::getBareMethodName)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> handlers =
        CODE.that(HANDLERS).stream()
            .filter(
                handler -> handler.getPackageName().matches("tintype\\.(account|graph|media|feed)"))
            .map(JavaClass::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(handlers).isEqualTo(rpcs);
  }

  @Test
  void aTableIsNamedAsItsService() throws Exception {
    Set<String> services =
        Contract.methods().stream()
            .map(rpc -> rpc.getServiceName().replace(".v1.", ".").replaceAll("Service$", "Api"))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> tables =
        CODE.that(assignableTo(Api.class)).stream()
            .filter(table -> !table.isInterface() && !part("benchmarks").test(table))
            .map(JavaClass::getName)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(tables).isEqualTo(services);
  }

  @Test
  void testsHaveNamesThatTheBuildFinds() {
    methods()
        .that()
        .areAnnotatedWith(Test.class)
        .should()
        .beDeclaredInClassesThat()
        .haveNameMatching(".*(Test|IT|Contract|Benchmark)(\\$.*)?")
        .check(TESTS);
  }

  @Test
  void whatNeedsADatabaseIsCalledIT() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Test")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("tintype.testkit.TestDatabase")
        .check(TESTS);
  }

  @Test
  void namesTell() {
    noClasses().should().haveNameMatching(".*(Impl|Utils|Util|Helper|Manager)").check(CODE);
  }
}
