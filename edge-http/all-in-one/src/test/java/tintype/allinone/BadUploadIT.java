package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.media.v1.Media;
import tintype.media.v1.UploadRequest;
import tintype.media.v1.UploadServiceGrpc;
import tintype.testkit.Eventually;
import tintype.testkit.Pictures;

/** Uploads that come to nothing leave nothing: no row, no file, not even an unfinished one. */
@ParameterizedClass
@EnumSource(Transport.class)
class BadUploadIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final int LIMIT = 30_000_000;

  @Parameter Transport transport;
  private Calls calls;
  private Person ana;
  private Footprint before;

  @BeforeEach
  void register() {
    calls = SYSTEM.calls(transport);
    ana = Person.register(calls);
    before = SYSTEM.footprint();
  }

  @AfterEach
  void nothingIsLeftAndTheServerGoesOn() {
    Eventually.awaitPass(
        Duration.ofSeconds(10), () -> assertThat(SYSTEM.footprint()).isEqualTo(before));
    Media media = ana.upload(Pictures.jpeg(32, 32, 1));
    assertThat(media.getId()).isNotEmpty();
  }

  @Test
  void aTextThatIsCalledAPictureIsRefused() {
    byte[] text = "This is not a photograph.".getBytes(StandardCharsets.UTF_8);

    Refused refused = Refused.by(() -> calls.upload(ana.token(), "image/jpeg", text, ""));

    assertThat(refused.codeAndReason()).isEqualTo("INVALID_ARGUMENT MEDIA_TYPE_NOT_TAKEN");
    assertThat(refused.metadata().get("accepted"))
        .contains("image/jpeg", "image/png", "image/webp");
  }

  @Test
  void aKindThatIsNotTakenIsRefused() {
    byte[] gif = "GIF89a\1\0\1\0\0\0\0;".getBytes(StandardCharsets.ISO_8859_1);

    Refused declared = Refused.by(() -> calls.upload(ana.token(), "image/gif", gif, ""));
    Refused undeclared =
        Refused.by(() -> calls.upload(ana.token(), "application/octet-stream", gif, ""));

    assertThat(declared.codeAndReason()).isEqualTo("INVALID_ARGUMENT MEDIA_TYPE_NOT_TAKEN");
    assertThat(undeclared.codeAndReason()).isEqualTo("INVALID_ARGUMENT MEDIA_TYPE_NOT_TAKEN");
  }

  @Test
  void aPictureOfTooManyPixelsIsRefused() throws IOException {
    byte[] png = Pictures.hugePng(20_000);

    Refused refused = Refused.by(() -> calls.upload(ana.token(), "image/png", png, ""));

    assertThat(refused.codeAndReason()).isEqualTo("INVALID_ARGUMENT PICTURE_TOO_LARGE");
    assertThat(refused.metadata())
        .containsEntry("width", "20000")
        .containsEntry("height", "20000")
        .containsEntry("limit", "50000000");
  }

  @Test
  void halfAPictureIsRefused() {
    byte[] picture = Pictures.jpeg(640, 480, 2);
    byte[] half = Arrays.copyOf(picture, 300);

    Refused refused = Refused.by(() -> calls.upload(ana.token(), "image/jpeg", half, ""));

    assertThat(refused.codeAndReason()).isEqualTo("INVALID_ARGUMENT PICTURE_DAMAGED");
  }

  @Test
  void anEmptyUploadIsRefused() {
    Refused refused = Refused.by(() -> calls.upload(ana.token(), "image/jpeg", new byte[0], ""));

    assertThat(refused.codeAndReason()).isEqualTo("INVALID_ARGUMENT UPLOAD_EMPTY");
  }

  @Test
  void anUploadOverTheLimitIsRefused() {
    byte[] large = Arrays.copyOf(Pictures.jpeg(640, 480, 3), LIMIT + 1);

    Refused refused = Refused.by(() -> calls.upload(ana.token(), "image/jpeg", large, ""));

    assertThat(refused.codeAndReason())
        .isEqualTo(
            transport == Transport.HTTP
                ? "RESOURCE_EXHAUSTED BODY_TOO_LARGE"
                : "RESOURCE_EXHAUSTED UPLOAD_TOO_LARGE");
    assertThat(refused.metadata()).containsEntry("limit", Integer.toString(LIMIT));
  }

  @Test
  void anUploadByNobodyIsRefused() {
    Refused refused =
        Refused.by(() -> calls.upload("", "image/jpeg", Pictures.jpeg(32, 32, 4), ""));

    assertThat(refused.codeAndReason()).isEqualTo("UNAUTHENTICATED TOKEN_MISSING");
  }

  @Test
  void anUploadThatIsCutOffHalfWayLeavesNothing() throws Exception {
    byte[] picture = Pictures.jpeg(2_000, 1_500, 5);
    int half = picture.length / 2;

    if (transport == Transport.HTTP) {
      cutOffConnection(picture, half);
    } else {
      cutOffCall(picture, half);
    }
  }

  /** Announces the whole picture, sends half of it, and hangs up once the half has arrived. */
  private void cutOffConnection(byte[] picture, int half) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", SYSTEM.port("http-port"))) {
      String head =
          """
          POST /v1/media:upload HTTP/1.1\r
          Host: 127.0.0.1\r
          Content-Type: image/jpeg\r
          Content-Length: %d\r
          Authorization: Bearer %s\r
          \r
          """
              .formatted(picture.length, ana.token());
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(picture, 0, half);
      awaitUnfinishedFile();
    }
  }

  private void cutOffCall(byte[] picture, int half) throws Exception {
    var method = UploadServiceGrpc.getUploadMethod();
    var call =
        ClientCalls.blockingClientStreamingCall(
            SYSTEM.grpc().channel(method, ana.token()), method, CallOptions.DEFAULT);
    call.write(
        UploadRequest.newBuilder()
            .setData(
                HttpBody.newBuilder()
                    .setContentType("image/jpeg")
                    .setData(ByteString.copyFrom(picture, 0, Math.min(half, 64 << 10))))
            .build());
    awaitUnfinishedFile();
    call.cancel("the phone lost its network", null);
  }

  private void awaitUnfinishedFile() {
    Eventually.await(Duration.ofSeconds(10), () -> SYSTEM.footprint().files() > before.files());
  }
}
