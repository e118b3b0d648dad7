package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.AccountServiceGrpc;

/** Calls that no stub makes: refused with a reason, and nothing is stored. */
class BadGrpcRequestIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private Footprint before;

  @BeforeEach
  void remember() {
    before = SYSTEM.footprint();
  }

  @AfterEach
  void nothingWasStoredAndTheServerGoesOn() {
    assertThat(SYSTEM.footprint()).isEqualTo(before);
    assertThat(Person.register(SYSTEM.grpc()).id()).isNotEmpty();
  }

  @Test
  void bytesThatAreNoMessageAreRefused() {
    Refused refused =
        send(AccountServiceGrpc.getRegisterMethod().getFullMethodName(), new byte[] {-1, -1});

    assertThat(refused.codeAndReason()).isEqualTo("INVALID_ARGUMENT MALFORMED_REQUEST");
  }

  @Test
  void aMessageOverTheLimitIsRefused() {
    Refused refused =
        send(AccountServiceGrpc.getRegisterMethod().getFullMethodName(), new byte[(1 << 20) + 1]);

    assertThat(refused.codeAndReason()).isEqualTo("RESOURCE_EXHAUSTED MESSAGE_TOO_LARGE");
  }

  @Test
  void anRpcThatIsNotThereIsRefused() {
    Refused refused = send(AccountServiceGrpc.SERVICE_NAME + "/BecomeStaff", new byte[0]);

    assertThat(refused.codeAndReason()).isEqualTo("UNIMPLEMENTED METHOD_UNKNOWN");
  }

  private static Refused send(String method, byte[] message) {
    MethodDescriptor<byte[], byte[]> raw =
        MethodDescriptor.newBuilder(new Bytes(), new Bytes())
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(method)
            .build();
    var options = CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS);
    return Refused.by(
        () -> {
          try {
            ClientCalls.blockingUnaryCall(SYSTEM.grpc().channel(raw, ""), raw, options, message);
          } catch (StatusRuntimeException e) {
            throw Refused.of(e);
          }
        });
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
