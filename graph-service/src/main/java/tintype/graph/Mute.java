package tintype.graph;

import com.google.protobuf.Timestamp;
import jakarta.inject.Inject;
import java.time.Clock;
import tintype.graph.v1.MuteRequest;
import tintype.graph.v1.MuteResponse;
import tintype.graph.v1.Relationship;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.UnaryHandler;

/**
 * Mutes an account's posts, stories or both, for good or until a time; what is not named stays as
 * it is. Muting twice changes nothing.
 *
 * <p>Fails with {@code CANNOT_ACT_ON_SELF}, {@code ACCOUNT_NOT_FOUND} or {@code BLOCKING_ACCOUNT},
 * and with INVALID_FIELD where the end is not in the future.
 */
final class Mute implements UnaryHandler<MuteRequest, MuteResponse> {
  /** The last second that a timestamp can name. */
  private static final long MAX_SECONDS = 253_402_300_799L;

  private final Decisions decisions;
  private final Clock clock;

  @Inject
  Mute(Decisions decisions, Clock clock) {
    this.decisions = decisions;
    this.clock = clock;
  }

  @Override
  public MuteResponse handle(MuteRequest request) {
    MuteTarget target =
        MuteTarget.of(
            request.hasPosts(), request.getPosts(), request.hasStories(), request.getStories());
    long until = request.hasEndTime() ? end(request) : OwnFacts.NO_END;

    Relationship after =
        decisions.make(
            request.getAccountId(), own -> own.mute(target.posts(), target.stories(), until));
    return MuteResponse.newBuilder().setRelationship(after).build();
  }

  private long end(MuteRequest request) {
    Timestamp end = request.getEndTime();
    boolean isTime = end.getSeconds() <= MAX_SECONDS && end.getNanos() < 1_000_000_000;
    if (!isTime || end.getSeconds() < 0 || Micros.of(end) <= Micros.now(clock)) {
      throw ApiException.invalidField(
          "end_time",
          end.getSeconds() + " s since 1970 (expected: in the future, before the year 10000)");
    }
    return Micros.of(end);
  }
}
