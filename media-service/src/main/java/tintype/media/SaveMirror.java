package tintype.media;

import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tintype.media.PostSaveStore.Save;
import tintype.media.v1.PostPurged;
import tintype.media.v1.PostSaveChanged;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.TableCopy;
import tintype.platform.hidden.HiddenAccounts;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.server.DerivedRows;
import tintype.platform.server.Installation;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;

/**
 * Follows the change log of keyspace media and tells the authors' shards who has saved their posts,
 * and how many have. News carries the version of its row, so it may come late, or again. What has
 * come of accounts that hide, or did, {@link HiddenLatecomers} looks at. Upon the news that a post
 * is gone for good it drops what has come of it since {@link Purge} dropped its saves.
 */
final class SaveMirror extends DerivedRows {
  private static final String NAME = "save-mirror";

  /** Rows of a copy that are put into effect together. */
  private static final int COPY_ROWS = 10_000;

  private final PostSaveStore mirrored;
  private final PurgedSaves purged;
  private final HiddenLatecomers latecomers;
  private final HiddenAccounts hidden;

  @Inject
  SaveMirror(
      Installation installation,
      Database database,
      PostSaveStore mirrored,
      PurgedSaves purged,
      HiddenLatecomers latecomers,
      HiddenAccounts hidden) {
    super(NAME, installation, Keyspace.MEDIA, database);
    this.mirrored = mirrored;
    this.purged = purged;
    this.latecomers = latecomers;
    this.hidden = hidden;
  }

  @Override
  public void apply(ChangeBatch batch) throws InvalidProtocolBufferException {
    List<Save> saves = new ArrayList<>();
    List<Owned> gone = new ArrayList<>();
    for (ChangeEvent event : batch.events()) {
      if (event.kind().equals(PostSaveChanged.getDescriptor().getName())) {
        saves.add(save(PostSaveChanged.parseFrom(event.payload())));
      } else if (event.kind().equals(PostPurged.getDescriptor().getName())) {
        PostPurged news = PostPurged.parseFrom(event.payload());
        gone.add(new Owned(news.getPostId(), news.getAuthorId()));
      }
    }
    mirrored.apply(saves);
    latecomers.mark(batch);
    gone.forEach(post -> purged.drop(post, () -> true));
  }

  private static Save save(PostSaveChanged news) {
    return new Save(
        new Owned(news.getPostId(), news.getAuthorId()),
        news.getAccountId(),
        news.getSaved(),
        news.getVersion());
  }

  /**
   * Copies all saves, also those taken back: the kept part of the log may begin after some of them.
   * So it may after rows of accounts that hide, or did, whose walks begin anew.
   */
  @Override
  public Map<StreamId, Position> begin(ChangeLog log) {
    List<Save> saves = new ArrayList<>();
    TableCopy copy =
        new TableCopy(
            "saved_post",
            List.of("user_id", "post_id", "author_id", "saved", "version"),
            "version > 0",
            row -> {
              Owned post = new Owned(row.longAt(1), row.longAt(2));
              saves.add(new Save(post, row.longAt(0), row.longAt(3) != 0, row.longAt(4)));
              if (saves.size() == COPY_ROWS) {
                mirrored.apply(saves);
                saves.clear();
              }
            });
    Map<StreamId, Position> positions = log.snapshot(List.of(copy));
    mirrored.apply(saves);
    hidden.tellAgain();
    return positions;
  }
}
