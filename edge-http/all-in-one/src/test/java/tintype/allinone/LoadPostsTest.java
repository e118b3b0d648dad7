package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LoadPostsTest {
  @Test
  void photographsOfOneNameInTwoFoldersAreTwo() {
    var options = new LoadPosts.Options(1, Path.of("photos"), 7);

    assertThat(LoadPosts.photoRequestId(options, Path.of("photos/a/1.jpg")))
        .isNotEqualTo(LoadPosts.photoRequestId(options, Path.of("photos/b/1.jpg")))
        .isEqualTo(LoadPosts.photoRequestId(options, Path.of("photos/a/1.jpg")));
  }
}
