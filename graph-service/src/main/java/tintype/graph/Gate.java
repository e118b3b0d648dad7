package tintype.graph;

import jakarta.inject.Inject;
import java.util.Optional;
import tintype.platform.visibility.Audience;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/**
 * Whether somebody's lists of people are for a viewer: as what the account publishes for everyone.
 */
final class Gate {
  private final People people;

  @Inject
  Gate(People people) {
    this.people = people;
  }

  /**
   * False where the account's page head is all that the viewer sees.
   *
   * @throws tintype.platform.rpc.ApiException ACCOUNT_NOT_FOUND
   */
  boolean isOpen(PeoplePages.Query query) {
    Person owner = people.meet(Optional.of(query.viewer()), query.account());
    if (!owner.canBeSeen()) {
      throw Refusals.accountNotFound();
    }
    return owner.canView(Audience.EVERYONE);
  }
}
