package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.ListPostIdsResponse;

class MediaPostsTest {
  @RegisterExtension static final FeedServer feed = new FeedServer();

  @Test
  void moreAuthorsThanOneCallTakesAreAskedForSideBySide() {
    LongStream.rangeClosed(1, 2_500).forEach(author -> feed.world.post(author, 10_000 + author));
    MediaPosts media = feed.service().injector().getInstance(MediaPosts.class);

    List<ListPostIdsResponse> answers =
        media.listIds(LongStream.rangeClosed(1, 2_500).toArray(), 12_400, 5).join();
    CandidateList held =
        new CandidateList(new long[] {12_450, 12_399}, new long[] {2_450, 2_399}, true, false);

    assertThat(answers).hasSize(3);
    assertThat(held.with(answers, 4).posts()).containsExactly(12_450, 12_399, 12_398, 12_397);
    assertThat(held.with(answers, 4).authors()).containsExactly(2_450, 2_399, 2_398, 2_397);
  }
}
