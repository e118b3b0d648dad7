package tintype.media;

import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tintype.media.v1.ListModerationActionsRequest;
import tintype.media.v1.ListModerationActionsResponse;
import tintype.media.v1.ModerationAction;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.PageSize;
import tintype.platform.rpc.PageTokens;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/**
 * Lists what staff have done, newest first, but for what was done in cases about the caller.
 *
 * <p>Fails with {@code PAGE_TOKEN_INVALID}.
 */
final class ListModerationActions
    implements UnaryHandler<ListModerationActionsRequest, ListModerationActionsResponse> {
  private static final String LIST = "ListModerationActions";

  private final ActionStore actions;
  private final People people;
  private final PageTokens tokens;

  @Inject
  ListModerationActions(ActionStore actions, People people, PageTokens tokens) {
    this.actions = actions;
    this.people = people;
    this.tokens = tokens;
  }

  @Override
  public ListModerationActionsResponse handle(ListModerationActionsRequest request) {
    int size = PageSize.of(request.getPageSize());
    long reader = Caller.current().requireAccount();
    String scope = Long.toString(reader);
    long[] key = tokens.open(LIST, scope, 1, request.getPageToken());

    List<ActionRow> rows = actions.before(key == null ? Long.MAX_VALUE : key[0], reader, size + 1);

    List<ActionRow> page = rows.subList(0, Math.min(size, rows.size()));
    Map<Long, Person> met = people.meet(Optional.empty(), everybody(page));
    var response = ListModerationActionsResponse.newBuilder();
    page.forEach(row -> response.addActions(shape(row, met)));
    if (rows.size() > size) {
      response.setNextPageToken(tokens.seal(LIST, scope, page.getLast().ref().id()));
    }
    return response.build();
  }

  private static Set<Long> everybody(List<ActionRow> rows) {
    Set<Long> all = new HashSet<>();
    rows.forEach(row -> all.addAll(List.of(row.staff(), row.target().account())));
    all.remove(0L);
    return all;
  }

  private static ModerationAction shape(ActionRow row, Map<Long, Person> met) {
    ModerationAction.Builder action =
        ModerationAction.newBuilder()
            .setId(row.ref().toString())
            .setKind(row.kind())
            .setTarget(row.target().shown())
            .setNote(row.note())
            .setDetail(row.detail())
            .setCreateTime(ProtoTimes.ofMicros(row.createMicros()));
    if (row.caseId() != 0) {
      action.setReportId(new Owned(row.caseId(), row.ref().owner()).toString());
    }
    if (row.staff() != 0) {
      action.setStaff(met.get(row.staff()).summary());
    }
    Person owner = met.get(row.target().account());
    if (owner.facts().exists()) {
      action.setAccount(owner.summary());
    }
    return action.build();
  }
}
