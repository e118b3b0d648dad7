package tintype.media;

import jakarta.inject.Inject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tintype.media.blob.PendingBlob;
import tintype.media.picture.PictureInfo;
import tintype.media.picture.PictureProcessor;
import tintype.media.picture.PictureProcessor.Wanted;
import tintype.media.picture.PictureRefusedException;
import tintype.media.picture.RenderedPicture;

/**
 * Makes renditions on a few threads of its own, so that pictures never take all cores from reads.
 * The queue is bounded by the number of uploads that are let in.
 */
final class Renderer {
  static final String RENDITION = "w1080";
  private static final int MAX_WIDTH = 1080;
  private static final int BUFFER_BYTES = 64 << 10;

  /** What was found in an original and made of it. */
  record Outcome(PictureInfo original, RenderedPicture rendition) {}

  private final PictureProcessor processor;
  private final ExecutorService threads;

  @Inject
  Renderer(MediaConfig config) {
    this.processor = new PictureProcessor(config.pictureLimits());
    this.threads =
        Executors.newFixedThreadPool(
            config.renderThreads(), Thread.ofPlatform().daemon().name("render-", 0).factory());
  }

  /**
   * Renders the original into the rendition.
   *
   * @throws PictureRefusedException if it is no picture that is taken
   */
  Outcome render(PendingBlob original, PendingBlob rendition)
      throws IOException, PictureRefusedException {
    try {
      return threads.submit(() -> renderNow(original, rendition)).get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case PictureRefusedException refused -> throw refused;
        case IOException failed -> throw failed;
        default -> throw new IllegalStateException("a picture could not be rendered", e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a picture was rendered", e);
    }
  }

  private Outcome renderNow(PendingBlob original, PendingBlob rendition)
      throws IOException, PictureRefusedException {
    PictureInfo info = processor.inspect(original.file());
    try (OutputStream out = new BufferedOutputStream(new Unclosed(rendition), BUFFER_BYTES)) {
      List<Wanted> wanted = List.of(new Wanted(MAX_WIDTH, out));
      return new Outcome(info, processor.renderAll(original.file(), wanted).getFirst());
    }
  }

  /** Closing a pending blob would drop it. */
  private static final class Unclosed extends java.io.FilterOutputStream {
    Unclosed(PendingBlob blob) {
      super(blob);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
