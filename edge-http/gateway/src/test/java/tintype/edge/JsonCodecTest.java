package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Int64Value;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.edge.v1.EchoMessage;
import tintype.edge.v1.EnumValue;
import tintype.rpc.v1.ErrorReason;

class JsonCodecTest {
  private final JsonCodec codec = JsonCodec.of(List.of(EchoMessage.getDefaultInstance()));

  private EchoMessage read(byte[] json) {
    EchoMessage.Builder builder = EchoMessage.newBuilder();
    codec.merge(json, builder);
    return builder.build();
  }

  private EchoMessage read(String json) {
    return read(json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "null",
        "[]",
        "{} x",
        "{}{}",
        "{stringValue:'a'}",
        "{\"stringValue\":\"a\",}",
        "{/*c*/}",
        "\ufeff{}",
        "{\"stringValue\":\"a\",\"stringValue\":\"b\"}",
        "{\"stringValue\":\"a\",\"string_value\":\"b\"}",
        "{\"mapValue\":{\"a\":\"b\",\"a\":\"c\"}}",
        "{\"oneofBoolValue\":true,\"oneofStringValue\":\"a\"}",
        "{\"unknown\":1}",
        "{\"nested\":{\"unknown\":1}}",
        "{\"stringValue\":\"a\nb\"}",
        "{\"stringValue\":\"\\ud800\"}",
        "{\"stringValue\":\"\\udc00\\ud800\"}",
        "{\"int32Value\":2147483648}",
        "{\"int32Value\":-2147483649}",
        "{\"int32Value\":1.5}",
        "{\"int32Value\":012}",
        "{\"int32Value\":true}",
        "{\"int64Value\":\"9223372036854775808\"}",
        "{\"int64Value\":1e999999999}",
        "{\"uint32Value\":-1}",
        "{\"uint64Value\":18446744073709551616}",
        "{\"floatValue\":1e39}",
        "{\"floatValue\":NaN}",
        "{\"doubleValue\":1e400}",
        "{\"boolValue\":1}",
        "{\"enumValue\":\"NONE\"}",
        "{\"enumValue\":1.5}",
        "{\"bytesValue\":\"*\"}",
        "{\"repeatedValue\":\"a\"}",
        "{\"repeatedValue\":[null]}",
        "{\"repeatedValue\":[[\"a\"]]}",
        "{\"nested\":1}",
        "{\"timestampValue\":\"yesterday\"}",
        "{\"durationValue\":\"13h\"}",
        "{\"any\":{\"@type\":\"type.googleapis.com/x.Y\"}}"
      })
  void refusesWhatIsNoProtoJson(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(ErrorReason.MALFORMED_JSON));
  }

  @ParameterizedTest
  @ValueSource(strings = {"c328", "c080", "eda080", "e282", "ff"})
  void refusesBytesThatAreNoUtf8(String hex) {
    byte[] json = HexFormat.of().parseHex(hexOf("{\"stringValue\":\"") + hex + hexOf("\"}"));
    assertThatThrownBy(() -> read(json)).isInstanceOf(Refusal.class);
  }

  @Test
  void refusesWhatNestsTooDeep() {
    assertThatThrownBy(() -> read("{\"nested\":".repeat(100_000) + "1"))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> read("{\"value\":" + "[".repeat(500_000))).isInstanceOf(Refusal.class);
  }

  @Test
  void saysWhere() {
    assertThatThrownBy(() -> read("{\n \"nested\": {\"int32Value\": \"x\"}}"))
        .isInstanceOfSatisfying(
            Refusal.class,
            r ->
                assertThat(r.metadata().get("at"))
                    .isEqualTo("line 2, column 27, in /nested/int32Value"));
  }

  @Test
  void takesProtoNamesAndNulls() {
    EchoMessage message =
        read(
            "{\"string_value\":\"\ud83d\ude00\",\"nested\":null,\"int64Value\":\"-1\","
                + "\"int32Value\":1e2,\"bytesValue\":\"/+8\",\"enumValue\":2}");
    assertThat(message.getStringValue()).isEqualTo("\ud83d\ude00");
    assertThat(message.hasNested()).isFalse();
    assertThat(message.getInt64Value()).isEqualTo(-1);
    assertThat(message.getInt32Value()).isEqualTo(100);
    assertThat(message.getBytesValue())
        .isEqualTo(ByteString.copyFrom(new byte[] {(byte) 0xff, (byte) 0xef}));
    assertThat(message.getEnumValue()).isEqualTo(EnumValue.Z);
  }

  @Test
  void writesWhatProtobufItselfWrites() throws InvalidProtocolBufferException {
    EchoMessage message =
        EchoMessage.newBuilder()
            .setNested(EchoMessage.newBuilder().setStringValue("<b>\"\\\u0001\u00e9"))
            .setOptionalValue(0)
            .setUint64Value(-1)
            .setFixed32Value(-1)
            .setFloatValue(Float.NaN)
            .setBytesValue(ByteString.copyFromUtf8("bytes??>"))
            .setTimestampValue(Timestamp.newBuilder().setSeconds(1).setNanos(5000))
            .setDurationValue(Duration.newBuilder().setSeconds(-1).setNanos(-5))
            .setEnumValueValue(9)
            .addRepeatedEnum(EnumValue.Y)
            .setOneofBoolValue(false)
            .putMapValue("a", "b")
            .setInt64Val(Int64Value.of(5))
            .build();
    assertThat(new String(codec.write(message), StandardCharsets.UTF_8))
        .isEqualTo(
            JsonFormat.printer()
                .alwaysPrintFieldsWithNoPresence()
                .omittingInsignificantWhitespace()
                .print(message));
  }

  @Test
  void writesOneField() {
    EchoMessage message = EchoMessage.newBuilder().addRepeatedValue("é").setInt32Value(7).build();
    var type = EchoMessage.getDescriptor();
    assertThat(codec.writeField(message, type.findFieldByName("repeated_value")))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("[\"é\"]");
    assertThat(codec.writeField(message, type.findFieldByName("int32_value")))
        .asString()
        .isEqualTo("7");
    assertThat(codec.writeField(message, type.findFieldByName("nested")))
        .asString()
        .isEqualTo("null");
  }

  private static String hexOf(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }
}
