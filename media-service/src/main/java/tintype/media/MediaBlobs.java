package tintype.media;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tintype.media.PendingPicture.Part;
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

  /**
   * Makes the original and its renditions durable under the media's name, side by side: most of the
   * time goes by in waiting for the disk.
   */
  void keep(Owned media, PendingBlob original, List<Part> renditions) throws IOException {
    List<Aside<Void>> commits = new ArrayList<>();
    for (Part part : renditions) {
      commits.add(commit(part.blob(), name(media, part.name())));
    }
    commits.add(commit(original, name(media, ORIGINAL)));
    Aside.awaitAll(commits);
  }

  private static Aside<Void> commit(PendingBlob blob, BlobName name) {
    return Aside.start(
        () -> {
          blob.commit(name);
          return null;
        });
  }

  /** Opens a rendition from byte {@code offset} on. */
  InputStream open(Owned media, String renditionName, long offset) throws IOException {
    return store.open(name(media, renditionName), offset);
  }

  /** Reads a rendition through for its SHA-256. */
  byte[] sha256(Owned media, String renditionName) throws IOException {
    try (var in = new DigestInputStream(open(media, renditionName, 0), sha256())) {
      in.transferTo(OutputStream.nullOutputStream());
      return in.getMessageDigest().digest();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Gives each of the copies the bytes of its source, durably. */
  void copy(Map<Owned, MediaRow> sourceOfCopy) throws IOException {
    List<Link> links = new ArrayList<>();
    sourceOfCopy.forEach(
        (copy, source) -> {
          for (MediaRow.Rendition rendition : source.renditions()) {
            String part = rendition.name();
            links.add(new Link(name(source.ref(), part), name(copy, part)));
          }
          links.add(new Link(name(source.ref(), ORIGINAL), name(copy, ORIGINAL)));
        });
    store.linkAll(links);
  }

  /** Drops the bytes of media that have got no row. */
  void drop(Collection<MediaRow> media) throws IOException {
    for (MediaRow one : media) {
      store.delete(name(one.ref(), ORIGINAL));
      for (MediaRow.Rendition rendition : one.renditions()) {
        store.delete(name(one.ref(), rendition.name()));
      }
    }
  }

  private static BlobName name(Owned media, String part) {
    return new BlobName(Long.toString(media.owner()), media.id() + "." + part);
  }
}
