package tintype.platform.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import io.vitess.proto.Query;
import io.vitess.proto.Vtgate.ExecuteRequest;
import io.vitess.proto.Vtgate.ExecuteResponse;
import io.vitess.proto.grpc.VitessGrpc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tintype.platform.sql.Keyspace;

final class VStreamStartTest {
  private static final StreamId STREAM = new StreamId(Keyspace.GRAPH, "all");

  private final String name = UUID.randomUUID().toString();
  private final Vtgate vtgate = new Vtgate();
  private Server server;
  private ManagedChannel channel;
  private VStreamStart start;

  @BeforeEach
  void connect() throws IOException {
    server = InProcessServerBuilder.forName(name).addService(vtgate).build().start();
    channel = InProcessChannelBuilder.forName(name).build();
    start = new VStreamStart(STREAM, new VitessShards(channel, Keyspace.GRAPH));
    vtgate.shard("-80", "a:1-9", "a:1-3");
    vtgate.shard("80-", "b:1-9", "");
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void aPositionThatTheServersHaveIsWhereItBegins() {
    assertThat(from("-80=a:1-3 80-=b:1-9", "-80=a:1-3 80-=b:1")).isEqualTo("-80=a:1-3 80-=b:1-9");
  }

  @Test
  void aShardThatIsClosedSaysNothingAgainstIt() {
    vtgate.shards.remove("80-");
    assertThat(from("-80=a:1-9 80-=z:1", "-80=a:1-9 80-=z:1")).isEqualTo("-80=a:1-9 80-=z:1");
  }

  @Test
  void aPurgedLogIsLost() {
    assertThatThrownBy(() -> from("-80=a:1-2 80-=b:1", "-80=a:1-2 80-=b:1"))
        .isInstanceOf(PositionLostException.class)
        .hasMessageContaining("those of -80 after [a:1-3] to a:1-9");
  }

  @Test
  void anotherServersLogIsLost() {
    assertThatThrownBy(() -> from("-80=a:1-9 80-=c:1", "-80=a:1-9 80-=c:1"))
        .isInstanceOf(PositionLostException.class);
  }

  @Test
  void whatAPrimaryTookWithItIsForgottenUnlessItWasNews() {
    assertThat(from("-80=a:1-12 80-=b:1-9", "-80=a:1-8 80-=b:1-9"))
        .isEqualTo("-80=a:1-8 80-=b:1-9");
    assertThatThrownBy(() -> from("-80=a:1-12 80-=b:1-9", "-80=a:1-11 80-=b:1-9"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is ahead of [-80=a:1-9");
  }

  @Test
  void aShardThatIsGoneIsLostAndOtherFailuresAreNot() {
    Position position = new Position("-80=a:1-9");
    Status gone =
        Status.FAILED_PRECONDITION.withDescription(
            "shard provided in VGTID, -80, not found in the graph keyspace");
    assertThatThrownBy(() -> start.requireRetriable(position, gone.asRuntimeException()))
        .isInstanceOf(PositionLostException.class);
    start.requireRetriable(position, Status.UNAVAILABLE.asRuntimeException());
  }

  private String from(String wanted, String afterLatestNews) {
    return start.from(new Position(wanted), new Position(afterLatestNews)).toPosition().token();
  }

  /** Says what the shards are and what their logs hold. */
  private static final class Vtgate extends VitessGrpc.VitessImplBase {
    private final Map<String, Query.Row> shards = new TreeMap<>();

    void shard(String shard, String executed, String purged) {
      shards.put(shard, row(executed, purged));
    }

    @Override
    public void execute(ExecuteRequest request, StreamObserver<ExecuteResponse> answer) {
      Query.QueryResult.Builder result = Query.QueryResult.newBuilder();
      String target = request.getSession().getTargetString();
      if (target.equals("graph")) {
        shards.keySet().forEach(shard -> result.addRows(row("graph/" + shard)));
      } else {
        String shard = target.substring("graph:".length(), target.indexOf('@'));
        result.addRows(shards.get(shard));
      }
      answer.onNext(ExecuteResponse.newBuilder().setResult(result).build());
      answer.onCompleted();
    }

    private static Query.Row row(String... values) {
      Query.Row.Builder row = Query.Row.newBuilder();
      for (String value : values) {
        row.addLengths(value.getBytes(StandardCharsets.UTF_8).length);
      }
      return row.setValues(ByteString.copyFromUtf8(String.join("", values))).build();
    }
  }
}
