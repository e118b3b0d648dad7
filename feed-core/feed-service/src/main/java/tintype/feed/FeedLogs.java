package tintype.feed;

import java.util.List;
import tintype.platform.changelog.ChangeLog;

/** The logs that the feed is derived from. */
record FeedLogs(ChangeLog account, ChangeLog graph, ChangeLog media) {
  List<ChangeLog> all() {
    return List.of(account, graph, media);
  }
}
