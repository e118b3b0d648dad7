package tintype.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources are that the tests belong to. */
final class CheckoutRoot {
  private CheckoutRoot() {}

  /** The outermost of the folders above this module that Maven has a pom for. */
  static Path find() {
    Path root = Path.of("").toAbsolutePath();
    while (root.getParent() != null && Files.exists(root.getParent().resolve("pom.xml"))) {
      root = root.getParent();
    }
    return root;
  }
}
