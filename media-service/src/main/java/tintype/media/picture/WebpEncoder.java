package tintype.media.picture;

import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes RGB as lossy WebP: pixels and colour profile, nothing else. The encoder is libwebp, native
 * code out of a jar, which not every machine can load; it gets pixels only, never anybody's file.
 */
final class WebpEncoder {

  static final String CONTENT_TYPE = "image/webp";

  /** The format's own limit. */
  static final int MAX_SIDE = 16_383;

  /** Looks like the JPEGs and takes a third less; see RATIONALE.md for what was measured. */
  private static final float QUALITY = 0.8f;

  /** Of 0 to 6: beyond it the time doubles for the last three per cent. */
  private static final int EFFORT = 2;

  private static final Logger log = LoggerFactory.getLogger(WebpEncoder.class);

  private final Supplier<ImageWriter> writers;

  private WebpEncoder(Supplier<ImageWriter> writers) {
    this.writers = writers;
  }

  /** The encoder, unless this machine cannot load it; then the log says so, once. */
  static Optional<WebpEncoder> load() {
    return load(() -> new WebPImageWriterSpi().createWriterInstance(null));
  }

  static Optional<WebpEncoder> load(Supplier<ImageWriter> writers) {
    try {
      WebpEncoder encoder = new WebpEncoder(writers);
      encoder.encode(new Colours(new Pixels(1, 1, 3, new byte[3]), null));
      return Optional.of(encoder);
    } catch (IOException | RuntimeException | LinkageError e) {
      log.atWarn().setCause(e).log("no WebP encoder on this machine: renditions are JPEG only");
      return Optional.empty();
    }
  }

  /** Whether the format has room for it. */
  static boolean fits(Pixels pixels) {
    return pixels.width() <= MAX_SIDE && pixels.height() <= MAX_SIDE;
  }

  /** A whole file. */
  byte[] encode(Colours colours) throws IOException {
    ImageWriter writer = writers.get();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var output = new MemoryCacheImageOutputStream(bytes)) {
      WebPWriteParam param = (WebPWriteParam) writer.getDefaultWriteParam();
      param.setCompressionMode(WebPWriteParam.MODE_EXPLICIT);
      param.setCompressionType("Lossy");
      param.setCompressionQuality(QUALITY);
      param.setMethod(EFFORT);
      writer.setOutput(output);
      writer.write(null, new IIOImage(colours.rgb().image(), null, null), param);
    } finally {
      writer.dispose();
    }
    return WebpContainer.of(bytes.toByteArray(), colours);
  }
}
