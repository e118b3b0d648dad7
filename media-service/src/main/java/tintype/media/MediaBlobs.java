package tintype.media;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tintype.media.blob.BlobName;
import tintype.media.blob.BlobStore;
import tintype.media.blob.BlobStore.Link;
import tintype.media.blob.PendingBlob;
import tintype.platform.rpc.IdText.Owned;

/**
 * The bytes of media: {@code <owner>/<id>.original} and {@code <owner>/<id>.<rendition>}. They are
 * on disk before their row is, so after a crash between the two there may be blobs without a row.
 * Nothing leads to those, and as their names carry the media's id and owner, a sweep can find them:
 * any blob older than a day without a row in media.
 */
final class MediaBlobs {
  private static final String ORIGINAL = "original";

  private final BlobStore store;

  @Inject
  MediaBlobs(BlobStore store) {
    this.store = store;
  }

  PendingBlob begin(long maxBytes) throws IOException {
    return store.begin(maxBytes);
  }

  /** Makes both durable under the media's name. */
  void keep(Owned media, PendingBlob original, String renditionName, PendingBlob rendition)
      throws IOException {
    rendition.commit(name(media, renditionName));
    original.commit(name(media, ORIGINAL));
  }

  InputStream open(Owned media, String renditionName) throws IOException {
    return store.open(name(media, renditionName));
  }

  /** Gives each of the copies the bytes of its source, durably. */
  void copy(Map<Owned, MediaRow> sourceOfCopy) throws IOException {
    List<Link> links = new ArrayList<>();
    sourceOfCopy.forEach(
        (copy, source) -> {
          String rendition = source.rendition().name();
          links.add(new Link(name(source.ref(), rendition), name(copy, rendition)));
          links.add(new Link(name(source.ref(), ORIGINAL), name(copy, ORIGINAL)));
        });
    store.linkAll(links);
  }

  /** Drops the bytes of media that have got no row. */
  void drop(Collection<Owned> media, String renditionName) throws IOException {
    for (Owned one : media) {
      store.delete(name(one, ORIGINAL));
      store.delete(name(one, renditionName));
    }
  }

  private static BlobName name(Owned media, String part) {
    return new BlobName(Long.toString(media.owner()), media.id() + "." + part);
  }
}
