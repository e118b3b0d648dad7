package tintype.media;

import jakarta.inject.Inject;
import tintype.media.v1.ModerationAction.Kind;
import tintype.platform.auth.StaffCheck.Rank;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.visibility.StaffRanks;

/** What every act on a case begins with: which case, and whether it is the caller's to judge. */
final class CaseDesk {
  private final CaseStore cases;
  private final StaffRanks staff;

  @Inject
  CaseDesk(CaseStore cases, StaffRanks staff) {
    this.cases = cases;
    this.staff = staff;
  }

  /** Those about the caller look absent. Fails with REPORT_NOT_FOUND. */
  CaseRow require(String reportId, long caller) {
    Owned id = IdText.parseOwned("report_id", reportId);
    return cases
        .find(id)
        .filter(row -> row.target().account() != caller)
        .orElseThrow(Refusals::noReport);
  }

  /** Lets only admins do something to staff. Fails with ADMIN_NEEDED. */
  void requireRank(CaseRow row, Kind action, long caller) {
    if (action != Kind.DISMISS
        && staff.standingOf(row.target().account()) != Rank.NONE
        && staff.rankOf(caller) != Rank.ADMIN) {
      throw Refusals.adminNeeded();
    }
  }
}
