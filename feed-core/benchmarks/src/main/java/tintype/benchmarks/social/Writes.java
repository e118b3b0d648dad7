package tintype.benchmarks.social;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tintype.benchmarks.Target;
import tintype.platform.rpc.IdText.Owned;

/** Many people's likes and comments on one post, and on many, by turns. */
final class Writes {
  /** Of as many authors; all are read before, so that a cold cache is no part of it. */
  private static final int MOST_POSTS = 1_000;

  private final SystemProcess system;
  private final WriteCheck check;
  private final Engagement engagement;
  private final Plan plan;
  private final WriteLoop hot;
  private final WriteLoop spread;

  Writes(SystemProcess system, WriteCheck check, Engagement engagement, World world, Plan plan) {
    this.system = system;
    this.check = check;
    this.engagement = engagement;
    this.plan = plan;
    Target target = system.target();
    List<Owned> posts = world.untouchedPosts(engagement.ordinal());
    int half = Math.min(MOST_POSTS, posts.size() / 2);
    WriteLoop.Write write = (post, account) -> engagement.write(target, post, account);
    this.spread = new WriteLoop(world, posts.subList(0, half), false, write);
    this.hot = new WriteLoop(world, posts.subList(half, 2 * half), true, write);
  }

  /** Answers the number of posts of which an update is lost. */
  int measure(Figures figures) throws Exception {
    check.counted(hot.posts());
    check.counted(spread.posts());
    hot.run(plan.callers(), plan.roundTime());
    spread.run(plan.callers(), plan.roundTime());

    List<Double> onOne = new ArrayList<>();
    List<Double> onMany = new ArrayList<>();
    for (int round = 1; round <= plan.rounds(); round++) {
      onOne.add(hot.run(plan.callers(), plan.roundTime()));
      onMany.add(spread.run(plan.callers(), plan.roundTime()));
      System.out.printf(
          Locale.ROOT,
          "round %d: %,.0f %s a second on one post, %,.0f on many%n",
          round,
          onOne.getLast(),
          engagement,
          onMany.getLast());
    }

    double one = Figures.median(onOne);
    double many = Figures.median(onMany);
    figures.add(engagement + " a second, one post", one);
    figures.add(engagement + " a second, many posts", many);
    figures.add(engagement + ", one post to many", one / many, Limit.atLeast(0.5));
    system.awaitQuiet();
    return check.differences(engagement + " on one post after another", hot)
        + check.differences(engagement + " on many posts", spread);
  }
}
