package tintype.media;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import tintype.media.ConditionalBytes.Answer;
import tintype.media.MediaRow.Encoding;
import tintype.media.MediaRow.Rendition;
import tintype.media.VisibleMedia.Seen;
import tintype.media.v1.DownloadRequest;
import tintype.media.v1.DownloadRequest.Scope;
import tintype.platform.rpc.CallHeaders;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.ServerStreamHandler;

/**
 * Gives out the bytes of a rendition, or the part of them that HTTP's headers ask for, in pieces of
 * 64 KiB; the first one carries the content type. As WebP to those who ask for that, where there is
 * one. Originals, with what cameras wrote into them, are never given out.
 *
 * <p>Who has a url that was signed gets them while it is good; all others where they may see the
 * media.
 *
 * <p>Fails with {@code MEDIA_NOT_FOUND}: no such media or rendition, or not for the caller's eyes.
 */
final class Download implements ServerStreamHandler<DownloadRequest, HttpBody> {
  private static final int PIECE_BYTES = 64 << 10;

  /** Who may see it can change, so it is asked each time; the tag spares the bytes. */
  private static final Terms ASK_EACH_TIME =
      new Terms("private, no-cache", "Accept, Authorization");

  /** What nobody's token can see, as avatars are seen by urls that never expire. */
  private static final Terms OF_NOBODY = new Terms("public, max-age=300", "Accept, Authorization");

  /** A cache would give it to those who ask for the whole. */
  private static final Terms REFUSAL = new Terms("no-store", "Accept, Authorization");

  /** How an answer may be kept by those who pass it on. */
  private record Terms(String caching, String vary) {}

  private final VisibleMedia visibleMedia;
  private final SignedUrls urls;
  private final MediaBlobs blobs;

  @Inject
  Download(VisibleMedia visibleMedia, SignedUrls urls, MediaBlobs blobs) {
    this.visibleMedia = visibleMedia;
    this.urls = urls;
    this.blobs = blobs;
  }

  @Override
  public void handle(DownloadRequest request, ResponseStream<HttpBody> responses) {
    CallHeaders headers = CallHeaders.current();
    Owned id = IdText.parseOwned("media_id", request.getMediaId());

    Optional<Scope> right = urls.verify(id, request);
    Optional<MediaRow> byRight = right.flatMap(scope -> visibleMedia.findByRight(scope, id));
    MediaRow row = byRight.or(() -> byViewer(id)).orElseThrow(Refusals::noMedia);
    Rendition rendition = row.rendition(request.getRendition()).orElseThrow(Refusals::noMedia);

    Encoding encoding =
        AcceptedTypes.prefersWebp(headers.get("tintype-http-accept"))
            ? rendition.webp().orElse(rendition.jpeg())
            : rendition.jpeg();

    ConditionalBytes wanted = ConditionalBytes.of(headers);
    String etag = etag(row, encoding);
    Answer answer = wanted.select(etag, encoding.bytes());
    announce(headers, answer, etag, encoding.bytes());
    announce(headers, terms(answer, byRight.isPresent(), request));
    send(row, encoding, wanted.isHead() ? new Answer(answer.status(), 0, 0) : answer, responses);
  }

  private Optional<MediaRow> byViewer(Owned id) {
    return visibleMedia.find(Caller.current().viewer(), id).map(Seen::row);
  }

  private Terms terms(Answer answer, boolean isRight, DownloadRequest request) {
    if (answer.status() == 416) {
      return REFUSAL;
    }
    return isRight ? signed(request) : unsigned();
  }

  private Terms signed(DownloadRequest request) {
    String whose = request.getScope() == Scope.EVERYBODY ? "public" : "private";
    return new Terms(whose + ", max-age=" + urls.secondsLeft(request) + ", immutable", "Accept");
  }

  private static Terms unsigned() {
    return Caller.current().viewer().isEmpty() ? OF_NOBODY : ASK_EACH_TIME;
  }

  private static void announce(CallHeaders headers, Terms terms) {
    headers.answer("tintype-http-cache-control", terms.caching());
    headers.answer("tintype-http-vary", terms.vary());
  }

  /** Strong: the same tag is the same bytes. */
  private String etag(MediaRow row, Encoding encoding) {
    byte[] sha256 = encoding.sha256();
    try {
      byte[] known = sha256.length > 0 ? sha256 : blobs.sha256(row.ref(), encoding);
      return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(known) + '"';
    } catch (IOException e) {
      throw unreadable(row, e);
    }
  }

  private static void announce(CallHeaders headers, Answer answer, String etag, long size) {
    headers.answer("tintype-http-status", Integer.toString(answer.status()));
    headers.answer("tintype-http-etag", etag);
    headers.answer("tintype-http-accept-ranges", "bytes");
    switch (answer.status()) {
      case 206 ->
          headers.answer(
              "tintype-http-content-range",
              "bytes "
                  + answer.first()
                  + "-"
                  + (answer.first() + answer.length() - 1)
                  + "/"
                  + size);
      case 416 -> headers.answer("tintype-http-content-range", "bytes */" + size);
      default -> {
        // The whole, or nothing new.
      }
    }
    if (answer.length() > 0) {
      headers.answer("tintype-http-content-length", Long.toString(answer.length()));
    }
  }

  private void send(
      MediaRow row, Encoding encoding, Answer answer, ResponseStream<HttpBody> responses) {
    if (answer.status() == 304 || answer.status() == 416) {
      return;
    }
    String contentType = encoding.contentType();
    if (answer.length() == 0) {
      responses.send(HttpBody.newBuilder().setContentType(contentType).build());
      return;
    }
    try (InputStream in = blobs.open(row.ref(), encoding, answer.first())) {
      for (long left = answer.length(); left > 0; ) {
        byte[] piece = in.readNBytes((int) Math.min(left, PIECE_BYTES));
        if (piece.length == 0) {
          throw new IOException("it ends " + left + " bytes early");
        }
        ByteString data = UnsafeByteOperations.unsafeWrap(piece);
        responses.send(HttpBody.newBuilder().setContentType(contentType).setData(data).build());
        contentType = "";
        left -= piece.length;
      }
    } catch (IOException e) {
      throw unreadable(row, e);
    }
  }

  private static UncheckedIOException unreadable(MediaRow row, IOException e) {
    return new UncheckedIOException("a rendition of media " + row.ref() + " is unreadable", e);
  }
}
