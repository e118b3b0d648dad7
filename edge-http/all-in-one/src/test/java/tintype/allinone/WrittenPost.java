package tintype.allinone;

import java.util.Random;
import java.util.UUID;
import tintype.media.v1.Media;

/** A post as its writer remembers it; what is not acknowledged yet is null or false. */
final class WrittenPost {
  final long author;
  final int picture;
  final String caption;
  final int round;
  final UUID uploadRequest;
  final UUID createRequest;
  Media media;
  String id;
  boolean deletionAsked;
  boolean deleted;

  WrittenPost(long author, int picture, String caption, int round, Random random) {
    this.author = author;
    this.picture = picture;
    this.caption = caption;
    this.round = round;
    this.uploadRequest = new UUID(random.nextLong(), random.nextLong());
    this.createRequest = new UUID(random.nextLong(), random.nextLong());
  }

  boolean isSettled() {
    return id != null && deletionAsked == deleted;
  }

  /** Whether everybody must see it, once settled. */
  boolean isLive() {
    return !deleted;
  }

  @Override
  public String toString() {
    return "\"" + caption + "\" (" + id + ") of " + author;
  }
}
