package tintype.allinone;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import tintype.account.v1.Account;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.LogInRequest;
import tintype.account.v1.RegisterRequest;
import tintype.account.v1.RegisterResponse;
import tintype.account.v1.SessionServiceGrpc;
import tintype.account.v1.Tokens;
import tintype.graph.v1.FollowRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.Relationship;
import tintype.graph.v1.UnfollowRequest;
import tintype.media.v1.Comment;
import tintype.media.v1.CommentServiceGrpc;
import tintype.media.v1.CreateCommentRequest;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.DeletePostRequest;
import tintype.media.v1.Media;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.testkit.Pictures;

/** Somebody with an account and a session, and what they do. */
record Person(Calls calls, Account account, Tokens tokens) {
  static final String PASSWORD = "correct horse battery";

  private static final AtomicLong NUMBER = new AtomicLong();
  private static final String RUN = UUID.randomUUID().toString().substring(0, 6);

  /** A name that nobody has. */
  static String freshName() {
    return "p" + RUN + "_" + NUMBER.incrementAndGet();
  }

  static Person register(Calls calls) {
    return register(calls, freshName());
  }

  static Person register(Calls calls, String username) {
    RegisterResponse answer =
        calls.call(AccountServiceGrpc.getRegisterMethod(), registration(username).build(), "");
    return new Person(calls, answer.getAccount(), answer.getTokens());
  }

  static RegisterRequest.Builder registration(String username) {
    return RegisterRequest.newBuilder()
        .setUsername(username)
        .setPassword(PASSWORD)
        .setEmail(username + "@example.com");
  }

  String id() {
    return account.getId();
  }

  long number() {
    return Long.parseLong(id());
  }

  String token() {
    return tokens.getAccessToken();
  }

  /** The same person, calling another way. */
  Person over(Calls others) {
    return new Person(others, account, tokens);
  }

  /** The same person, in another session. */
  Person onAnotherDevice() {
    var request =
        LogInRequest.newBuilder().setLogin(account.getUsername()).setPassword(PASSWORD).build();
    var answer = calls.call(SessionServiceGrpc.getLogInMethod(), request, "");
    return new Person(calls, account, answer.getTokens());
  }

  <Q extends Message, A extends Message> A call(MethodDescriptor<Q, A> method, Q request) {
    return calls.call(method, request, token());
  }

  Relationship follow(Person other) {
    var request = FollowRequest.newBuilder().setAccountId(other.id()).build();
    return call(GraphServiceGrpc.getFollowMethod(), request).getRelationship();
  }

  Relationship unfollow(Person other) {
    var request = UnfollowRequest.newBuilder().setAccountId(other.id()).build();
    return call(GraphServiceGrpc.getUnfollowMethod(), request).getRelationship();
  }

  Media upload(byte[] picture) {
    return calls.upload(token(), "image/jpeg", picture, "");
  }

  /** Publishes one small picture. */
  Post post(String caption) {
    return post(caption, upload(Pictures.jpeg(64, 48, caption.hashCode())));
  }

  Post post(String caption, Media... media) {
    List<String> ids = Arrays.stream(media).map(Media::getId).toList();
    var request = CreatePostRequest.newBuilder().addAllMediaIds(ids).setCaption(caption).build();
    return call(PostServiceGrpc.getCreatePostMethod(), request).getPost();
  }

  Comment comment(Post post, String text) {
    var request = CreateCommentRequest.newBuilder().setPostId(post.getId()).setText(text).build();
    return call(CommentServiceGrpc.getCreateCommentMethod(), request).getComment();
  }

  void delete(Post post) {
    call(
        PostServiceGrpc.getDeletePostMethod(),
        DeletePostRequest.newBuilder().setPostId(post.getId()).build());
  }
}
