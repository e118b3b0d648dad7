package tintype.platform.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import binlogdata.Binlogdata.RowChange;
import binlogdata.Binlogdata.RowEvent;
import binlogdata.Binlogdata.VEvent;
import binlogdata.Binlogdata.VEventType;
import binlogdata.Binlogdata.VGtid;
import com.google.protobuf.ByteString;
import io.vitess.proto.Query;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tintype.platform.sql.Keyspace;

final class VStreamTransactionsTest {
  private static final StreamId STREAM = new StreamId(Keyspace.GRAPH, "all");

  private final VStreamTransactions read = new VStreamTransactions(STREAM, at("a:1", "b:1"));

  @Test
  void aTransactionCountsOnceItIsCommitted() {
    give(event("-80", VEventType.BEGIN), insert("-80", 1), insert("-80", 2));
    assertThat(read.committedEvents()).isZero();
    assertThat(read.isBetweenTransactions()).isFalse();

    give(vgtid("-80", at("a:1-2", "b:1")));
    assertThat(read.position().token()).isEqualTo("-80=a:1 80-=b:1");

    give(event("-80", VEventType.COMMIT));
    assertThat(read.position().token()).isEqualTo("-80=a:1-2 80-=b:1");
    assertThat(read.isBetweenTransactions()).isTrue();
    ChangeEvent event = read.takeCommitted().getFirst();
    assertThat(event.id()).isEqualTo(1);
    assertThat(event.ownerId()).isEqualTo(7);
    assertThat(event.kind()).isEqualTo("Tested");
    assertThat(event.payload()).isEqualTo("\0ä".getBytes(StandardCharsets.UTF_8));
    assertThat(event.requestId()).isEmpty();
    assertThat(event.commitTime()).isEqualTo(Instant.ofEpochSecond(1_800_000_000));
    assertThat(read.committedEvents()).isZero();
  }

  @Test
  void shardsMayInterleave() {
    give(event("-80", VEventType.BEGIN), insert("-80", 1));
    give(event("80-", VEventType.BEGIN), insert("80-", 2), vgtid("80-", at("a:1", "b:1-2")));
    give(event("80-", VEventType.COMMIT));

    assertThat(read.position().token()).isEqualTo("-80=a:1 80-=b:1-2");
    assertThat(read.isBetweenTransactions()).isFalse();
    give(insert("-80", 3), vgtid("-80", at("a:1-2", "b:1-2")), event("-80", VEventType.COMMIT));

    assertThat(read.lastCommitted()).extracting(ChangeEvent::id).containsExactlyInAnyOrder(2L, 3L);
    assertThat(read.takeCommitted()).extracting(ChangeEvent::id).containsExactly(2L, 1L, 3L);
  }

  @Test
  void whatIsNoNewsMovesThePositionOnly() {
    give(vgtid("-80", at("a:1-2", "b:1")), event("-80", VEventType.OTHER));
    assertThat(read.position().token()).isEqualTo("-80=a:1-2 80-=b:1");

    give(event("-80", VEventType.BEGIN), insert("-80", 1), vgtid("-80", at("a:1-3", "b:1")));
    give(event("-80", VEventType.ROLLBACK));
    give(event("", VEventType.HEARTBEAT));
    assertThat(read.committedEvents()).isZero();
    assertThat(read.position().token()).isEqualTo("-80=a:1-3 80-=b:1");
  }

  @Test
  void aSweptRowIsNoNews() {
    VEvent sweep =
        event("-80", VEventType.ROW).toBuilder()
            .setRowEvent(
                RowEvent.newBuilder().addRowChanges(RowChange.newBuilder().setBefore(row(1))))
            .build();
    give(event("-80", VEventType.BEGIN), sweep, event("-80", VEventType.COMMIT));
    assertThat(read.committedEvents()).isZero();
  }

  private void give(VEvent... events) {
    List.of(events).forEach(read::accept);
  }

  private static VGtid at(String left, String right) {
    return ShardPositions.of(Map.of("-80", left, "80-", right)).toVgtid("graph");
  }

  private static VEvent event(String shard, VEventType type) {
    return VEvent.newBuilder().setShard(shard).setType(type).setTimestamp(1_800_000_000).build();
  }

  private static VEvent vgtid(String shard, VGtid vgtid) {
    return event(shard, VEventType.VGTID).toBuilder().setVgtid(vgtid).build();
  }

  private static VEvent insert(String shard, long id) {
    return event(shard, VEventType.ROW).toBuilder()
        .setRowEvent(RowEvent.newBuilder().addRowChanges(RowChange.newBuilder().setAfter(row(id))))
        .build();
  }

  private static Query.Row row(long id) {
    Query.Row.Builder row = Query.Row.newBuilder();
    StringBuilder values = new StringBuilder();
    for (String value : List.of(Long.toString(id), "7", "Tested", "\0ä", "")) {
      row.addLengths(value.getBytes(StandardCharsets.UTF_8).length);
      values.append(value);
    }
    return row.setValues(ByteString.copyFromUtf8(values.toString())).build();
  }
}
