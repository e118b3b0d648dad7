package tintype.feed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tintype.media.v1.ListPostIdsResponse;

/** Candidates that stay, for whoever goes on later. */
record CandidateList(long[] posts, long[] authors, boolean complete, boolean followsNobody)
    implements Candidates {

  private record Candidate(long post, long author) {}

  static CandidateList of(Candidates candidates) {
    long[] posts = new long[candidates.size()];
    long[] authors = new long[candidates.size()];
    for (int i = 0; i < posts.length; i++) {
      posts[i] = candidates.post(i);
      authors[i] = candidates.author(i);
    }
    return new CandidateList(posts, authors, candidates.complete(), candidates.followsNobody());
  }

  @Override
  public int size() {
    return posts.length;
  }

  @Override
  public long post(int index) {
    return posts[index];
  }

  @Override
  public long author(int index) {
    return authors[index];
  }

  /** The newest of these and those, each once. */
  CandidateList with(List<ListPostIdsResponse> older, int limit) {
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
    return new CandidateList(
        best.stream().mapToLong(Candidate::post).toArray(),
        best.stream().mapToLong(Candidate::author).toArray(),
        complete,
        followsNobody);
  }
}
