package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.testkit.OnEveryDatabase;

/** Pages of the lists that an account keeps for itself: the same for each. */
@OnEveryDatabase
@ParameterizedClass
@EnumSource(KeptList.class)
final class KeptListsIT {
  @RegisterExtension static final GraphBed bed = GraphBed.withDefaults();

  @Parameter KeptList kept;
  private final long ana = bed.account();
  private final long bob = bed.account();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 100})
  void pagesHoldAllNewestFirst(int size) {
    List<Long> others = added(4);

    assertThat(all(size)).isEqualTo(others);
  }

  @Test
  void anEmptyListHasNoNextPage() {
    assertThat(kept.page(bed.graph, ana, 0, "")).isEqualTo(new KeptList.Page(List.of(), ""));
  }

  @Test
  void equalTimesLoseNobody() {
    List<Long> others = added(5);
    bed.execute("UPDATE listed SET micros = 7 WHERE user_id = ?", ana);
    others.sort(Collections.reverseOrder());

    assertThat(all(2)).isEqualTo(others);
  }

  /** The last of page one goes, one that is to come goes, and a new one comes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5})
  void whatChangesBetweenPagesLosesAndRepeatsNobody(int size) {
    List<Long> others = added(5);
    KeptList.Page first = kept.page(bed.graph, ana, size, "");
    assertThat(first.ids()).isEqualTo(others.subList(0, size));

    remove(first.ids().getLast());
    remove(others.get(4));
    add(bed.account());

    List<Long> rest = rest(size, first.nextToken());
    assertThat(rest).isEqualTo(others.subList(Math.min(size, 4), 4));
  }

  @Test
  void aPageShortByFilteringIsRefilled() {
    List<Long> others = added(6);
    bed.accounts.setHidden(others.get(0), true);
    if (kept == KeptList.BLOCKS) {
      // Who blocks back is listed: the caller must be able to unblock.
      bed.accounts.setHidden(others.get(2), true);
    } else {
      bed.set(ana, others.get(2), "blocked_by");
    }
    bed.accounts.setHidden(others.get(5), true);

    KeptList.Page first = kept.page(bed.graph, ana, 2, "");

    assertThat(first.ids()).containsExactly(others.get(1), others.get(3));
    assertThat(rest(2, first.nextToken())).containsExactly(others.get(4));
  }

  @Test
  void aTokenIsGoodForItsListAndItsCaller() {
    added(3);
    String token = kept.page(bed.graph, ana, 1, "").nextToken();

    for (KeptList other : KeptList.values()) {
      if (other != kept) {
        assertRefused(() -> other.page(bed.graph, ana, 1, token));
      }
    }
    assertRefused(() -> kept.page(bed.graph, bob, 1, token));
    assertRefused(() -> kept.page(bed.graph, ana, 1, token + "x"));
    Refusal.assertRefused(
        Code.INVALID_ARGUMENT, "INVALID_FIELD", () -> kept.page(bed.graph, ana, -1, ""));
  }

  /** New ones on ana's list, newest first. */
  private List<Long> added(int count) {
    List<Long> others = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      others.addFirst(bed.account());
      add(others.getFirst());
    }
    return others;
  }

  private List<Long> all(int size) {
    return kept.all(bed.graph, ana, size);
  }

  private List<Long> rest(int size, String token) {
    return kept.rest(bed.graph, ana, size, token);
  }

  private void add(long other) {
    kept.add(bed.graph, ana, "" + other);
  }

  private void remove(long other) {
    kept.remove(bed.graph, ana, "" + other);
  }

  private static void assertRefused(ThrowingCallable call) {
    Refusal.assertRefused(Code.INVALID_ARGUMENT, "PAGE_TOKEN_INVALID", call);
  }
}
