package tintype.allinone;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Every module's classes as they were compiled, without the generated ones. */
final class CodeBase {
  private CodeBase() {}

  static JavaClasses code() {
    return classes("target/classes");
  }

  static JavaClasses tests() {
    return classes("target/test-classes");
  }

  /** One of the design's parts: the package of that name below {@code tintype}. */
  static DescribedPredicate<JavaClass> part(String name) {
    return resideInAPackage("tintype." + name + "..").and(not(resideInAPackage("..v1.."))).as(name);
  }

  private static JavaClasses classes(String folder) {
    try (Stream<Path> folders =
        Files.find(Path.of("../.."), 4, (path, a) -> path.endsWith(folder))) {
      List<Path> found = folders.toList();
      return new ClassFileImporter()
          .withImportOption(location -> !location.contains("/v1/"))
          .importPaths(found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
