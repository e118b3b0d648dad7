package tintype.media;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import tintype.platform.rpc.IdText.Owned;

/** One kind of rows that accounts have among others' things, and that count while they are seen. */
interface HiddenRows {
  /** Some rows of an account that know of an older turn, with that one; of all shards. */
  List<HiddenMark> behind(Handle handle, long account, int turn, int limit);

  /**
   * Has those rows know that are there and know of an older turn, and moves what they count for.
   *
   * @param marks of one shard, in their order
   * @return the things whose numbers are kept in memory and have moved
   */
  Set<Owned> put(Handle handle, List<HiddenMark> marks);
}
