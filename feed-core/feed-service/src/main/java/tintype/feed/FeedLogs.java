package tintype.feed;

import java.util.List;
import java.util.stream.Collectors;
import tintype.platform.changelog.ChangeLog;

/** The logs that the feed is derived from. */
record FeedLogs(ChangeLog account, ChangeLog graph, ChangeLog media) {
  /** Whose logs they are; asks the databases. */
  String identity() {
    return all().stream().map(ChangeLog::identity).collect(Collectors.joining("; "));
  }

  List<ChangeLog> all() {
    return List.of(account, graph, media);
  }
}
