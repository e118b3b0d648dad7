package tintype.media;

import jakarta.inject.Inject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tintype.media.PendingPicture.Part;
import tintype.media.blob.PendingBlob;
import tintype.media.picture.PictureInfo;
import tintype.media.picture.PictureProcessor;
import tintype.media.picture.PictureProcessor.Wanted;
import tintype.media.picture.PictureRefusedException;
import tintype.media.picture.RenderedPictures;

/**
 * Makes renditions on a few threads of its own, so that pictures never take all cores from reads.
 * The queue is bounded by the number of uploads that are let in.
 */
final class Renderer {
  /** Of the renditions, in pixels: a phone, half of it, a grid. */
  private static final List<Integer> WIDTHS = List.of(1080, 640, 320);

  /** More than a rendition of 24 megapixels ever takes. */
  private static final long MAX_RENDITION_BYTES = 100_000_000;

  private static final int BUFFER_BYTES = 64 << 10;

  private final PictureProcessor processor;
  private final MediaBlobs blobs;
  private final ExecutorService threads;

  @Inject
  Renderer(MediaConfig config, MediaBlobs blobs) {
    this.processor = new PictureProcessor(config.pictureLimits());
    this.blobs = blobs;
    this.threads =
        Executors.newFixedThreadPool(
            config.renderThreads(), Thread.ofPlatform().daemon().name("render-", 0).factory());
  }

  /**
   * Renders the original; the renditions are to be kept or closed.
   *
   * @throws PictureRefusedException if it is no picture that is taken
   */
  PendingPicture render(PendingBlob original) throws IOException, PictureRefusedException {
    try {
      return threads.submit(() -> renderNow(original)).get();
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

  private PendingPicture renderNow(PendingBlob original)
      throws IOException, PictureRefusedException {
    PictureInfo info = processor.inspect(original.file());
    List<Part> parts = new ArrayList<>();
    boolean rendered = false;
    try {
      List<Wanted> wanted = new ArrayList<>();
      for (int maxWidth : PictureProcessor.distinct(WIDTHS, info)) {
        Part part = new Part("w" + maxWidth, blobs.begin(MAX_RENDITION_BYTES));
        parts.add(part);
        wanted.add(new Wanted(maxWidth, new BufferedOutputStream(part.blob(), BUFFER_BYTES)));
      }
      RenderedPictures pictures = processor.renderAll(original.file(), wanted);
      for (Wanted one : wanted) {
        one.target().flush();
      }
      rendered = true;
      return new PendingPicture(info, parts, pictures);
    } finally {
      if (!rendered) {
        PendingPicture.close(parts);
      }
    }
  }
}
