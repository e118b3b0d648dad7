package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever adds a table of what is under a post also says that it goes with the post. */
class PurgedTablesTest {
  private static final Path SCHEMA = Path.of("src/main/resources/schema/media");
  private static final Pattern TABLE =
      Pattern.compile("CREATE TABLE (\\w+) \\((.*?)\\n\\)", Pattern.DOTALL);

  /** They go by ids of their own; or by {@link PurgedSaves} or the news, as they are elsewhere. */
  private static final Set<String> GO_OTHERWISE =
      Set.of(
          "media",
          "post_former_topic",
          "hashtag_post",
          "place_post",
          "tagged_post",
          "saved_post",
          "saved_collection_post",
          "post_save",
          "post_save_counter");

  @Test
  void everyTableThatNamesAPostIsPurged() throws IOException {
    Set<String> named = new TreeSet<>();
    for (Path file : files()) {
      Matcher table = TABLE.matcher(Files.readString(file));
      while (table.find()) {
        if (table.group(2).contains("\n  post_id ")) {
          named.add(table.group(1));
        }
      }
    }
    named.removeAll(GO_OTHERWISE);

    Set<String> purged = new TreeSet<>(PurgedTables.UNDER_A_POST);
    purged.addAll(PurgedTables.OF_A_POST);
    assertThat(purged).isEqualTo(named);
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(SCHEMA)) {
      return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
    }
  }
}
