package tintype.media.blob;

import java.io.IOException;

/** There is no blob of that name. */
public final class BlobNotFoundException extends IOException {

  BlobNotFoundException(BlobName name) {
    super(name.toString());
  }
}
