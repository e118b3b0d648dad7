package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tintype.engine.FeedStore;
import tintype.engine.FeedStoreConfig;

/** What a page says of its reader while the reader's list comes and goes. */
class HeldPageTest {
  private static final long ANA = 1;
  private static final long BEN = 2;

  private final FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(4 << 20));
  private final HeldPage page = new HeldPage();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whoFollowsNobodyIsToldSo() {
    store.applier().register(ANA);
    read();
    assertThat(page.followsNobody()).isTrue();
    store.applier().follow(ANA, BEN);
    read();
    assertThat(page.followsNobody()).isFalse();
  }

  /** Ben has posted nothing, so that Ana's page is empty, whether her list is there or not. */
  @Test
  void aListThatLeftIsNotOneOfNobody() {
    store.applier().follow(ANA, BEN);
    read();
    store.applier().evict(ANA);
    assertThat(page.isAbsent()).isFalse();
    assertThat(page.followsNobody()).isFalse();
    read();
    assertThat(page.isAbsent()).isTrue();
    assertThat(page.followsNobody()).isFalse();
  }

  private void read() {
    page.read(store.reader(), ANA, Long.MAX_VALUE, 10);
  }
}
