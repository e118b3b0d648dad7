package tintype.platform.changelog;

import binlogdata.Binlogdata.Filter;
import binlogdata.Binlogdata.Rule;
import binlogdata.Binlogdata.VGtid;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.vitess.proto.Topodata.TabletType;
import io.vitess.proto.Vtgate.VStreamFlags;
import io.vitess.proto.Vtgate.VStreamRequest;
import io.vitess.proto.Vtgate.VStreamResponse;
import io.vitess.proto.grpc.VitessGrpc;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One call of vtgate's VStream, pulled: what nobody takes stays with vtgate and the servers. */
final class VStreamCall extends ClientCall.Listener<VStreamResponse> implements AutoCloseable {
  /** Answers that may wait here, of at most 256 KiB each unless a single row is larger. */
  private static final int WINDOW = 16;

  /** How often vtgate speaks when it has nothing to say. */
  private static final int HEARTBEAT_SECONDS = 2;

  /** How long silence may last before the connection counts as dead. */
  private static final Duration SILENCE = Duration.ofSeconds(8L * HEARTBEAT_SECONDS);

  /** What was received, and at last how it ended. */
  private sealed interface Received {}

  private record Answer(VStreamResponse response) implements Received {}

  private record End(Status status) implements Received {}

  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final ClientCall<VStreamRequest, VStreamResponse> call;
  private volatile boolean ended;

  private VStreamCall(ClientCall<VStreamRequest, VStreamResponse> call) {
    this.call = call;
  }

  /**
   * Streams one table of the shards' primaries.
   *
   * @param query which of its rows and columns, in the small part of SQL that VStream takes
   */
  static VStreamCall open(Channel vtgate, VGtid from, String table, String query) {
    VStreamRequest request =
        VStreamRequest.newBuilder()
            .setTabletType(TabletType.PRIMARY)
            .setVgtid(from)
            .setFilter(
                Filter.newBuilder().addRules(Rule.newBuilder().setMatch(table).setFilter(query)))
            .setFlags(VStreamFlags.newBuilder().setHeartbeatInterval(HEARTBEAT_SECONDS))
            .build();
    ClientCall<VStreamRequest, VStreamResponse> call =
        vtgate.newCall(VitessGrpc.getVStreamMethod(), CallOptions.DEFAULT);
    VStreamCall stream = new VStreamCall(call);
    call.start(stream, new Metadata());
    call.request(WINDOW);
    call.sendMessage(request);
    call.halfClose();
    return stream;
  }

  /**
   * The next answer, for which it waits.
   *
   * @throws io.grpc.StatusRuntimeException if the stream has ended, or was silent for too long
   */
  VStreamResponse next() throws InterruptedException {
    return switch (received.poll(SILENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      case Answer answer -> {
        call.request(1);
        yield answer.response();
      }
      case End end -> throw end.status().asRuntimeException();
      case null ->
          throw Status.UNAVAILABLE
              .withDescription("vtgate was silent for " + SILENCE)
              .asRuntimeException();
    };
  }

  /** Whether the next answer is there already. */
  boolean hasMore() {
    return !received.isEmpty();
  }

  /** Whether it has ended, maybe with answers that were not taken yet. */
  boolean isEnded() {
    return ended;
  }

  @Override
  public void onMessage(VStreamResponse response) {
    received.add(new Answer(response));
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    ended = true;
    received.add(
        new End(status.isOk() ? Status.UNAVAILABLE.withDescription("the stream ended") : status));
  }

  @Override
  public void close() {
    call.cancel("not needed any more", null);
  }
}
