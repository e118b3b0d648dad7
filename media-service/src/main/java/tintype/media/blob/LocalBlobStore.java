package tintype.media.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Blobs in folders of this machine, each blob in each of them; folders on different disks survive
 * the loss of one. Reads take the first replica that has the blob. Opening removes what a crash
 * left unfinished. Several processes may share the folders.
 */
public final class LocalBlobStore implements BlobStore {

  private final List<Replica> replicas;

  private LocalBlobStore(List<Replica> replicas) {
    this.replicas = List.copyOf(replicas);
  }

  /** Opens a store on one or more folders, which are made where they are missing. */
  public static LocalBlobStore open(List<Path> folders) throws IOException {
    if (folders.isEmpty() || new HashSet<>(folders).size() < folders.size()) {
      throw new IllegalArgumentException(
          "folders: " + folders + " (expected: 1 or more, distinct)");
    }
    List<Replica> replicas = new ArrayList<>();
    try {
      for (Path folder : folders) {
        replicas.add(new Replica(folder));
      }
      return new LocalBlobStore(replicas);
    } catch (IOException e) {
      closeAll(replicas, e);
      throw e;
    }
  }

  @Override
  public PendingBlob begin(long maxBytes) throws IOException {
    return LocalPendingBlob.begin(replicas, maxBytes);
  }

  @Override
  public void linkAll(List<Link> links) throws IOException {
    for (Replica replica : replicas) {
      Set<Path> touched = new LinkedHashSet<>();
      for (Link link : links) {
        touched.add(replica.link(link.from(), link.to()));
      }
      for (Path folder : touched) {
        DurableFolders.force(folder);
      }
    }
  }

  @Override
  public InputStream open(BlobName name, long offset) throws IOException {
    FileChannel channel = openChannel(name);
    channel.position(offset);
    return Channels.newInputStream(channel);
  }

  @Override
  public long size(BlobName name) throws IOException {
    try (FileChannel channel = openChannel(name)) {
      return channel.size();
    }
  }

  private FileChannel openChannel(BlobName name) throws IOException {
    IOException failure = null;
    for (Replica replica : replicas) {
      try {
        return replica.open(name);
      } catch (NoSuchFileException e) {
        continue;
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure != null ? failure : new BlobNotFoundException(name);
  }

  @Override
  public boolean exists(BlobName name) {
    return replicas.stream().anyMatch(replica -> replica.exists(name));
  }

  @Override
  public void delete(BlobName name) throws IOException {
    for (Replica replica : replicas) {
      replica.delete(name);
    }
  }

  /** Drops what is being written and was not committed. */
  @Override
  public void close() throws IOException {
    IOException failure = new IOException("closing " + replicas.size() + " folders failed");
    closeAll(replicas, failure);
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }

  private static void closeAll(List<Replica> replicas, IOException failure) {
    for (Replica replica : replicas) {
      try {
        replica.close();
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }
}
