package tintype.graph;

import java.util.ArrayList;
import java.util.List;

/** An account's list of followers, and what one viewer has read of it by now. */
final class FollowerReading {
  private final GraphBed bed;
  private final long viewer;
  private final int size;
  private final long account;
  private final List<Long> read = new ArrayList<>();
  private String next = "";

  FollowerReading(GraphBed bed, long viewer, int size) {
    this.bed = bed;
    this.viewer = viewer;
    this.size = size;
    this.account = bed.account();
  }

  /** Adds accounts that follow; newest first. */
  List<Long> followers(int count) {
    List<Long> followers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      followers.addFirst(bed.account());
      bed.graph.follow(followers.getFirst(), account);
    }
    bed.awaitMirror();
    return followers;
  }

  void readOne() {
    var page = bed.graph.followers(viewer, "" + account, size, next);
    page.getAccountsList().forEach(listed -> read.add(Long.parseLong(listed.getId())));
    next = page.getNextPageToken();
  }

  /** What was read, once all is. */
  List<Long> readOn() {
    while (!next.isEmpty()) {
      readOne();
    }
    return read;
  }
}
