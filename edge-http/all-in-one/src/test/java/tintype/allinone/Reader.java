package tintype.allinone;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import tintype.account.v1.Account;
import tintype.account.v1.AccountServiceGrpc;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.graph.v1.AccountMute;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.Relationship;
import tintype.media.v1.Comment;
import tintype.media.v1.CommentServiceGrpc;
import tintype.media.v1.MediaServiceGrpc;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.TopicServiceGrpc;

/**
 * Somebody who looks at what is real, and tells it in the names of the world.
 *
 * @param viewer a name, or nobody's
 * @param pageSize of lists, which are read to their end
 */
record Reader(Cast cast, String viewer, Transport door, int pageSize) {
  private static final int MAX_PAGES = 200;

  private <Q extends Message, A extends Message> A call(
      MethodDescriptor<Q, A> method, Object... fields) {
    return cast.calls(door).call(method, Requests.of(method, fields), token());
  }

  private String token() {
    return viewer.equals(World.NOBODY) ? "" : cast.person(viewer).token();
  }

  /** Names of what a list has, on all its pages. */
  <Q extends Message, A extends Message> List<String> list(
      MethodDescriptor<Q, A> method, Object... fields) {
    return shaped(method, this::name, fields);
  }

  private <Q extends Message, A extends Message> List<String> shaped(
      MethodDescriptor<Q, A> method, Function<Message, String> shape, Object... fields) {
    List<String> all = new ArrayList<>();
    String token = "";
    for (int page = 0; page < MAX_PAGES; page++) {
      Object[] asked = Arrays.copyOf(fields, fields.length + 4);
      asked[fields.length] = "page_size";
      asked[fields.length + 1] = pageSize;
      asked[fields.length + 2] = "page_token";
      asked[fields.length + 3] = token;
      A answer = call(method, asked);
      items(answer).forEach(item -> all.add(shape.apply(item)));
      FieldDescriptor next = answer.getDescriptorForType().findFieldByName("next_page_token");
      token = (String) answer.getField(next);
      if (token.isEmpty()) {
        return all;
      }
    }
    throw new AssertionError(method.getFullMethodName() + " has no last page: " + all);
  }

  /** What an answer is a list of. */
  private static List<Message> items(Message answer) {
    for (FieldDescriptor field : answer.getDescriptorForType().getFields()) {
      if (field.isRepeated() && field.getJavaType() == JavaType.MESSAGE) {
        return ((List<?>) answer.getField(field)).stream().map(Message.class::cast).toList();
      }
    }
    throw new AssertionError("no list: " + answer);
  }

  private String name(Message item) {
    Message named = item instanceof AccountMute mute ? mute.getAccount() : item;
    FieldDescriptor id = named.getDescriptorForType().findFieldByName("id");
    return cast.name((String) named.getField(id));
  }

  /** A list that is asked of an account, by its name. */
  <Q extends Message, A extends Message> List<String> listOf(
      MethodDescriptor<Q, A> method, String account) {
    return list(method, "account_id", cast.id(account));
  }

  List<String> post(String name) {
    var method = PostServiceGrpc.getGetPostMethod();
    Post post = call(method, "post_id", cast.id(name)).getPost();
    Post.Counts counts = post.getCounts();
    Facts facts =
        new Facts(
            cast.name(post.getId()),
            "by " + cast.name(post.getAuthor().getId()),
            post.getAudience().name());
    facts.count("likes", counts.getLikes());
    facts.count("comments", counts.getComments());
    facts.count("saves", counts.getSaves());
    facts.count("shares", counts.getShares());
    facts.flag("liked", post.getViewer().getLiked());
    facts.flag("saved", post.getViewer().getSaved());
    facts.flag("pinned", post.getPinned());
    facts.flag("archived", post.getArchived());
    facts.flag("comments off", post.getCommentsOff());
    facts.flag("likes hidden", post.getLikeCountHidden());
    post.getMentionsList().forEach(one -> facts.add("@" + cast.name(one.getAccountId())));
    post.getPeopleTagsList().forEach(one -> facts.add("of " + cast.name(one.getAccountId())));
    return facts.toList();
  }

  List<String> batch() {
    return hydrated(cast.posts());
  }

  private List<String> hydrated(List<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Message answer = call(PostServiceGrpc.getBatchGetPostsMethod(), "post_ids", ids);
    return items(answer).stream().map(this::name).toList();
  }

  List<String> media(String post) {
    var method = MediaServiceGrpc.getGetMediaMethod();
    boolean there = call(method, "media_id", cast.id(cast.mediaOf(post))).hasMedia();
    return List.of(there ? "there" : "an empty answer");
  }

  List<String> download(String post) {
    String media = cast.id(cast.mediaOf(post));
    byte[] bytes = cast.calls(door).download(token(), media, "w1080").bytes();
    return List.of(bytes.length > 0 ? "there" : "no bytes");
  }

  /** What somebody would see who takes the ids of the feed and asks for their posts. */
  List<String> candidates() {
    var method = FeedServiceGrpc.getGetHomeFeedMethod();
    var feed = call(method, "account_id", cast.person(viewer).number(), "page_size", 100);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < feed.getPostIdsCount(); i++) {
      ids.add(feed.getPostIds(i) + "_" + feed.getAuthorIds(i));
    }
    return hydrated(ids);
  }

  List<String> comments(String post) {
    var method = CommentServiceGrpc.getListCommentsMethod();
    return shaped(method, this::said, "post_id", cast.id(post));
  }

  List<String> replies(String thread) {
    var method = CommentServiceGrpc.getListRepliesMethod();
    String post = cast.id(cast.postOf(thread));
    return shaped(method, this::said, "post_id", post, "comment_id", cast.id(thread));
  }

  private String said(Message item) {
    Comment comment = (Comment) item;
    String author = "by " + cast.name(comment.getAuthor().getId());
    Facts facts = new Facts(name(comment), comment.getDeleted() ? "deleted" : author);
    facts.count("likes", comment.getCounts().getLikes());
    facts.count("replies", comment.getCounts().getReplies());
    facts.flag("liked", comment.getViewer().getLiked());
    facts.flag("pinned", comment.getPinned());
    facts.flag("to " + cast.name(comment.getReplyTo()), !comment.getReplyTo().isEmpty());
    return facts.toString();
  }

  List<String> head(String name) {
    var method = AccountServiceGrpc.getGetAccountMethod();
    Account account = call(method, "account_id", cast.id(name)).getAccount();
    Facts facts = new Facts(cast.name(account.getId()));
    facts.count("posts", account.getCounts().getPosts());
    facts.count("followers", account.getCounts().getFollowers());
    facts.count("following", account.getCounts().getFollowing());
    facts.flag("private", account.getPrivate());
    return facts.toList();
  }

  List<String> countOfHashtag(String hashtag) {
    var method = TopicServiceGrpc.getGetHashtagMethod();
    Facts facts = new Facts();
    facts.count(
        "posts",
        call(method, "hashtag", cast.hashtag(hashtag)).getHashtag().getCounts().getPosts());
    return facts.toList();
  }

  List<String> countOfPlace(String place) {
    var method = TopicServiceGrpc.getGetPlaceMethod();
    Facts facts = new Facts();
    facts.count("posts", call(method, "place_id", cast.id(place)).getPosts());
    return facts.toList();
  }

  List<String> heads() {
    var method = AccountServiceGrpc.getBatchGetAccountsMethod();
    return items(call(method, "account_ids", idsOf(World.PEOPLE))).stream()
        .map(this::name)
        .toList();
  }

  List<String> relationships() {
    List<String> others = World.PEOPLE.stream().filter(name -> !name.equals(viewer)).toList();
    var method = GraphServiceGrpc.getBatchGetRelationshipsMethod();
    return call(method, "account_ids", idsOf(others)).getRelationshipsList().stream()
        .map(this::relationship)
        .toList();
  }

  private String relationship(Relationship relationship) {
    Facts facts = new Facts(cast.name(relationship.getAccountId()));
    facts.flag("following", relationship.getFollowing());
    facts.flag("followed by", relationship.getFollowedBy());
    facts.flag("requested", relationship.getRequested());
    facts.flag("requested by", relationship.getRequestedBy());
    facts.flag("blocking", relationship.getBlocking());
    facts.flag("muting", relationship.getMutingPosts());
    facts.flag("restricting", relationship.getRestricting());
    facts.flag("close friend", relationship.getCloseFriend());
    facts.flag("favourite", relationship.getFavourite());
    return facts.toString();
  }

  private List<String> idsOf(List<String> names) {
    return names.stream().map(cast::id).toList();
  }
}
