package tintype.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeConsumer;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.PositionLostException;
import tintype.platform.changelog.StreamId;

/** Puts each row of the outbox into effect once, however often it comes, as consumers must. */
final class GuardedEffects implements ChangeConsumer {
  private final Set<Long> guard = ConcurrentHashMap.newKeySet();
  private final Map<Long, List<Long>> byOwner = new ConcurrentHashMap<>();
  private final List<PositionLostException> lost = new CopyOnWriteArrayList<>();

  @Override
  public void apply(ChangeBatch batch) {
    for (ChangeEvent event : batch.events()) {
      if (guard.add(event.id())) {
        byOwner
            .computeIfAbsent(event.ownerId(), owner -> new CopyOnWriteArrayList<>())
            .add(event.id());
      }
    }
  }

  @Override
  public void positionLost(StreamId stream, PositionLostException exception) {
    lost.add(exception);
  }

  List<PositionLostException> lost() {
    return lost;
  }

  /**
   * Every acknowledged row took effect once and in its owner's order, and no row did that nobody
   * wrote.
   */
  void requireAllOf(OutboxWriters writers) {
    assertThat(lost).isEmpty();
    assertThat(byOwner.keySet()).containsAll(writers.acknowledged().keySet());
    byOwner.forEach(
        (owner, ids) ->
            assertThat(ids.stream().filter(id -> !writers.inDoubt().contains(id)).toList())
                .isEqualTo(writers.acknowledged().getOrDefault(owner, List.of())));
  }
}
