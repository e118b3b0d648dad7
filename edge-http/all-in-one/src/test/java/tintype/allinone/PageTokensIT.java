package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.UpdateProfileRequest;
import tintype.graph.v1.BlockRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.media.v1.ArchivePostRequest;
import tintype.media.v1.CollectionServiceGrpc;
import tintype.media.v1.Comment;
import tintype.media.v1.CommentServiceGrpc;
import tintype.media.v1.CreateCollectionRequest;
import tintype.media.v1.CreateCommentRequest;
import tintype.media.v1.CreateDraftRequest;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.SavePostRequest;
import tintype.testkit.EndToEnd;
import tintype.testkit.Eventually;

/** A page token goes on where its own list was left, and nowhere else. */
@EndToEnd
@ParameterizedClass
@EnumSource(Transport.class)
class PageTokensIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  @Parameter Transport transport;
  private static Person ana;
  private static Comment thread;
  private static Person ben;

  private Map<String, BiFunction<Person, String, String>> lists;

  /** Two people whose every list has more than a page of one. */
  @BeforeAll
  static void fillLists() {
    ana = Person.register(SYSTEM.grpc());
    ben = Person.register(SYSTEM.grpc());
    for (Person person : new Person[] {ana, ben}) {
      for (int i = 0; i < 2; i++) {
        Person other = Person.register(SYSTEM.grpc());
        person.follow(other);
        other.follow(person);
        save(person, person.post("Post " + i + " #" + PagedLists.hashtagOf(person)));
        archive(person, person.post("Archived " + i));
        person.delete(person.post("Deleted " + i));
        person.call(
            PostServiceGrpc.getCreateDraftMethod(), CreateDraftRequest.getDefaultInstance());
      }
      setPrivate(person);
      for (int i = 0; i < 2; i++) {
        Person other = Person.register(SYSTEM.grpc());
        setPrivate(other);
        person.follow(other);
        other.follow(person);
      }
      for (int i = 0; i < 2; i++) {
        String other = Person.register(SYSTEM.grpc()).id();
        person.call(
            GraphServiceGrpc.getBlockMethod(),
            BlockRequest.newBuilder().setAccountId(other).build());
      }
    }
    var posts = ListAccountPostsRequest.newBuilder().setAccountId("me").build();
    Post post = ana.call(PostServiceGrpc.getListAccountPostsMethod(), posts).getPosts(0);
    ana.comment(post, "Another thread");
    thread = ana.comment(post, "A thread");
    for (int i = 0; i < 2; i++) {
      var reply =
          CreateCommentRequest.newBuilder()
              .setPostId(post.getId())
              .setReplyTo(thread.getId())
              .setText("Reply " + i);
      ana.call(CommentServiceGrpc.getCreateCommentMethod(), reply.build());
    }
  }

  @BeforeEach
  void nameLists() {
    lists = new PagedLists(SYSTEM.calls(transport), SYSTEM.grpc(), thread).byName();
  }

  private static void setPrivate(Person person) {
    var request = UpdateProfileRequest.newBuilder().setPrivate(true).build();
    person.call(AccountServiceGrpc.getUpdateProfileMethod(), request);
  }

  private static void archive(Person person, Post post) {
    var request = ArchivePostRequest.newBuilder().setPostId(post.getId()).build();
    person.call(PostServiceGrpc.getArchivePostMethod(), request);
  }

  private static void save(Person person, Post post) {
    person.call(
        CollectionServiceGrpc.getSavePostMethod(),
        SavePostRequest.newBuilder().setPostId(post.getId()).build());
    person.call(
        CollectionServiceGrpc.getCreateCollectionMethod(),
        CreateCollectionRequest.newBuilder().setName(post.getCaption()).build());
  }

  @Test
  void aTokenOfItsOwnListGoesOn() {
    lists.forEach((name, list) -> assertThat(list.apply(ana, tokenOf(name))).as(name).isEmpty());
  }

  @Test
  void aTokenOfAnotherListIsRefused() {
    for (String from : lists.keySet()) {
      for (String to : lists.keySet()) {
        if (!from.equals(to)) {
          assertRefused(from + " for " + to, to, ana, tokenOf(from));
        }
      }
    }
  }

  @Test
  void aTokenOfAnotherPersonIsRefused() {
    for (String name : lists.keySet()) {
      assertRefused(name, name, ben, tokenOf(name));
    }
  }

  @Test
  void aTokenThatWasTamperedWithIsRefused() {
    for (String name : lists.keySet()) {
      String token = tokenOf(name);
      char[] flipped = token.toCharArray();
      flipped[3] = flipped[3] == 'A' ? 'B' : 'A';
      assertRefused(name, name, ana, new String(flipped));
      assertRefused(name, name, ana, token.substring(0, token.length() - 2));
      assertRefused(name, name, ana, token + token);
      assertRefused(name, name, ana, "no token at all");
      assertRefused(name, name, ana, "\u00e6");
    }
  }

  private void assertRefused(String what, String list, Person reader, String token) {
    Refused refused = Refused.by(() -> lists.get(list).apply(reader, token));
    assertThat(refused.codeAndReason()).as(what).isEqualTo("INVALID_ARGUMENT PAGE_TOKEN_INVALID");
  }

  private String tokenOf(String list) {
    String[] token = {""};
    Eventually.awaitPass(
        Duration.ofSeconds(5),
        () -> {
          token[0] = lists.get(list).apply(ana, "");
          assertThat(token[0]).as(list).isNotEmpty();
        });
    return token[0];
  }
}
