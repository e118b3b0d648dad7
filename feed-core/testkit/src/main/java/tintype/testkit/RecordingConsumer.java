package tintype.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeConsumer;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.PositionLostException;
import tintype.platform.changelog.StreamId;

/** Keeps what it is handed, in order. */
public final class RecordingConsumer implements ChangeConsumer {
  private final List<ChangeBatch> batches = new CopyOnWriteArrayList<>();
  private final List<PositionLostException> lost = new CopyOnWriteArrayList<>();

  @Override
  public void apply(ChangeBatch batch) {
    batches.add(batch);
  }

  @Override
  public void positionLost(StreamId stream, PositionLostException exception) {
    lost.add(exception);
  }

  public List<ChangeBatch> batches() {
    return List.copyOf(batches);
  }

  public List<PositionLostException> lost() {
    return List.copyOf(lost);
  }

  /** The ids of all events so far. */
  public List<Long> ids() {
    List<Long> ids = new ArrayList<>();
    for (ChangeBatch batch : batches) {
      batch.events().stream().map(ChangeEvent::id).forEach(ids::add);
    }
    return ids;
  }

  /**
   * Waits for a number of events.
   *
   * @return the ids of all events by then
   */
  public List<Long> awaitIds(int count) {
    Eventually.await(Duration.ofSeconds(20), () -> ids().size() >= count);
    return ids();
  }
}
