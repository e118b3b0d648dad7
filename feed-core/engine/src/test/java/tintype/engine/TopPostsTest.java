package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TopPostsTest {
  private final TopPosts top = new TopPosts();

  @Test
  void keepsTheNewestInOrder() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 2_000; round++) {
      int limit = 1 + random.nextInt(round % 10 == 0 ? FeedReader.MAX_LIMIT : 60);
      long[] ids = random.longs(random.nextInt(3_000), 1, Long.MAX_VALUE).distinct().toArray();

      offer(ids, limit, round % 2 == 0 ? limit : 1);

      long[] newest = Arrays.stream(ids).map(id -> -id).sorted().limit(limit).toArray();
      assertThat(top.size()).isEqualTo(newest.length);
      assertThat(top.isFull()).isEqualTo(ids.length >= limit);
      for (int i = 0; i < newest.length; i++) {
        assertThat(top.id(i)).isEqualTo(-newest[i]);
        assertThat(ids[top.author(i)]).isEqualTo(-newest[i]);
      }
    }
  }

  @Test
  void theSameIdTwiceLeavesNoGap() {
    for (int count : new int[] {3, 150, 300}) {
      long[] ids = new long[count];
      Arrays.fill(ids, 9);
      ids[count - 1] = 10;
      offer(ids, 1_000, 1_000);
      assertThat(top.size()).isEqualTo(count);
      assertThat(top.id(0)).isEqualTo(10);
      for (int i = 1; i < count; i++) {
        assertThat(top.id(i)).isEqualTo(9);
      }
    }
  }

  private void offer(long[] ids, int limit, int reserved) {
    top.reset(limit);
    for (int i = 0; i < ids.length; i++) {
      top.reserve(reserved);
      if (ids[i] >= top.floor()) {
        top.offer(ids[i], i);
      }
    }
    top.sort();
  }
}
