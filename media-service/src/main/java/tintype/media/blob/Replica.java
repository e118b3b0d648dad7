package tintype.media.blob;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * One folder of blobs: {@code blobs/ab/cd/<owner>~<name>}, where abcd are 16 bits of a hash of the
 * owner, so that an owner's blobs share a folder and a batch of them one fsync, and ten million
 * owners are 150 a folder. Unfinished ones are in {@code tmp}.
 */
final class Replica implements Closeable {

  private final Path blobs;
  private final TempFolder temp;
  private final DurableFolders folders = new DurableFolders();

  Replica(Path root) throws IOException {
    Path real = DurableFolders.makeRoot(root);
    this.blobs = real.resolve("blobs");
    folders.make(real, blobs);
    this.temp = TempFolder.open(real.resolve("tmp"));
  }

  Path path(BlobName name) {
    return folder(name).resolve(name.owner() + "~" + name.name());
  }

  private Path folder(BlobName name) {
    int hash = name.owner().hashCode() * 0x9e3779b9;
    return blobs
        .resolve(String.format("%02x", hash >>> 24))
        .resolve(String.format("%02x", hash >>> 16 & 0xff));
  }

  Path newTempFile() {
    return temp.path().resolve(UUID.randomUUID().toString());
  }

  /** Gives a forced temp file its name for good, and forces that. */
  void publish(Path tempFile, BlobName name) throws IOException {
    Path target = path(name);
    folders.make(blobs, folder(name));
    // A link, because a rename would replace what is there.
    link(tempFile, target, name);
    try {
      DurableFolders.force(folder(name));
    } catch (IOException e) {
      Files.deleteIfExists(target);
      throw e;
    }
    Files.delete(tempFile);
  }

  /** Links without forcing; returns the folder to force. */
  Path link(BlobName from, BlobName to) throws IOException {
    Path source = path(from);
    Path target = path(to);
    folders.make(blobs, folder(to));
    try {
      link(source, target, to);
    } catch (NoSuchFileException e) {
      throw new BlobNotFoundException(from);
    } catch (BlobExistsException e) {
      // Forced again all the same: an earlier try may have failed between the two.
      if (Files.mismatch(source, target) >= 0) {
        throw e;
      }
    } catch (FileSystemException e) {
      copy(source, to, e);
    }
    return folder(to);
  }

  private static void link(Path source, Path target, BlobName name) throws IOException {
    try {
      Files.createLink(target, source);
    } catch (FileAlreadyExistsException e) {
      throw new BlobExistsException(name);
    }
  }

  /** A file has room for 65,000 names on ext4; after that the bytes are copied. */
  private void copy(Path source, BlobName to, FileSystemException whyNotLinked) throws IOException {
    if (!String.valueOf(whyNotLinked.getReason()).contains("Too many links")) {
      throw whyNotLinked;
    }
    Path tempFile = newTempFile();
    try {
      Files.copy(source, tempFile);
      DurableFolders.force(tempFile);
      publish(tempFile, to);
    } finally {
      Files.deleteIfExists(tempFile);
    }
  }

  FileChannel open(BlobName name) throws IOException {
    return FileChannel.open(path(name), StandardOpenOption.READ);
  }

  boolean exists(BlobName name) {
    return Files.isRegularFile(path(name));
  }

  void delete(BlobName name) throws IOException {
    if (Files.deleteIfExists(path(name))) {
      DurableFolders.force(folder(name));
    }
  }

  @Override
  public void close() throws IOException {
    temp.close();
  }
}
