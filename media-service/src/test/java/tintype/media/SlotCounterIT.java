package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;

@OnEveryDatabase
class SlotCounterIT {
  private static final Owned POST = new Owned(1, 1);

  @RegisterExtension static final TestDatabase databases = TestDatabase.of(Keyspace.MEDIA);

  /** Of ids of every length, and of those next to where the highest bits change. */
  @Test
  void theDatabaseFindsTheSameSlots() {
    LongStream.rangeClosed(0, 62)
        .flatMap(bit -> LongStream.of((1L << bit) - 1, 1L << bit, 0x5DEECE66DL << bit >>> 1))
        .forEach(
            mover ->
                assertThat(ofDatabase(mover))
                    .as("slot of %s", mover)
                    .isEqualTo(SlotCounter.POST_LIKES.slot(POST, mover).number()));
    assertThat(ofDatabase(Long.MAX_VALUE))
        .isEqualTo(SlotCounter.POST_LIKES.slot(POST, Long.MAX_VALUE).number());
  }

  private static int ofDatabase(long mover) {
    return databases
        .database(Keyspace.MEDIA)
        .read(
            handle ->
                handle
                    .createQuery("SELECT " + SlotCounter.slotOf(Long.toString(mover)))
                    .mapTo(Integer.class)
                    .one());
  }
}
