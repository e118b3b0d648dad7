package tintype.media;

import tintype.media.v1.Collection;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.ProtoTimes;

/**
 * A collection that is there.
 *
 * @param ref its id and whose it is
 */
record CollectionRow(Owned ref, String name, long createMicros) {
  /** As its owner sees it. */
  Collection shape() {
    return Collection.newBuilder()
        .setId(ref.toString())
        .setName(name)
        .setCreateTime(ProtoTimes.ofMicros(createMicros))
        .build();
  }
}
