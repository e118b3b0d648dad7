package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path folder;

  @Test
  void portsOfAKilledSystemAreForgotten() throws IOException {
    DataFolder.take(folder).close();
    Files.writeString(folder.resolve("ports.properties"), "http-port=8080\n");

    try (DataFolder taken = DataFolder.take(folder)) {
      assertThatThrownBy(() -> DataFolder.readPorts(folder))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("still starting");

      taken.writePorts(Map.of("http-port", 9090));
      assertThat(DataFolder.readPorts(folder)).containsExactly(Map.entry("http-port", 9090));
    }
  }
}
