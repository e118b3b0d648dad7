package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.graph.v1.BatchGetRelationFactsRequest;
import tintype.graph.v1.RelationFacts;
import tintype.graph.v1.Relationship;
import tintype.testkit.OnEveryDatabase;

@OnEveryDatabase
final class RelationBatchesIT {
  @RegisterExtension static final GraphBed bed = GraphBed.withDefaults();

  private final long ana = bed.account();
  private final long bob = bed.account();
  private final long cy = bed.account();

  @Test
  void relationshipsComeInTheOrderAskedAlsoTwice() {
    bed.graph.follow(ana, cy);

    assertThat(bed.graph.relationships(ana, "" + cy, "" + bob, "" + cy))
        .containsExactly(
            Relationship.newBuilder().setAccountId("" + cy).setFollowing(true).build(),
            Relationship.newBuilder().setAccountId("" + bob).build(),
            Relationship.newBuilder().setAccountId("" + cy).setFollowing(true).build());
  }

  @Test
  void whoIsNotThereIsLeftOut() {
    long hidden = bed.account();
    bed.accounts.setHidden(hidden, true);
    bed.set(ana, bob, "blocked_by");

    assertThat(bed.graph.relationships(ana, "77", "" + hidden, "" + bob, "" + cy))
        .extracting(Relationship::getAccountId)
        .containsExactly("" + cy);
  }

  @Test
  void oneselfIsThereWithNothingBetween() {
    assertThat(bed.graph.relationships(ana, "me"))
        .containsExactly(Relationship.newBuilder().setAccountId("" + ana).build());
  }

  @Test
  void ownFactsAreShown() {
    bed.set(ana, bob, "blocking");
    bed.set(ana, bob, "muting_posts");
    bed.set(ana, bob, "close_friend");

    assertThat(bed.graph.relationships(ana, "" + bob))
        .containsExactly(
            Relationship.newBuilder()
                .setAccountId("" + bob)
                .setBlocking(true)
                .setMutingPosts(true)
                .setCloseFriend(true)
                .build());
  }

  @Test
  void noIdsTooManyAndMalformedOnesAreRefused() {
    String[] many = LongStream.rangeClosed(1, 101).mapToObj(Long::toString).toArray(String[]::new);

    Refusal.assertRefused(
        Code.INVALID_ARGUMENT, "INVALID_FIELD", () -> bed.graph.relationships(ana));
    Refusal.assertRefused(
        Code.INVALID_ARGUMENT, "INVALID_FIELD", () -> bed.graph.relationships(ana, many));
    Refusal.assertRefused(
        Code.INVALID_ARGUMENT, "INVALID_FIELD", () -> bed.graph.relationships(ana, "0"));
  }

  @Test
  void factsAreOneForEachAuthorWhoeverItIs() {
    bed.graph.follow(ana, bob);
    bed.set(ana, cy, "blocked_by");

    assertThat(bed.graph.facts(ana, cy, 77L, bob, bob))
        .containsExactly(
            RelationFacts.newBuilder().setAuthorId(cy).setBlockedBy(true).build(),
            RelationFacts.newBuilder().setAuthorId(77).build(),
            RelationFacts.newBuilder().setAuthorId(bob).setFollowing(true).build(),
            RelationFacts.newBuilder().setAuthorId(bob).setFollowing(true).build());
  }

  @Test
  void aThousandAuthorsAreOneCall() {
    bed.graph.follow(ana, bob);
    Long[] authors = LongStream.range(0, 1_000).mapToObj(i -> 1L << 40 | i).toArray(Long[]::new);
    authors[999] = bob;

    var facts = bed.graph.facts(ana, authors);

    assertThat(facts).hasSize(1_000);
    assertThat(facts.stream().filter(RelationFacts::getFollowing))
        .containsExactly(RelationFacts.newBuilder().setAuthorId(bob).setFollowing(true).build());
  }

  @Test
  void factsAreForServices() {
    Refusal.assertRefused(
        Code.PERMISSION_DENIED,
        "CALLER_NOT_ALLOWED",
        () ->
            bed.graph
                .as(ana)
                .batchGetRelationFacts(
                    BatchGetRelationFactsRequest.newBuilder()
                        .setViewerId(ana)
                        .addAuthorIds(bob)
                        .build()));
  }

  @Test
  void countsComeInTheOrderAskedAlsoForThoseWithoutAny() {
    bed.graph.follow(ana, bob);
    bed.graph.follow(cy, bob);
    bed.awaitMirror();

    var counts = bed.graph.counts(cy, 77L, bob, bob);

    assertThat(counts).extracting(c -> c.getAccountId()).containsExactly(cy, 77L, bob, bob);
    assertThat(counts).extracting(c -> c.getFollowing()).containsExactly(1, 0, 0, 0);
    assertThat(counts).extracting(c -> c.getFollowers()).containsExactly(0, 0, 2, 2);
  }
}
