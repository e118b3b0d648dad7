package tintype.allinone;

import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tintype.account.v1.AccountServiceGrpc;

/** Every RPC of the contract, found by its stubs, so that none can be forgotten. */
final class Contract {
  private Contract() {}

  /** In the order of their full names. */
  static List<MethodDescriptor<?, ?>> methods() throws IOException, ReflectiveOperationException {
    List<MethodDescriptor<?, ?>> methods = new ArrayList<>();
    for (String stub : stubs()) {
      var service =
          (ServiceDescriptor) Class.forName(stub).getMethod("getServiceDescriptor").invoke(null);
      methods.addAll(service.getMethods());
    }
    methods.sort(Comparator.comparing(MethodDescriptor::getFullMethodName));
    return methods;
  }

  private static List<String> stubs() throws IOException {
    Path place = placeOf(AccountServiceGrpc.class);
    if (Files.isDirectory(place)) {
      return stubsBelow(place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place.toUri()), Map.of())) {
      return stubsBelow(jar.getPath("/"));
    }
  }

  private static List<String> stubsBelow(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("tintype"))) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.matches("tintype/.*Grpc\\.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .toList();
    }
  }

  private static Path placeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
