package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import tintype.media.v1.ReconcileTopicsRequest;
import tintype.media.v1.ReconcileTopicsResponse;
import tintype.platform.rpc.UnaryHandler;

/** Counts the posts of some hashtags and places anew, and mends the numbers that differ. */
final class ReconcileTopics
    implements UnaryHandler<ReconcileTopicsRequest, ReconcileTopicsResponse> {
  private final TopicRecount recount;

  @Inject
  ReconcileTopics(TopicRecount recount) {
    this.recount = recount;
  }

  @Override
  public ReconcileTopicsResponse handle(ReconcileTopicsRequest request) {
    return ReconcileTopicsResponse.newBuilder()
        .addAllDrifts(recount.mend(TopicTable.HASHTAG, distinct(request.getHashtagIdsList())))
        .addAllDrifts(recount.mend(TopicTable.PLACE, distinct(request.getPlaceIdsList())))
        .build();
  }

  private static List<Long> distinct(List<Long> ids) {
    return ids.stream().distinct().toList();
  }
}
