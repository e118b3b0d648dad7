package tintype.media.picture;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what a {@link PixelSource} points at. JPEG and PNG are the JDK's own readers, named, so
 * that a plug-in on the class path changes nothing; WebP is TwelveMonkeys'.
 */
final class PictureDecoder {

  private PictureDecoder() {}

  /**
   * Decodes every {@code step}-th pixel of every {@code step}-th row, as stored; 1 is all.
   *
   * @throws PictureRefusedException DAMAGED where it cannot be decoded to its end
   * @throws IOException where the disk fails
   */
  static PixelRows decode(PictureFile file, PixelSource source, int step)
      throws IOException, PictureRefusedException {
    if (source.info().type() == PictureType.JPEG) {
      JpegScans.check(file, source.pixels().getLast().at());
    }
    ImageReader reader = reader(source.info().type());
    Damage damage = new Damage();
    try (SplicedInput input = new SplicedInput(file, source.pixels())) {
      reader.setInput(input, true, true);
      reader.addIIOReadWarningListener(damage);
      checkSize(reader, source.info());
      PixelRows rows = read(reader, source, step);
      damage.refuseIfAny();
      return rows;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (IOException | RuntimeException e) {
      // Decoders meet damage with any exception: bounds, arithmetic, nulls.
      throw PictureRefusedException.damaged("it cannot be decoded", e);
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader reader(PictureType type) throws IOException {
    return switch (type) {
      case JPEG -> readerOfJdk("jpeg");
      case PNG -> readerOfJdk("png");
      case WEBP -> new WebPImageReaderSpi().createReaderInstance(null);
    };
  }

  private static ImageReader readerOfJdk(String format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getModule().equals(ImageIO.class.getModule())) {
        return reader;
      }
    }
    throw new IllegalStateException("the JDK has no reader for " + format);
  }

  /** The size was checked against the limits; the decoder must not have found another. */
  private static void checkSize(ImageReader reader, PictureInfo info)
      throws IOException, PictureRefusedException {
    if (reader.getWidth(0) != info.width() || reader.getHeight(0) != info.height()) {
      throw PictureRefusedException.damaged("its headers disagree about its size");
    }
  }

  private static PixelRows read(ImageReader reader, PixelSource source, int step)
      throws IOException {
    ImageReadParam param = reader.getDefaultReadParam();
    param.setSourceRegion(new Rectangle(source.info().width(), source.info().height()));
    // From the middle of each step, or the picture would move.
    param.setSourceSubsampling(step, step, step / 2, step / 2);
    if (source.channels() == 4) {
      return new PixelRows(reader.readRaster(0, param), null);
    }
    BufferedImage image = reader.read(0, param);
    return new PixelRows(image.getRaster(), image.getColorModel());
  }

  /**
   * Remembers the warnings that mean missing or wrong pixels. libjpeg paints what is missing grey
   * and goes on; nobody wants to publish that. Other warnings, such as stray bytes before a marker,
   * leave the picture whole.
   */
  private static final class Damage implements IIOReadWarningListener {

    private @Nullable String found;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      if (warning.contains("Premature end") || warning.contains("Corrupt JPEG data")) {
        boolean strayBytes = warning.contains("extraneous bytes");
        found = found == null && !strayBytes ? warning : found;
      }
    }

    void refuseIfAny() throws PictureRefusedException {
      if (found != null) {
        throw PictureRefusedException.damaged(found);
      }
    }
  }
}
