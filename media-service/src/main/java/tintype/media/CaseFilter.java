package tintype.media;

import tintype.media.v1.ListReportsRequest;
import tintype.media.v1.ListReportsRequest.Order;
import tintype.media.v1.Report.Reason;
import tintype.media.v1.ReportCase.State;

/**
 * Which cases are asked for, and in which order.
 *
 * @param reason REASON_UNSPECIFIED for all
 * @param reader who asks, and does not see cases about themselves
 */
record CaseFilter(State state, Reason reason, Order order, long reader) {
  static CaseFilter of(ListReportsRequest request, long reader) {
    State state = request.getState();
    Order order = request.getOrder();
    return new CaseFilter(
        state == State.STATE_UNSPECIFIED ? State.OPEN : state,
        request.getReason(),
        order == Order.ORDER_UNSPECIFIED ? Order.OLDEST : order,
        reader);
  }

  boolean mostReportedFirst() {
    return order == Order.MOST_REPORTED;
  }

  /** A bit for each reason that is asked for, as column reasons has them. */
  int reasonBits() {
    return reason == Reason.REASON_UNSPECIFIED ? Integer.MAX_VALUE : bit(reason);
  }

  static int bit(Reason reason) {
    return 1 << reason.getNumber();
  }
}
