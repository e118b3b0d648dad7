package tintype.media;

import static tintype.media.MediaRig.BEN;
import static tintype.media.ModerationClient.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tintype.account.v1.ApplyDecisionRequest;
import tintype.account.v1.StaffAccount.Role;
import tintype.media.v1.ListModerationActionsRequest;
import tintype.media.v1.ListModerationActionsResponse;
import tintype.media.v1.ModerationAction;
import tintype.media.v1.ModerationAction.Kind;
import tintype.media.v1.Report.Reason;
import tintype.media.v1.ReportCase;
import tintype.media.v1.ReportTarget;
import tintype.testkit.TestInstallation;

/** media-service with people of staff, and cases for them. */
final class StaffDesk {
  static final long MIA = 77;
  static final long MAX = 78;
  static final long ADMIN = 79;

  final MediaRig rig;
  final ModerationClient client;
  private long next = 1_000;

  StaffDesk(TestInstallation installation) {
    rig = new MediaRig(installation);
    client = new ModerationClient(installation);
    rig.accounts.add(MIA, MAX, ADMIN);
    rig.accounts.setRoles(MIA, Role.MODERATOR);
    rig.accounts.setRoles(MAX, Role.MODERATOR);
    rig.accounts.setRoles(ADMIN, Role.ADMIN);
  }

  /** The case of something that one person has reported. */
  ReportCase reported(ReportTarget target) {
    client.report(BEN, target, Reason.SPAM);
    return client.caseOf(MIA, target, 1);
  }

  /** The decisions on an account that account-service was told, each once. */
  Set<Long> acts(long account) {
    return rig.decisions.about(account).stream()
        .map(ApplyDecisionRequest::getActId)
        .collect(Collectors.toSet());
  }

  /** What was done in a case, newest first. */
  List<Kind> kinds(ReportCase one) {
    return actions(100).stream()
        .filter(action -> action.getReportId().equals(one.getId()))
        .map(ModerationAction::getKind)
        .toList();
  }

  List<ModerationAction> actionsOn(long account, int pageSize) {
    return actions(pageSize).stream()
        .filter(action -> action.getTarget().equals(account(account)))
        .toList();
  }

  private List<ModerationAction> actions(int pageSize) {
    List<ModerationAction> all = new ArrayList<>();
    var request = ListModerationActionsRequest.newBuilder().setPageSize(pageSize);
    ListModerationActionsResponse page;
    do {
      page = client.as(MIA).listModerationActions(request.build());
      all.addAll(page.getActionsList());
      request.setPageToken(page.getNextPageToken());
    } while (!page.getNextPageToken().isEmpty());
    return all;
  }

  synchronized long somebody() {
    rig.accounts.add(++next);
    return next;
  }
}
