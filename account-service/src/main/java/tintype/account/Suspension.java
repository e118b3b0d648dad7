package tintype.account;

import java.util.OptionalLong;
import tintype.account.v1.StaffAccount;
import tintype.platform.rpc.ProtoTimes;

/**
 * A suspension that lasts.
 *
 * @param endMicros empty where it has no end
 */
record Suspension(String reason, long startMicros, OptionalLong endMicros) {
  StaffAccount.Suspension shown() {
    StaffAccount.Suspension.Builder shown =
        StaffAccount.Suspension.newBuilder()
            .setReason(reason)
            .setStartTime(ProtoTimes.ofMicros(startMicros));
    endMicros.ifPresent(end -> shown.setEndTime(ProtoTimes.ofMicros(end)));
    return shown.build();
  }
}
