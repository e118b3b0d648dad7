package tintype.benchmarks;

import io.grpc.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.ReinstateRequest;
import tintype.account.v1.SetRolesRequest;
import tintype.account.v1.StaffAccount.Role;
import tintype.account.v1.StaffAccountServiceGrpc;
import tintype.account.v1.SuspendRequest;
import tintype.account.v1.UpdateProfileRequest;
import tintype.benchmarks.Cast.Person;
import tintype.graph.v1.AcceptRequest;
import tintype.graph.v1.AddCloseFriendRequest;
import tintype.graph.v1.BlockRequest;
import tintype.graph.v1.FollowRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.GraphServiceGrpc.GraphServiceBlockingStub;
import tintype.graph.v1.MuteRequest;
import tintype.graph.v1.RemoveCloseFriendRequest;
import tintype.graph.v1.RemoveFollowerRequest;
import tintype.graph.v1.UnblockRequest;
import tintype.graph.v1.UnfollowRequest;
import tintype.graph.v1.UnmuteRequest;
import tintype.media.v1.ArchivePostRequest;
import tintype.media.v1.DeletePostRequest;
import tintype.media.v1.ImportPostsRequest;
import tintype.media.v1.ImportServiceGrpc;
import tintype.media.v1.Post.Audience;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.PostServiceGrpc.PostServiceBlockingStub;
import tintype.media.v1.RestorePostRequest;
import tintype.media.v1.UnarchivePostRequest;
import tintype.media.v1.UpdatePostRequest;

/** One reader, authors with a post each, and all that takes such a post out of the home feed. */
final class FeedActs {
  /** Who only fill the page. */
  private static final int OTHERS = 10;

  /**
   * Something that somebody does.
   *
   * @param post that comes or goes by it
   * @param shows whether the reader's feed has the post afterwards
   */
  record Act(String name, Runnable call, String post, boolean shows) {}

  private final Target target;
  private final Person reader;
  private final List<Act> acts = new ArrayList<>();
  private final String picture;

  private FeedActs(Target target, String picture) {
    this.target = target;
    this.reader = Cast.register(target, 1).getFirst();
    this.picture = picture;
  }

  /** Makes the people and their posts, all of which the reader's feed has in the end. */
  static FeedActs prepare(Target target) throws Exception {
    Person painter = Cast.register(target, 1).getFirst();
    String picture = Picture.upload(target.as("media", painter.token()), Picture.drawn());
    FeedActs acts = new FeedActs(target, picture);
    for (int i = 0; i < OTHERS; i++) {
      acts.new Author();
    }
    acts.addOfReader();
    acts.addOfAuthors();
    acts.addOfStaff();
    return acts;
  }

  Person reader() {
    return reader;
  }

  /** In an order in which each can be made, again and again. */
  List<Act> all() {
    return acts;
  }

  private void add(String name, Author author, boolean shows, Runnable call) {
    acts.add(new Act(name, call, author.post, shows));
  }

  private void addOfReader() {
    GraphServiceBlockingStub graph = GraphServiceGrpc.newBlockingStub(as("graph", reader));
    Author left = new Author();
    add("unfollow", left, false, () -> graph.unfollow(unfollow(left)));
    add("follow", left, true, () -> graph.follow(follow(left)));

    Author muted = new Author();
    MuteRequest mute = MuteRequest.newBuilder().setAccountId(muted.id()).setPosts(true).build();
    UnmuteRequest unmute =
        UnmuteRequest.newBuilder().setAccountId(muted.id()).setPosts(true).build();
    add("mute", muted, false, () -> graph.mute(mute));
    add("unmute", muted, true, () -> graph.unmute(unmute));

    Author blocked = new Author();
    BlockRequest block = BlockRequest.newBuilder().setAccountId(blocked.id()).build();
    UnblockRequest unblock = UnblockRequest.newBuilder().setAccountId(blocked.id()).build();
    add("block", blocked, false, () -> graph.block(block));
    add(
        "unblock and follow",
        blocked,
        true,
        () -> {
          graph.unblock(unblock);
          graph.follow(follow(blocked));
        });
  }

  private void addOfAuthors() {
    Author archiving = new Author();
    PostServiceBlockingStub posts = archiving.posts();
    String kept = archiving.post;
    ArchivePostRequest archive = ArchivePostRequest.newBuilder().setPostId(kept).build();
    UnarchivePostRequest back = UnarchivePostRequest.newBuilder().setPostId(kept).build();
    add("archive", archiving, false, () -> posts.archivePost(archive));
    add("unarchive", archiving, true, () -> posts.unarchivePost(back));

    Author deleting = new Author();
    PostServiceBlockingStub ofDeleting = deleting.posts();
    DeletePostRequest delete = DeletePostRequest.newBuilder().setPostId(deleting.post).build();
    RestorePostRequest restore = RestorePostRequest.newBuilder().setPostId(deleting.post).build();
    add("delete", deleting, false, () -> ofDeleting.deletePost(delete));
    add("restore", deleting, true, () -> ofDeleting.restorePost(restore));

    Author picky = new Author();
    add("audience close friends", picky, false, () -> picky.show(Audience.CLOSE_FRIENDS));
    add("audience everyone", picky, true, () -> picky.show(Audience.EVERYONE));

    Author friend = new Author();
    friend.show(Audience.CLOSE_FRIENDS);
    AddCloseFriendRequest near =
        AddCloseFriendRequest.newBuilder().setAccountId(idOf(reader)).build();
    RemoveCloseFriendRequest far =
        RemoveCloseFriendRequest.newBuilder().setAccountId(idOf(reader)).build();
    friend.graph().addCloseFriend(near);
    add("remove close friend", friend, false, () -> friend.graph().removeCloseFriend(far));
    add("add close friend", friend, true, () -> friend.graph().addCloseFriend(near));

    Author shy = new Author();
    AccountServiceGrpc.newBlockingStub(as("account", shy.person))
        .updateProfile(UpdateProfileRequest.newBuilder().setPrivate(true).build());
    RemoveFollowerRequest remove =
        RemoveFollowerRequest.newBuilder().setAccountId(idOf(reader)).build();
    AcceptRequest accept = AcceptRequest.newBuilder().setAccountId(idOf(reader)).build();
    GraphServiceBlockingStub asking = GraphServiceGrpc.newBlockingStub(as("graph", reader));
    add("remove follower", shy, false, () -> shy.graph().removeFollower(remove));
    add("request", shy, false, () -> asking.follow(follow(shy)));
    add("accept", shy, true, () -> shy.graph().accept(accept));
  }

  private void addOfStaff() {
    Person moderator = Cast.register(target, 1).getFirst();
    StaffAccountServiceGrpc.newBlockingStub(target.asTools("account"))
        .setRoles(
            SetRolesRequest.newBuilder()
                .setAccountId(idOf(moderator))
                .addRoles(Role.MODERATOR)
                .setReason("a benchmark")
                .build());
    var staff = StaffAccountServiceGrpc.newBlockingStub(as("account", moderator));
    Author bad = new Author();
    SuspendRequest suspend =
        SuspendRequest.newBuilder().setAccountId(bad.id()).setReason("a benchmark").build();
    ReinstateRequest reinstate =
        ReinstateRequest.newBuilder().setAccountId(bad.id()).setReason("a benchmark").build();
    add("suspend", bad, false, () -> staff.suspend(suspend));
    add("reinstate", bad, true, () -> staff.reinstate(reinstate));
  }

  private Channel as(String service, Person person) {
    return target.as(service, person.token());
  }

  private static String idOf(Person person) {
    return Long.toString(person.id());
  }

  private static FollowRequest follow(Author author) {
    return FollowRequest.newBuilder().setAccountId(author.id()).build();
  }

  private static UnfollowRequest unfollow(Author author) {
    return UnfollowRequest.newBuilder().setAccountId(author.id()).build();
  }

  /** With one post for everybody, whom the reader follows. */
  private final class Author {
    private final Person person = Cast.register(target, 1).getFirst();
    private final String post;

    Author() {
      GraphServiceGrpc.newBlockingStub(as("graph", reader)).follow(follow(this));
      long id =
          ImportServiceGrpc.newBlockingStub(target.asTools("media"))
              .importPosts(
                  ImportPostsRequest.newBuilder()
                      .addPosts(
                          ImportPostsRequest.NewPost.newBuilder()
                              .setAuthorId(person.id())
                              .setSourceMediaId(picture)
                              .setRequestId(UUID.randomUUID().toString()))
                      .build())
              .getPostIds(0);
      post = id + "_" + person.id();
    }

    String id() {
      return idOf(person);
    }

    PostServiceBlockingStub posts() {
      return PostServiceGrpc.newBlockingStub(as("media", person));
    }

    GraphServiceBlockingStub graph() {
      return GraphServiceGrpc.newBlockingStub(as("graph", person));
    }

    void show(Audience audience) {
      UpdatePostRequest request =
          UpdatePostRequest.newBuilder().setPostId(post).setAudience(audience).build();
      posts().updatePost(request);
    }
  }
}
