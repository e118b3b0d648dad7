package tintype.media;

import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import tintype.account.v1.BatchGetAccountIdsRequest;
import tintype.media.PostContent.Mention;
import tintype.platform.server.Peers;

/** Whose names captions mention, as account-service knows it when they are written. */
final class MentionedAccounts {
  private static final int NAMES_A_CALL = 1_000;

  private final AccountServiceBlockingStub accounts;

  @Inject
  MentionedAccounts(Peers peers) {
    accounts = AccountServiceGrpc.newBlockingStub(peers.channel("account"));
  }

  /** The mentions of a caption; names that nobody uses are none. */
  List<Mention> in(String caption) {
    return in(List.of(caption)).get(caption);
  }

  /** Those of each caption. */
  Map<String, List<Mention>> in(Collection<String> captions) {
    Map<String, List<String>> names = new HashMap<>();
    captions.forEach(
        caption -> names.computeIfAbsent(caption, text -> CaptionWords.of(text).usernames()));
    Map<String, Long> ids = ids(names.values().stream().flatMap(List::stream).distinct().toList());
    Map<String, List<Mention>> mentions = new HashMap<>();
    names.forEach((caption, own) -> mentions.put(caption, mentions(own, ids)));
    return mentions;
  }

  private static List<Mention> mentions(List<String> names, Map<String, Long> ids) {
    return names.stream()
        .filter(ids::containsKey)
        .map(name -> new Mention(ids.get(name), name))
        .toList();
  }

  private Map<String, Long> ids(List<String> names) {
    Map<String, Long> ids = new HashMap<>();
    for (int from = 0; from < names.size(); from += NAMES_A_CALL) {
      List<String> part = names.subList(from, Math.min(names.size(), from + NAMES_A_CALL));
      var request = BatchGetAccountIdsRequest.newBuilder().addAllUsernames(part).build();
      List<Long> answered = accounts.batchGetAccountIds(request).getAccountIdsList();
      for (int i = 0; i < part.size(); i++) {
        if (answered.get(i) != 0) {
          ids.put(part.get(i), answered.get(i));
        }
      }
    }
    return ids;
  }
}
