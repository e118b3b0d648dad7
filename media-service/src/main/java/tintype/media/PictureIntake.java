package tintype.media;

import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import tintype.media.blob.PendingBlob;
import tintype.media.picture.PictureInfo;
import tintype.media.picture.PictureRefusedException;
import tintype.media.v1.Media.Kind;
import tintype.media.v1.Media.State;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.DatabaseUnavailableException;
import tintype.platform.sql.DuplicateKeyException;

/** Makes a media of received bytes: the renditions, then all files on disk, then the row. */
final class PictureIntake {
  private final MediaBlobs blobs;
  private final MediaStore media;
  private final Renderer renderer;
  private final IdGenerator ids;
  private final Clock clock;

  @Inject
  PictureIntake(
      MediaBlobs blobs, MediaStore media, Renderer renderer, IdGenerator ids, Clock clock) {
    this.blobs = blobs;
    this.media = media;
    this.renderer = renderer;
    this.ids = ids;
    this.clock = clock;
  }

  /** The new media, or the one that another upload with this request id has made meanwhile. */
  MediaRow take(long owner, PendingBlob original, String requestId, byte[] fingerprint)
      throws IOException, PictureRefusedException {
    MediaRow row;
    try (PendingPicture picture = renderer.render(original)) {
      row = row(new Owned(ids.next(), owner), picture, original);
      blobs.keep(row.ref(), original, picture.parts());
    }
    return add(row, requestId, fingerprint);
  }

  private MediaRow add(MediaRow row, String requestId, byte[] fingerprint) throws IOException {
    try {
      media.add(row, requestId, fingerprint);
      return row;
    } catch (DuplicateKeyException e) {
      drop(row);
      return media.uploadedBefore(row.ref().owner(), requestId, fingerprint).orElseThrow(() -> e);
    } catch (DatabaseUnavailableException e) {
      drop(row);
      throw e;
    }
    // Where the outcome is unknown the row may be there, and the blobs stay.
  }

  private void drop(MediaRow row) throws IOException {
    blobs.drop(List.of(row));
  }

  private static MediaRow.Original originalFacts(PictureInfo info, PendingBlob original) {
    return new MediaRow.Original(info.type().contentType(), original.size(), original.sha256());
  }

  private MediaRow row(Owned ref, PendingPicture picture, PendingBlob original) {
    PictureInfo info = picture.original();
    return new MediaRow(
        ref,
        0,
        State.READY,
        Kind.PHOTO,
        info.uprightWidth(),
        info.uprightHeight(),
        originalFacts(info, original),
        "",
        Micros.now(clock),
        picture.renditions(),
        picture.blurhash(),
        false);
  }
}
