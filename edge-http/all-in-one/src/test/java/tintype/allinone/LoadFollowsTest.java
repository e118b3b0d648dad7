package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tintype.graph.v1.ImportFollowsRequest.Follows;

class LoadFollowsTest {
  private static final int MAX_FOLLOWEES = 7_500;

  /** 1 follows 20,000 people, 2 and 3 follow one each. */
  private final long[] edges =
      LongStream.concat(
              LongStream.range(0, 20_000).map(i -> 1L << 32 | 10 + i),
              LongStream.of(2L << 32 | 10, 3L << 32 | 10))
          .toArray();

  @Test
  void callsKeepToTheContractWhateverOneFollowerFollows() {
    Map<Integer, Long> accounts = new HashMap<>();
    for (int id = 1; id < 20_010; id++) {
      accounts.put(id, 1_000_000L + id);
    }

    int total = 0;
    for (int from = 0; from < edges.length; ) {
      LoadFollows.Batch batch = LoadFollows.Batch.from(edges, from, accounts);
      from = batch.end();
      Set<Long> followers = new HashSet<>();
      for (Follows follows : batch.request().getFollowsList()) {
        assertThat(follows.getFolloweeIdsCount()).isBetween(1, MAX_FOLLOWEES);
        assertThat(followers.add(follows.getFollowerId())).isTrue();
        total += follows.getFolloweeIdsCount();
      }
    }

    assertThat(total).isEqualTo(edges.length);
  }
}
