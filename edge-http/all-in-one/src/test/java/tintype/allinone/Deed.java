package tintype.allinone;

import java.util.Random;

/**
 * A kind of write whose effects are elsewhere too: what is done next, how it is repeated, and what
 * must be true afterwards. It has things of its own and is done once at a time, so the order of all
 * that it does is known.
 */
interface Deed {
  /** The next write, by chance. */
  Write next(Random random);

  /** Looks wherever its effects are; throws where they are not those of what was acknowledged. */
  void check();

  /** As it is told of. */
  default String name() {
    return getClass().getSimpleName().replace("Deed", "");
  }
}
