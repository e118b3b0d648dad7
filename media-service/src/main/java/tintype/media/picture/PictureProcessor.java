package tintype.media.picture;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Turns what people upload into what is served: upright, scaled, in the colours of the original,
 * and with nothing of its metadata. Thread-safe; the memory of all pictures in work at one time is
 * bounded by {@link PictureLimits#maxDecodingBytes()}, and callers wait for their share.
 *
 * <p>Rendering is computation in native code: call it from as many threads as there are cores to
 * spare, platform threads rather than virtual ones.
 */
public final class PictureProcessor {

  /**
   * Rows and columns are left out only of pictures that do not fit into memory whole, and only
   * while this many remain for each one that is wanted. It saves no time, and shows: done always,
   * one photograph came out 4 to 8 of 255 apart, depending on how it lay.
   */
  private static final int LEAST_OVERSAMPLING = 2;

  /**
   * A rendition on its way is held scaled, turned and as the encoder wants it, beside the wider one
   * that it is made of.
   */
  private static final int BYTES_PER_RENDITION_PIXEL = 13;

  private static final int BYTES_PER_PERMIT = 1024;

  private final PictureLimits limits;
  private final PictureSniffer sniffer;
  private final Optional<WebpEncoder> webp;
  private final Semaphore memory;
  private final int permits;

  /** Makes a processor within limits; one is enough for a process. */
  public PictureProcessor(PictureLimits limits) {
    this(limits, WebpEncoder.load());
  }

  PictureProcessor(PictureLimits limits, Optional<WebpEncoder> webp) {
    this.limits = limits;
    this.webp = webp;
    this.sniffer = new PictureSniffer(limits);
    this.permits = (int) Math.min(Integer.MAX_VALUE, limits.maxDecodingBytes() / BYTES_PER_PERMIT);
    // Fair: a large picture must not wait for ever behind a stream of small ones.
    this.memory = new Semaphore(permits, true);
  }

  /**
   * A rendition to make: at most {@code maxWidth} pixels wide, written to {@code target} as JPEG,
   * and to {@code webpTarget}, unless that is null, as WebP where it is worth it.
   */
  public record Wanted(int maxWidth, OutputStream target, @Nullable OutputStream webpTarget) {

    /** As JPEG only. */
    public Wanted(int maxWidth, OutputStream target) {
      this(maxWidth, target, null);
    }

    public Wanted {
      if (maxWidth < 1) {
        throw new IllegalArgumentException("maxWidth: " + maxWidth + " (expected: > 0)");
      }
    }
  }

  /**
   * Tells what a file is from its headers; decodes nothing, and trusts neither name nor claim.
   *
   * @throws PictureRefusedException for any of its reasons; damage past the headers is found by
   *     rendering only
   */
  public PictureInfo inspect(Path file) throws IOException, PictureRefusedException {
    try (PictureFile picture = PictureFile.open(file)) {
      return sniffer.sniff(picture).info();
    }
  }

  /**
   * Those of the widths, widest first, that make a rendition of their own: the first always, a
   * further one where it is narrower than the one before.
   */
  public static List<Integer> distinct(List<Integer> maxWidths, PictureInfo info) {
    List<Integer> distinct = new ArrayList<>();
    int before = Integer.MAX_VALUE;
    for (int maxWidth : maxWidths) {
      int width = RenditionSize.of(info, maxWidth).width();
      if (width < before) {
        distinct.add(maxWidth);
      }
      before = Math.min(before, width);
    }
    return distinct;
  }

  /**
   * Renders one rendition into a file, which is made or replaced; after a failure it may be there
   * in part.
   *
   * @throws PictureRefusedException as {@link #renderAll}
   */
  public RenderedPicture render(Path source, int maxWidth, Path target)
      throws IOException, PictureRefusedException {
    try (OutputStream output = Files.newOutputStream(target)) {
      return renderAll(source, List.of(new Wanted(maxWidth, output))).renditions().getFirst();
    }
  }

  /**
   * Renders several widths, which must not grow, while decoding once: each is made of the one
   * before. Answers in the order asked, and with a stand-in. Never enlarges: a narrow picture keeps
   * its size. Heights follow; where that would make more than 24 megapixels or a side over 65,500,
   * JPEG's most, the rendition is smaller. Targets are written, not closed.
   *
   * @throws PictureRefusedException for any of its reasons; nothing has been written then
   * @throws InterruptedIOException if interrupted while waiting for memory
   */
  public RenderedPictures renderAll(Path source, List<Wanted> wanted)
      throws IOException, PictureRefusedException {
    check(wanted);
    try (PictureFile file = PictureFile.open(source)) {
      PixelSource pixels = sniffer.sniff(file);
      int step = step(pixels, wanted);
      int share = acquire(bytes(pixels, step, wanted));
      try {
        PixelRows decoded = PictureDecoder.decode(file, pixels, step);
        return render(new RenditionChain(decoded, pixels, webp), wanted);
      } finally {
        memory.release(share);
      }
    }
  }

  private static void check(List<Wanted> wanted) {
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException("wanted: none (expected: 1 or more)");
    }
    for (int i = 1; i < wanted.size(); i++) {
      if (wanted.get(i).maxWidth() > wanted.get(i - 1).maxWidth()) {
        throw new IllegalArgumentException("wanted: " + wanted + " (expected: widest first)");
      }
    }
  }

  private static RenderedPictures render(RenditionChain chain, List<Wanted> wanted)
      throws IOException {
    List<RenderedPicture> rendered = new ArrayList<>();
    for (Wanted one : wanted) {
      rendered.add(chain.render(one));
    }
    return new RenderedPictures(rendered, chain.blurhash());
  }

  private int step(PixelSource source, List<Wanted> wanted) {
    int largest = largestStep(source.info(), wanted);
    int step = 1;
    while (step < largest && source.bytes(step) > limits.maxDecodingBytes()) {
      step++;
    }
    return step;
  }

  private static int largestStep(PictureInfo info, List<Wanted> wanted) {
    int step = Integer.MAX_VALUE;
    for (Wanted one : wanted) {
      RenditionSize size = RenditionSize.of(info, one.maxWidth());
      step = Math.min(step, info.uprightWidth() / (size.width() * LEAST_OVERSAMPLING));
      step = Math.min(step, info.uprightHeight() / (size.height() * LEAST_OVERSAMPLING));
    }
    return step;
  }

  private static long bytes(PixelSource source, int step, List<Wanted> wanted) {
    long largest = 0;
    for (Wanted one : wanted) {
      RenditionSize size = RenditionSize.of(source.info(), one.maxWidth());
      largest = Math.max(largest, (long) size.width() * size.height());
    }
    return source.bytes(step) + largest * BYTES_PER_RENDITION_PIXEL;
  }

  private int acquire(long bytes) throws InterruptedIOException {
    int share = Math.clamp(bytes / BYTES_PER_PERMIT, 1, permits);
    try {
      memory.acquire(share);
      return share;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting to decode a picture");
    }
  }
}
