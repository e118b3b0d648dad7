package tintype.platform.rpc;

import io.grpc.Context;
import io.grpc.Status.Code;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tintype.rpc.v1.ErrorReason;

/** Lets blocking handlers read and write gRPC streams with back-pressure. */
final class StreamWorkers {
  private StreamWorkers() {}

  static void run(StreamObserver<?> observer, Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      observer.onError(unwrap(e));
    }
  }

  static Throwable unwrap(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  static <Q, A> StreamObserver<Q> readUp(
      ClientStreamHandler<Q, A> handler, StreamObserver<A> answers, Executor executor) {
    var call = (ServerCallStreamObserver<A>) answers;
    var incoming = new Incoming<Q>(call);
    call.disableAutoRequest();
    call.setOnCancelHandler(incoming::cancel);
    atEndOfContext(incoming::cancel);
    // The server itself may close the call: at its deadline, or on a message that breaks a rule.
    call.setOnCloseHandler(incoming::cancel);
    executor.execute(
        () ->
            run(
                answers,
                () -> {
                  A answer = handler.handle(incoming);
                  answers.onNext(answer);
                  answers.onCompleted();
                }));
    return incoming;
  }

  static <Q, A> void writeDown(
      ServerStreamHandler<Q, A> handler, Q request, StreamObserver<A> answers, Executor executor) {
    var call = (ServerCallStreamObserver<A>) answers;
    var outgoing = new Outgoing<A>(call);
    call.setOnReadyHandler(outgoing::wake);
    call.setOnCancelHandler(outgoing::end);
    call.setOnCloseHandler(outgoing::end);
    atEndOfContext(outgoing::end);
    executor.execute(
        () ->
            run(
                answers,
                () -> {
                  outgoing.worker = Thread.currentThread();
                  handler.handle(request, outgoing);
                  answers.onCompleted();
                }));
  }

  /**
   * A call that the server closes at its deadline ends, for the transport, only once the client has
   * taken what was sent before. One that takes nothing would keep its handler waiting for ever.
   */
  private static void atEndOfContext(Runnable end) {
    Context.current().addListener(ended -> end.run(), Runnable::run);
  }

  static ApiException cancelled() {
    return ApiException.of(Code.CANCELLED, ErrorReason.CALL_CANCELLED, "the caller went away");
  }

  /** At most one message waits here: the next is requested when one is taken. */
  private static final class Incoming<Q> implements RequestStream<Q>, StreamObserver<Q> {
    private final LinkedBlockingQueue<Optional<Q>> queue = new LinkedBlockingQueue<>();
    private final ServerCallStreamObserver<?> call;
    private volatile boolean cancelled;

    Incoming(ServerCallStreamObserver<?> call) {
      this.call = call;
    }

    @Override
    public Optional<Q> next() {
      if (cancelled) {
        throw cancelled();
      }
      call.request(1);
      try {
        Optional<Q> message = queue.take();
        if (cancelled) {
          throw cancelled();
        }
        return message;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw StreamWorkers.cancelled();
      }
    }

    void cancel() {
      cancelled = true;
      queue.add(Optional.empty());
    }

    @Override
    public void onNext(Q message) {
      queue.add(Optional.of(message));
    }

    @Override
    public void onError(Throwable failure) {
      cancel();
    }

    @Override
    public void onCompleted() {
      queue.add(Optional.empty());
    }
  }

  private static final class Outgoing<A> implements ServerStreamHandler.ResponseStream<A> {
    private final ServerCallStreamObserver<A> call;
    private volatile @Nullable Thread worker;
    private volatile boolean ended;

    Outgoing(ServerCallStreamObserver<A> call) {
      this.call = call;
    }

    void wake() {
      LockSupport.unpark(worker);
    }

    void end() {
      ended = true;
      wake();
    }

    @Override
    public void send(A message) {
      while (!call.isReady() && !ended) {
        LockSupport.park(this);
      }
      if (ended) {
        throw cancelled();
      }
      call.onNext(message);
    }
  }
}
