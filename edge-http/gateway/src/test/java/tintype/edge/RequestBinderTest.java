package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.edge.RouteTable.Binding;
import tintype.edge.v1.CreateBookRequest;
import tintype.edge.v1.EchoMessage;
import tintype.rpc.v1.ErrorReason;

class RequestBinderTest {
  private static final JsonCodec CODEC =
      JsonCodec.of(
          List.of(EchoMessage.getDefaultInstance(), CreateBookRequest.getDefaultInstance()));

  private static RequestBinder binder(Message type, String path, String body) {
    return new RequestBinder(
        type, new HttpBinding("POST", PathTemplate.parse(path), path, body, ""), CODEC);
  }

  private static EchoMessage query(String query) {
    return (EchoMessage)
        binder(EchoMessage.getDefaultInstance(), "/x", "").bind(List.of(), query, new byte[0]);
  }

  @Test
  void readsLimitsOfNumbers() {
    EchoMessage message =
        query(
            "int32Value=-2147483648&int64Value=-9223372036854775808&uint32Value=4294967295"
                + "&uint64Value=18446744073709551615&fixed64Value=18446744073709551615"
                + "&sint32Value=2147483647&sfixed64Value=-1&floatValue=-Infinity"
                + "&doubleValue=1e308");
    assertThat(message.getInt32Value()).isEqualTo(Integer.MIN_VALUE);
    assertThat(message.getInt64Value()).isEqualTo(Long.MIN_VALUE);
    assertThat(message.getUint32Value()).isEqualTo(-1);
    assertThat(message.getUint64Value()).isEqualTo(-1);
    assertThat(message.getFixed64Value()).isEqualTo(-1);
    assertThat(message.getFloatValue()).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(message.getDoubleValue()).isEqualTo(1e308);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int32Value=+1",
        "int32Value=1.0x",
        "int32Value=",
        "int32Value=%D9%A1",
        "int64Value=9223372036854775808",
        "uint64Value=18446744073709551616",
        "uint64Value=-1",
        "floatValue=1f",
        "floatValue=0x1p3",
        "doubleValue=1e309",
        "boolValue=1",
        "boolValue=",
        "bytesValue=*",
        "enumValue=",
        "enumValue=99999999999",
        "timestampValue=yesterday",
        "durationValue=5",
        "fieldmaskValue=a,,b",
        "repeatedMessage=1",
        "nested=",
        "structValue=1"
      })
  void refusesTextsThatAreNoValues(String query) {
    assertThatThrownBy(() -> query(query))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(ErrorReason.INVALID_FIELD));
  }

  @Test
  void refusesAPathOfNamesThatGoesTooDeep() {
    String deep = "nested.".repeat(40) + "stringValue=x";
    assertThatThrownBy(() -> query(deep)).isInstanceOf(Refusal.class);
    assertThat(query("nested.".repeat(20) + "stringValue=x").hasNested()).isTrue();
  }

  @Test
  void readsBytesInBothAlphabets() {
    assertThat(query("bytesValue=_-8=").getBytesValue())
        .isEqualTo(ByteString.copyFrom(new byte[] {(byte) 0xff, (byte) 0xef}));
    assertThat(query("bytesValue=%2F%2B8").getBytesValue())
        .isEqualTo(ByteString.copyFrom(new byte[] {(byte) 0xff, (byte) 0xef}));
  }

  @Test
  void skipsEmptyPiecesOfAQuery() {
    assertThat(query("&&stringValue=a&").getStringValue()).isEqualTo("a");
    assertThat(query("stringValue").getStringValue()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"5,true", "6,false"})
  void takesAFieldFromPathAndBodyOnlyIfTheyAgree(String inBody, boolean taken) {
    RequestBinder binder = binder(CreateBookRequest.getDefaultInstance(), "/x/{shelf}", "*");
    byte[] body = ("{\"shelf\":\"" + inBody + "\"}").getBytes(StandardCharsets.UTF_8);
    List<Binding> path = List.of(new Binding("shelf", "5"));
    if (taken) {
      assertThat(((CreateBookRequest) binder.bind(path, "", body)).getShelf()).isEqualTo(5);
    } else {
      assertThatThrownBy(() -> binder.bind(path, "", body)).isInstanceOf(Refusal.class);
    }
  }

  @Test
  void takesNoQueryBesideAWholeBody() {
    RequestBinder binder = binder(CreateBookRequest.getDefaultInstance(), "/x", "*");
    assertThatThrownBy(() -> binder.bind(List.of(), "shelf=1", new byte[0]))
        .isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @CsvSource({
    "/x/{nobody},''",
    "/x/{repeated_value},''",
    "/x/{nested},''",
    "/x/{map_value},''",
    "/x/{string_value}/{string_value},''",
    "/x,nobody"
  })
  void refusesRoutesThatNameWhatIsNotThere(String path, String body) {
    assertThatThrownBy(() -> binder(EchoMessage.getDefaultInstance(), path, body))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
