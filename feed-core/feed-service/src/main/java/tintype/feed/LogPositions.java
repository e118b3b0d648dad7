package tintype.feed;

import java.util.Map;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;

/** A place in each stream of a log. */
record LogPositions(ChangeLog log, Map<StreamId, Position> at) {}
