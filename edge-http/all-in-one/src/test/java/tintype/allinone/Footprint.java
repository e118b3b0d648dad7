package tintype.allinone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tintype.platform.sql.Keyspace;

/**
 * How much is stored: rows by table, and files below the folder of blobs, unfinished ones included.
 * Equal before and after a refusal means that nothing was half-written.
 */
record Footprint(Map<String, Long> rows, long files) {
  private static final Map<Keyspace, String[]> TABLES =
      Map.of(
          Keyspace.ACCOUNT,
              new String[] {"account", "username", "registration", "session", "outbox"},
          Keyspace.GRAPH, new String[] {"relation", "follow_counter", "outbox", "request"},
          Keyspace.MEDIA,
              new String[] {
                "media",
                "post",
                "post_media",
                "post_counter",
                "post_comment",
                "saved_post",
                "saved_collection",
                "outbox",
                "request"
              });

  static Footprint of(SharedSystem system) {
    Map<String, Long> rows = new TreeMap<>();
    TABLES.forEach(
        (keyspace, tables) -> {
          for (String table : tables) {
            rows.put(keyspace.lowerName() + "." + table, count(system, keyspace, table));
          }
        });
    return new Footprint(rows, countFiles(system.folder().resolve("blobs")));
  }

  private static long count(SharedSystem system, Keyspace keyspace, String table) {
    return system
        .database(keyspace)
        .read(
            handle -> handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Long.class).one());
  }

  private static long countFiles(Path folder) {
    try (var paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).count();
    } catch (NoSuchFileException e) {
      return 0;
    } catch (UncheckedIOException e) {
      // A file of an upload that is being dropped just now.
      return -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
