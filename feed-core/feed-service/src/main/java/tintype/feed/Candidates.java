package tintype.feed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tintype.engine.FeedPage;
import tintype.media.v1.ListPostIdsResponse;

/**
 * Posts that a reader's feed holds, newest first; whether the reader may see each is another
 * question.
 *
 * @param complete whether the index lacked nothing when it was read
 * @param followsNobody whether the reader follows nobody, as far as the index knows
 */
record Candidates(long[] posts, long[] authors, boolean complete, boolean followsNobody) {

  private record Candidate(long post, long author) {}

  static Candidates of(FeedPage page, boolean complete, boolean followsNobody) {
    long[] posts = new long[page.size()];
    long[] authors = new long[page.size()];
    for (int i = 0; i < posts.length; i++) {
      posts[i] = page.postId(i);
      authors[i] = page.authorId(i);
    }
    return new Candidates(posts, authors, complete, followsNobody);
  }

  int size() {
    return posts.length;
  }

  /** As media-service takes it. */
  String postText(int index) {
    return posts[index] + "_" + authors[index];
  }

  /** The newest of these and those, each once. */
  Candidates with(List<ListPostIdsResponse> older, int limit) {
    List<Candidate> all = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      all.add(new Candidate(posts[i], authors[i]));
    }
    for (ListPostIdsResponse answer : older) {
      for (int i = 0; i < answer.getPostIdsCount(); i++) {
        all.add(new Candidate(answer.getPostIds(i), answer.getAuthorIds(i)));
      }
    }
    List<Candidate> best =
        all.stream()
            .distinct()
            .sorted(Comparator.comparingLong(Candidate::post).reversed())
            .limit(limit)
            .toList();
    return new Candidates(
        best.stream().mapToLong(Candidate::post).toArray(),
        best.stream().mapToLong(Candidate::author).toArray(),
        complete,
        followsNobody);
  }
}
