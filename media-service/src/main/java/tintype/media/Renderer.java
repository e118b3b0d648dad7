package tintype.media;

import jakarta.inject.Inject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.media.PendingPicture.Width;
import tintype.media.blob.PendingBlob;
import tintype.media.picture.PictureInfo;
import tintype.media.picture.PictureProcessor;
import tintype.media.picture.PictureProcessor.Wanted;
import tintype.media.picture.PictureRefusedException;
import tintype.media.picture.RenderedPictures;
import tintype.platform.server.Background;

/**
 * Makes renditions on a few threads of its own, so that pictures never take all cores from reads.
 * The queue is bounded by the number of uploads that are let in.
 */
final class Renderer implements Background {
  private static final Duration LAST_PICTURES = Duration.ofSeconds(10);

  /** Of the renditions, in pixels: a phone, half of it, a grid. */
  private static final List<Integer> WIDTHS = List.of(1080, 640, 320);

  /** More than a rendition of 24 megapixels ever takes. */
  private static final long MAX_RENDITION_BYTES = 100_000_000;

  private static final int BUFFER_BYTES = 64 << 10;

  private static final Logger log = LoggerFactory.getLogger(Renderer.class);

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
    } catch (CancellationException | RejectedExecutionException e) {
      throw new IOException("the server stops before the picture is rendered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a picture was rendered", e);
    }
  }

  @Override
  public String name() {
    return "renderer";
  }

  @Override
  public void start() {}

  @Override
  public String notReady() {
    return "";
  }

  /** What is being rendered then has nobody left to wait for it. */
  @Override
  public void close() {
    for (Runnable notBegun : threads.shutdownNow()) {
      ((Future<?>) notBegun).cancel(false);
    }
    try {
      if (!threads.awaitTermination(LAST_PICTURES.toSeconds(), TimeUnit.SECONDS)) {
        log.warn("pictures are still being rendered");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private PendingPicture renderNow(PendingBlob original)
      throws IOException, PictureRefusedException {
    PictureInfo info = processor.inspect(original.file());
    List<Width> widths = new ArrayList<>();
    boolean rendered = false;
    try {
      List<Wanted> wanted = new ArrayList<>();
      for (int maxWidth : PictureProcessor.distinct(WIDTHS, info)) {
        Width width = begin("w" + maxWidth);
        widths.add(width);
        wanted.add(new Wanted(maxWidth, buffered(width.jpeg()), buffered(width.webp())));
      }
      RenderedPictures pictures = processor.renderAll(original.file(), wanted);
      for (Wanted one : wanted) {
        one.target().flush();
        one.webpTarget().flush();
      }
      rendered = true;
      return new PendingPicture(info, widths, pictures);
    } finally {
      if (!rendered) {
        PendingPicture.close(widths);
      }
    }
  }

  private Width begin(String name) throws IOException {
    PendingBlob jpeg = blobs.begin(MAX_RENDITION_BYTES);
    try {
      return new Width(name, jpeg, blobs.begin(MAX_RENDITION_BYTES));
    } catch (IOException e) {
      jpeg.close();
      throw e;
    }
  }

  private static OutputStream buffered(PendingBlob blob) {
    return new BufferedOutputStream(blob, BUFFER_BYTES);
  }
}
