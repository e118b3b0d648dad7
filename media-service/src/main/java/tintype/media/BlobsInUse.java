package tintype.media;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import tintype.media.blob.BlobStore;
import tintype.platform.server.Background;

/** Closes the blob store with the service. */
final class BlobsInUse implements Background {
  private final BlobStore store;

  @Inject
  BlobsInUse(BlobStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "blobs";
  }

  @Override
  public void start() {}

  @Override
  public String notReady() {
    return "";
  }

  @Override
  public void close() {
    try {
      store.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the blob store did not close", e);
    }
  }
}
