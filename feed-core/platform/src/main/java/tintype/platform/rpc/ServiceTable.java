package tintype.platform.rpc;

import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/** A gRPC service as a table: a line per RPC. A forgotten RPC fails when the table is built. */
public final class ServiceTable {
  private final ServiceDescriptor service;
  private final ServerServiceDefinition.Builder definition;
  private final Set<String> served = new HashSet<>();

  private ServiceTable(ServiceDescriptor service) {
    this.service = service;
    this.definition = ServerServiceDefinition.builder(service);
  }

  public static ServiceTable of(ServiceDescriptor service) {
    return new ServiceTable(service);
  }

  public <Q, A> ServiceTable unary(MethodDescriptor<Q, A> method, UnaryHandler<Q, A> handler) {
    return add(
        method,
        ServerCalls.asyncUnaryCall(
            (request, observer) ->
                StreamWorkers.run(
                    observer,
                    () -> {
                      observer.onNext(handler.handle(request));
                      observer.onCompleted();
                    })));
  }

  public <Q, A> ServiceTable async(MethodDescriptor<Q, A> method, AsyncHandler<Q, A> handler) {
    return add(
        method,
        ServerCalls.asyncUnaryCall(
            (request, observer) -> answer(handler.handle(request), observer)));
  }

  /** At once where the answer is there already, which most are, without a stage for it. */
  private static <A> void answer(CompletionStage<A> stage, StreamObserver<A> observer) {
    if (stage instanceof CompletableFuture<A> done && done.state() == Future.State.SUCCESS) {
      observer.onNext(done.resultNow());
      observer.onCompleted();
      return;
    }
    stage.whenComplete(
        (answer, failure) -> {
          if (failure != null) {
            observer.onError(StreamWorkers.unwrap(failure));
          } else {
            observer.onNext(answer);
            observer.onCompleted();
          }
        });
  }

  public <Q, A> ServiceTable clientStreaming(
      MethodDescriptor<Q, A> method, ClientStreamHandler<Q, A> handler) {
    return add(
        method,
        ServerCalls.asyncClientStreamingCall(
            observer -> StreamWorkers.readUp(handler, observer, VIRTUAL)));
  }

  public <Q, A> ServiceTable serverStreaming(
      MethodDescriptor<Q, A> method, ServerStreamHandler<Q, A> handler) {
    return add(
        method,
        ServerCalls.asyncServerStreamingCall(
            (request, observer) -> StreamWorkers.writeDown(handler, request, observer, VIRTUAL)));
  }

  public ServerServiceDefinition build() {
    for (MethodDescriptor<?, ?> method : service.getMethods()) {
      if (!served.contains(method.getFullMethodName())) {
        throw new IllegalStateException(
            "no handler for " + method.getFullMethodName() + " (expected: one for every RPC)");
      }
    }
    return definition.build();
  }

  private <Q, A> ServiceTable add(MethodDescriptor<Q, A> method, ServerCallHandler<Q, A> handler) {
    definition.addMethod(method, handler);
    served.add(method.getFullMethodName());
    return this;
  }

  private static final Executor VIRTUAL =
      task -> Thread.ofVirtual().name("stream").start(io.grpc.Context.current().wrap(task));
}
