package tintype.media;

import com.google.api.HttpBody;
import com.google.protobuf.UnsafeByteOperations;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import tintype.media.MediaRow.Rendition;
import tintype.media.v1.DownloadRequest;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.ServerStreamHandler;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/**
 * Gives out the bytes of a rendition, in pieces of 64 KiB; the first one carries the content type.
 * Originals, with what cameras wrote into them, are never given out.
 *
 * <p>Fails with {@code MEDIA_NOT_FOUND}: no such media or rendition, or not for the caller's eyes.
 */
final class Download implements ServerStreamHandler<DownloadRequest, HttpBody> {
  private static final int PIECE_BYTES = 64 << 10;

  private final MediaStore media;
  private final PostStore posts;
  private final People people;
  private final MediaBlobs blobs;

  @Inject
  Download(MediaStore media, PostStore posts, People people, MediaBlobs blobs) {
    this.media = media;
    this.posts = posts;
    this.people = people;
    this.blobs = blobs;
  }

  @Override
  public void handle(DownloadRequest request, ResponseStream<HttpBody> responses) {
    Optional<Long> viewer = Caller.current().viewer();
    Owned id = IdText.parseOwned("media_id", request.getMediaId());

    Aside<Person> met = Aside.start(() -> people.meet(viewer, id.owner()));
    MediaRow row = media.find(List.of(id)).get(id);
    Person owner = met.get();
    if (row == null || !isVisible(row, owner)) {
      throw Refusals.noMedia();
    }
    Rendition rendition = row.rendition(request.getRendition()).orElseThrow(Refusals::noMedia);

    send(row, rendition, responses);
  }

  private boolean isVisible(MediaRow row, Person owner) {
    if (owner.facts().self()) {
      return true;
    }
    return row.isUsed()
        && posts.find(List.of(row.post())).stream()
            .anyMatch(post -> !post.deleted() && owner.canView(VisiblePosts.audience(post)));
  }

  private void send(MediaRow row, Rendition rendition, ResponseStream<HttpBody> responses) {
    try (InputStream in = blobs.open(row.ref(), rendition.name())) {
      String contentType = rendition.contentType();
      for (byte[] piece = next(in); piece.length > 0; piece = next(in)) {
        responses.send(
            HttpBody.newBuilder()
                .setContentType(contentType)
                .setData(UnsafeByteOperations.unsafeWrap(piece))
                .build());
        contentType = "";
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the rendition of media " + row.ref() + " is unreadable", e);
    }
  }

  private static byte[] next(InputStream in) throws IOException {
    return in.readNBytes(PIECE_BYTES);
  }
}
