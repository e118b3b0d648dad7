package tintype.allinone;

import java.util.List;
import tintype.account.v1.AccountServiceGrpc;

/**
 * The people of one client, whom nobody else writes for. Whoever is shared by deeds is on the side
 * of it that none of them changes for the others.
 *
 * @param name that their captions, hashtags and places have
 * @param author whose posts are liked, said something about, kept, hidden and edited
 * @param fan follows the author and all others who publish, but for the private one
 * @param stranger follows nobody
 * @param closed a private account, which the stranger asks to follow
 * @param blocker blocks the other
 * @param blocked by the blocker, at times
 * @param muted by the fan, at times
 * @param intimate whose close friend the fan is, at times
 * @param shy who is private at times
 * @param staff who see cases, and are of no one company
 */
record Company(
    String name,
    Survivor author,
    Survivor fan,
    Survivor stranger,
    Survivor closed,
    Survivor blocker,
    Survivor blocked,
    Survivor muted,
    Survivor intimate,
    Survivor shy,
    Survivor staff) {

  static Company gather(RunningSystem system, boolean overHttp, String name, Survivor staff) {
    Company company =
        new Company(
            name,
            new Survivor(system, overHttp),
            new Survivor(system, overHttp),
            new Survivor(system, overHttp),
            new Survivor(system, overHttp),
            new Survivor(system, overHttp),
            new Survivor(system, overHttp),
            new Survivor(system, overHttp),
            new Survivor(system, overHttp),
            new Survivor(system, overHttp),
            staff);
    company.closed.send(AccountServiceGrpc.getUpdateProfileMethod(), "private", true);
    for (Survivor one : List.of(company.author, company.muted, company.intimate, company.shy)) {
      company.fan.follow(one);
    }
    return company;
  }

  /** Goes on with the system as it runs now. */
  void enter(RunningSystem system) {
    people().forEach(one -> one.enter(system));
  }

  List<Survivor> people() {
    return List.of(author, fan, stranger, closed, blocker, blocked, muted, intimate, shy);
  }

  /** All that they do. */
  List<Deed> deeds() {
    return List.of(
        LikeDeed.of(this),
        new CommentDeed(this),
        CommentLikeDeed.of(this),
        new SaveDeed(this),
        new ShareDeed(this),
        new RequestDeed(this),
        new BlockDeed(this),
        MuteDeed.of(this),
        CloseFriendDeed.of(this),
        new ArchiveDeed(this),
        new BinDeed(this),
        new CaptionDeed(this),
        PrivacyDeed.of(this),
        HashtagFollowDeed.of(this),
        ReportDeed.of(this));
  }
}
