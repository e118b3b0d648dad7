package tintype.benchmarks;

import java.util.SplittableRandom;
import tintype.engine.Applier;

/**
 * What happens to a store while people use the network: posts and deletions, follows and unfollows,
 * people who vanish and come back, and newcomers, of whom the dictionary and the table of readers
 * grow.
 */
final class EngineEvents {
  private static final int FIRST_FOLLOWS = 3;
  private static final long FIRST_POST = 1L << 40;

  private final Applier applier;
  private final SplittableRandom random = new SplittableRandom(7);
  private final int readers;
  private int accounts;
  private long post = FIRST_POST;
  private long lastAuthor;

  EngineEvents(Network network, Applier applier) {
    this.applier = applier;
    this.readers = network.readers();
    this.accounts = network.accounts();
    this.lastAuthor = someone();
  }

  /** One event, and what it was. */
  String next() {
    int kind = random.nextInt(100);
    if (kind < 55) {
      lastAuthor = someone();
      applier.post(lastAuthor, ++post);
      return "post";
    } else if (kind < 60) {
      applier.delete(lastAuthor, post);
      return "delete";
    } else if (kind < 75) {
      applier.follow(someReader(), someone());
      return "follow";
    } else if (kind < 80) {
      applier.unfollow(someReader(), someone());
      return "unfollow";
    } else if (kind < 85) {
      long account = someone();
      applier.hide(account);
      applier.unhide(account);
      return "hide and unhide";
    }
    long newcomer = Network.accountId(accounts++);
    applier.register(newcomer);
    for (int i = 0; i < FIRST_FOLLOWS; i++) {
      applier.follow(newcomer, someone());
    }
    return "newcomer";
  }

  int accounts() {
    return accounts;
  }

  private long someReader() {
    return Network.accountId(random.nextInt(readers));
  }

  private long someone() {
    return Network.accountId(random.nextInt(accounts));
  }
}
