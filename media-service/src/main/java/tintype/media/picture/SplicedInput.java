package tintype.media.picture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;
import tintype.media.picture.PixelSource.Part;

/**
 * Shows parts of a file as one stream, without copying them. Decoders call their own troubles
 * {@link IOException} too, so the disk's come out as {@link UncheckedIOException}.
 */
final class SplicedInput extends ImageInputStreamImpl {

  private final PictureFile file;
  private final List<Part> parts;
  private final long[] starts;
  private int current;

  SplicedInput(PictureFile file, List<Part> parts) {
    this.file = file;
    this.parts = List.copyOf(parts);
    this.starts = new long[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      starts[i + 1] = starts[i] + parts.get(i).length();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (streamPos >= length()) {
      return -1;
    }
    // In full: readInt() of the superclass takes a short read for the end.
    int wanted = (int) Math.min(length, length() - streamPos);
    for (int done = 0; done < wanted; ) {
      int read = readPart(target, offset + done, wanted - done);
      streamPos += read;
      done += read;
    }
    return wanted;
  }

  private int readPart(byte[] target, int offset, int length) {
    Part part = parts.get(findPart());
    long within = streamPos - starts[current];
    int count = (int) Math.min(length, part.length() - within);
    if (part.made() != null) {
      System.arraycopy(part.made(), (int) within, target, offset, count);
      return count;
    }
    try {
      int read = file.read(part.at() + within, target, offset, count);
      if (read <= 0) {
        throw new IOException("the file became shorter while it was read");
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int findPart() {
    while (streamPos < starts[current]) {
      current--;
    }
    while (streamPos >= starts[current + 1]) {
      current++;
    }
    return current;
  }

  @Override
  public long length() {
    return starts[parts.size()];
  }
}
