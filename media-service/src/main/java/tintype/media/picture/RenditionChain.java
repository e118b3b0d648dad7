package tintype.media.picture;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tintype.media.picture.PictureProcessor.Wanted;

/**
 * Renders one picture in several widths, widest first: the first from what was decoded, turned and
 * brought to RGB, every further one from the one before, which costs a fraction of that.
 */
final class RenditionChain {

  /** A stand-in of a few waves is the same from a few pixels. */
  private static final int STAND_IN_SIDE = 32;

  private final PixelRows decoded;
  private final PixelSource source;
  private final Optional<WebpEncoder> webp;
  private @Nullable Colours latest;

  RenditionChain(PixelRows decoded, PixelSource source, Optional<WebpEncoder> webp) {
    this.decoded = decoded;
    this.source = source;
    this.webp = webp;
  }

  /** Writes a rendition no wider than the one before. */
  RenderedPicture render(Wanted wanted) throws IOException {
    RenditionSize size = RenditionSize.of(source.info(), wanted.maxWidth());
    Colours colours = latest == null ? first(size) : smaller(latest, size.width(), size.height());
    latest = colours;
    long bytes = JpegEncoder.encode(colours, wanted.target());
    Pixels made = colours.rgb();
    return new RenderedPicture(
        made.width(),
        made.height(),
        bytes,
        JpegEncoder.CONTENT_TYPE,
        wanted.webpTarget() == null ? 0 : renderWebp(colours, bytes, wanted.webpTarget()));
  }

  /** How many bytes it took; 0 where there is none. */
  private long renderWebp(Colours colours, long jpegBytes, OutputStream target) throws IOException {
    if (webp.isEmpty() || !WebpEncoder.fits(colours.rgb())) {
      return 0;
    }
    byte[] encoded = webp.get().encode(colours);
    if (encoded.length >= jpegBytes) {
      return 0;
    }
    target.write(encoded);
    return encoded.length;
  }

  /** The blurred stand-in of the rendition made last. */
  String blurhash() {
    if (latest == null) {
      throw new IllegalStateException("nothing has been rendered");
    }
    Pixels rgb = latest.rgb();
    int longer = Math.max(rgb.width(), rgb.height());
    double scale = Math.min(1, (double) STAND_IN_SIDE / longer);
    Colours tiny =
        smaller(
            latest,
            (int) Math.max(1, Math.round(rgb.width() * scale)),
            (int) Math.max(1, Math.round(rgb.height() * scale)));
    boolean tall = rgb.height() > rgb.width();
    return Blurhash.of(tiny.inSrgb(), tall ? 3 : 4, tall ? 4 : 3);
  }

  private Colours first(RenditionSize size) {
    boolean onItsSide = source.info().liesOnItsSide();
    int width = onItsSide ? size.height() : size.width();
    int height = onItsSide ? size.width() : size.height();
    Pixels scaled =
        AreaScaler.scale(
            decoded, Math.min(width, decoded.width()), Math.min(height, decoded.height()));
    return Colours.of(scaled.upright(source.info().orientation()), source);
  }

  private static Colours smaller(Colours latest, int width, int height) {
    Pixels from = latest.rgb();
    Pixels scaled =
        AreaScaler.scale(
            PixelRows.of(from), Math.min(width, from.width()), Math.min(height, from.height()));
    return new Colours(scaled, latest.icc());
  }
}
