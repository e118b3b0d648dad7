package tintype.edge;

import io.grpc.ServiceDescriptor;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tintype.rpc.v1.Options;

/** Every gRPC service of the contract, found by its stub, so that none can be forgotten. */
public final class Contract {
  private static final String STUB = "tintype/.*Grpc\\.class";

  private Contract() {}

  /**
   * In the order of their full names.
   *
   * @throws IOException where the contract's jar or folder cannot be read
   */
  public static List<ServiceDescriptor> services() throws IOException {
    Path place = place();
    if (Files.isDirectory(place)) {
      return servicesBelow(place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place.toUri()), Map.of())) {
      return servicesBelow(jar.getPath("/"));
    }
  }

  /** The Tintype service that has it: {@code graph} of {@code tintype.graph.v1.GraphService}. */
  public static String owner(ServiceDescriptor service) {
    return service.getName().split("\\.")[1];
  }

  private static List<ServiceDescriptor> servicesBelow(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("tintype"))) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.matches(STUB))
          .map(name -> name.substring(0, name.length() - "Grpc.class".length()).replace('/', '.'))
          .map(GeneratedTypes::serviceNamed)
          .sorted(Comparator.comparing(ServiceDescriptor::getName))
          .toList();
    }
  }

  private static Path place() {
    try {
      return Path.of(Options.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
