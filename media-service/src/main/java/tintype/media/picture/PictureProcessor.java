package tintype.media.picture;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

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

  /** A rendition on its way is held scaled, turned and as the encoder wants it. */
  private static final int BYTES_PER_RENDITION_PIXEL = 10;

  private static final int BYTES_PER_PERMIT = 1024;

  private final PictureLimits limits;
  private final PictureSniffer sniffer;
  private final Semaphore memory;
  private final int permits;

  /** Makes a processor within limits; one is enough for a process. */
  public PictureProcessor(PictureLimits limits) {
    this.limits = limits;
    this.sniffer = new PictureSniffer(limits);
    this.permits = (int) Math.min(Integer.MAX_VALUE, limits.maxDecodingBytes() / BYTES_PER_PERMIT);
    // Fair: a large picture must not wait for ever behind a stream of small ones.
    this.memory = new Semaphore(permits, true);
  }

  /** A rendition to make: at most {@code maxWidth} pixels wide, written to {@code target}. */
  public record Wanted(int maxWidth, OutputStream target) {

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
   * Renders one rendition into a file, which is made or replaced; after a failure it may be there
   * in part.
   *
   * @throws PictureRefusedException as {@link #renderAll}
   */
  public RenderedPicture render(Path source, int maxWidth, Path target)
      throws IOException, PictureRefusedException {
    try (OutputStream output = Files.newOutputStream(target)) {
      return renderAll(source, List.of(new Wanted(maxWidth, output))).getFirst();
    }
  }

  /**
   * Renders several widths while decoding once, each from the decoded picture; answers in the order
   * asked. Never enlarges: a narrow picture keeps its size. Heights follow; where that would make
   * more than 24 megapixels or a side over 65,500, JPEG's most, the rendition is smaller. Targets
   * are written, not closed.
   *
   * @throws PictureRefusedException for any of its reasons; nothing has been written then
   * @throws InterruptedIOException if interrupted while waiting for memory
   */
  public List<RenderedPicture> renderAll(Path source, List<Wanted> wanted)
      throws IOException, PictureRefusedException {
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException("wanted: none (expected: 1 or more)");
    }
    try (PictureFile file = PictureFile.open(source)) {
      PixelSource pixels = sniffer.sniff(file);
      int step = step(pixels, wanted);
      int share = acquire(bytes(pixels, step, wanted));
      try {
        return renderAll(PictureDecoder.decode(file, pixels, step), pixels, wanted);
      } finally {
        memory.release(share);
      }
    }
  }

  private static List<RenderedPicture> renderAll(
      PixelRows rows, PixelSource source, List<Wanted> wanted) throws IOException {
    List<RenderedPicture> rendered = new ArrayList<>();
    for (Wanted one : wanted) {
      rendered.add(render(rows, source, one));
    }
    return rendered;
  }

  private static RenderedPicture render(PixelRows rows, PixelSource source, Wanted wanted)
      throws IOException {
    PictureInfo info = source.info();
    RenditionSize size = RenditionSize.of(info, wanted.maxWidth());
    int width = info.liesOnItsSide() ? size.height() : size.width();
    int height = info.liesOnItsSide() ? size.width() : size.height();
    Pixels scaled =
        AreaScaler.scale(rows, Math.min(width, rows.width()), Math.min(height, rows.height()));

    Pixels upright = scaled.upright(info.orientation());
    long bytes = JpegEncoder.encode(Colours.of(upright, source), wanted.target());

    return new RenderedPicture(upright.width(), upright.height(), bytes, JpegEncoder.CONTENT_TYPE);
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
