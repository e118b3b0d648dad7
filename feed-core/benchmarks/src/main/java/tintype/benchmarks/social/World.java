package tintype.benchmarks.social;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import tintype.platform.rpc.IdText.Owned;

/** Who is there, by the numbers of {@link Growth}, and what they have posted. */
final class World {
  private final List<Long> accounts = new ArrayList<>();
  private final List<Owned> posts = new ArrayList<>();
  private int oldPosts;

  void addAccounts(List<Long> ids) {
    accounts.addAll(ids);
  }

  /** What the newest stage brings. */
  void addPosts(List<Owned> added) {
    oldPosts = posts.size();
    posts.addAll(added);
  }

  int accounts() {
    return accounts.size();
  }

  int posts() {
    return posts.size();
  }

  long account(int number) {
    return accounts.get(number);
  }

  long anyAccount() {
    return accounts.get(ThreadLocalRandom.current().nextInt(accounts.size()));
  }

  /** So many different accounts, 100 at most. */
  Set<Long> anyAccounts(int count) {
    Set<Long> some = new HashSet<>();
    while (some.size() < Math.min(count, accounts.size())) {
      some.add(anyAccount());
    }
    return some;
  }

  /** Who posts more is met more often, as profiles are in life. */
  long anyAuthor() {
    return posts.get(ThreadLocalRandom.current().nextInt(posts.size())).owner();
  }

  /** The ids of so many accounts, evenly spread over the numbers. */
  List<Long> some(int count) {
    int all = accounts.size();
    int fewer = Math.min(count, all);
    List<Long> some = new ArrayList<>();
    for (int i = 0; i < fewer; i++) {
      some.add(accounts.get((int) ((long) i * all / fewer)));
    }
    return some;
  }

  /** Posts of the newest stage, of which nobody has taken notice, of as many authors. */
  List<Owned> untouchedPosts(long seed) {
    List<Owned> shuffled = new ArrayList<>(posts.subList(oldPosts, posts.size()));
    Collections.shuffle(shuffled, new Random(seed));
    Set<Long> authors = new HashSet<>();
    return shuffled.stream().filter(post -> authors.add(post.owner())).toList();
  }
}
