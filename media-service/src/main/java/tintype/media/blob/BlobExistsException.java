package tintype.media.blob;

import java.io.IOException;

/** There is another blob of that name. */
public final class BlobExistsException extends IOException {

  BlobExistsException(BlobName name) {
    super(name.toString());
  }
}
