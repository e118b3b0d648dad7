package tintype.platform.visibility;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibilityTest {
  @Test
  void theTableHoldsForEveryCombinationOfFacts() {
    for (int bits = 0; bits < 256; bits++) {
      ViewerFacts facts = facts(bits);
      for (Audience audience : Audience.values()) {
        assertThat(Visibility.canView(facts, audience))
            .as("%s %s", facts, audience)
            .isEqualTo(mayView(facts, audience));
      }
      assertThat(Visibility.canViewAccount(facts)).as("%s", facts).isEqualTo(mayMeet(facts));
    }
  }

  @Test
  void blockedAccountLooksAbsent() {
    ViewerFacts blockedBy = new ViewerFacts(false, true, false, false, true, false, true, true);
    assertThat(Visibility.canViewAccount(blockedBy)).isFalse();
    assertThat(Visibility.canView(blockedBy, Audience.EVERYONE)).isFalse();
  }

  @Test
  void whoBlocksSeesTheHeadAndNothingElse() {
    ViewerFacts blocking = new ViewerFacts(false, true, false, false, true, true, false, false);
    assertThat(Visibility.canViewAccount(blocking)).isTrue();
    assertThat(Visibility.canView(blocking, Audience.EVERYONE)).isFalse();
  }

  /** The product's rules said the other way round: whatever speaks against it, one by one. */
  private static boolean mayView(ViewerFacts f, Audience audience) {
    boolean open = f.exists() && !f.hidden() && !f.blocking() && !f.blockedBy();
    boolean pastTheGate = !f.isPrivate() || f.following();
    boolean meant =
        audience == Audience.EVERYONE
            || (audience == Audience.FOLLOWERS && f.following())
            || (audience == Audience.CLOSE_FRIENDS && f.closeFriend());
    return (f.exists() && f.self()) || (open && pastTheGate && meant);
  }

  private static boolean mayMeet(ViewerFacts f) {
    return (f.exists() && f.self()) || (f.exists() && !f.hidden() && !f.blockedBy());
  }

  private static ViewerFacts facts(int bits) {
    return new ViewerFacts(
        (bits & 1) != 0,
        (bits & 2) != 0,
        (bits & 4) != 0,
        (bits & 8) != 0,
        (bits & 16) != 0,
        (bits & 32) != 0,
        (bits & 64) != 0,
        (bits & 128) != 0);
  }
}
