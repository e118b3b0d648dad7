package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is used in which release stands in the root pom alone. */
class PomsTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern PARENT = Pattern.compile("<parent>.*?</parent>", Pattern.DOTALL);
  private static final Pattern VERSION = Pattern.compile("<version>([^<]*)</version>");
  private static final Pattern PLUGIN =
      Pattern.compile("<plugin>.*?<artifactId>([^<]*)</artifactId>(.*?)</plugin>", Pattern.DOTALL);

  @Test
  void noModuleStatesARelease() throws Exception {
    for (Path pom : modules()) {
      String text = PARENT.matcher(Files.readString(pom)).replaceFirst("");
      List<String> versions =
          VERSION.matcher(text).results().map(found -> found.group(1)).distinct().toList();
      assertThat(versions).as("%s", pom).allMatch(version -> version.startsWith("${"));
    }
  }

  @Test
  void everyPluginHasOneReleaseAndItIsInTheRoot() throws Exception {
    String root = Files.readString(ROOT.resolve("pom.xml"));
    Set<String> versioned = new TreeSet<>();
    PLUGIN
        .matcher(root)
        .results()
        .filter(plugin -> plugin.group(2).contains("<version>"))
        .forEach(plugin -> assertThat(versioned.add(plugin.group(1))).isTrue());

    for (Path pom : modules()) {
      Set<String> used =
          PLUGIN
              .matcher(Files.readString(pom))
              .results()
              .map(plugin -> plugin.group(1))
              .collect(Collectors.toSet());
      assertThat(versioned).as("%s", pom).containsAll(used);
    }
  }

  @Test
  void everyManagedReleaseIsUsed() throws Exception {
    String root = Files.readString(ROOT.resolve("pom.xml"));
    StringBuilder all = new StringBuilder(root);
    for (Path pom : modules()) {
      all.append(Files.readString(pom));
    }
    Pattern property = Pattern.compile("<([a-z0-9.-]+\\.version)>");
    List<String> unused =
        property
            .matcher(root)
            .results()
            .map(found -> found.group(1))
            .filter(name -> all.indexOf("${" + name + "}") < 0)
            .toList();

    assertThat(unused).isEmpty();
  }

  private static List<Path> modules() throws IOException {
    try (Stream<Path> poms = Files.find(ROOT, 3, (path, a) -> path.endsWith("pom.xml"))) {
      List<Path> found = poms.filter(pom -> !pom.equals(ROOT.resolve("pom.xml"))).toList();
      assertThat(found).hasSizeGreaterThan(10);
      return found;
    }
  }
}
