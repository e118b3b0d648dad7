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
 * The bytes of media: {@code <owner>/<id>.original}, {@code <owner>/<id>.<rendition>} and {@code
 * <owner>/<id>.<rendition>.webp}. They are on disk before their row is, so after a crash between
 * the two there may be blobs without a row. Nothing leads to those, and as their names carry the
 * media's id and owner, a sweep can find them: any blob older than a day without a row in media.
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
   * time goes by in waiting for the disk. All of them or, where one fails, none.
   */
  void keep(Owned media, PendingBlob original, List<Part> renditions) throws IOException {
    List<Aside<Void>> commits = new ArrayList<>();
    for (Part part : renditions) {
      commits.add(commit(part.blob(), name(media, part.name())));
    }
    commits.add(commit(original, name(media, ORIGINAL)));
    try {
      Aside.awaitAll(commits);
    } catch (IOException | RuntimeException e) {
      dropWhatWasKept(media, renditions, e);
      throw e;
    }
  }

  /** Nobody has heard of the media yet, so its names are nobody's. */
  private void dropWhatWasKept(Owned media, List<Part> renditions, Exception failure) {
    List<String> parts = new ArrayList<>(renditions.stream().map(Part::name).toList());
    parts.add(ORIGINAL);
    for (String part : parts) {
      try {
        store.delete(name(media, part));
      } catch (IOException | RuntimeException e) {
        failure.addSuppressed(e);
      }
    }
  }

  private static Aside<Void> commit(PendingBlob blob, BlobName name) {
    return Aside.start(
        () -> {
          blob.commit(name);
          return null;
        });
  }

  /** Opens an encoding from byte {@code offset} on. */
  InputStream open(Owned media, MediaRow.Encoding encoding, long offset) throws IOException {
    return store.open(name(media, encoding.part()), offset);
  }

  /** Reads an encoding through for its SHA-256. */
  byte[] sha256(Owned media, MediaRow.Encoding encoding) throws IOException {
    try (var in = new DigestInputStream(open(media, encoding, 0), sha256())) {
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
            for (MediaRow.Encoding one : rendition.encodings()) {
              links.add(new Link(name(source.ref(), one.part()), name(copy, one.part())));
            }
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
        for (MediaRow.Encoding encoding : rendition.encodings()) {
          store.delete(name(one.ref(), encoding.part()));
        }
      }
    }
  }

  private static BlobName name(Owned media, String part) {
    return new BlobName(Long.toString(media.owner()), media.id() + "." + part);
  }
}
