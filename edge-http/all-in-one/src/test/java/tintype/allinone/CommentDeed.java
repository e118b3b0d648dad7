package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import tintype.media.v1.Comment;
import tintype.media.v1.CommentServiceGrpc;
import tintype.media.v1.Post;

/** People say something under a post and answer each other, and delete that. */
final class CommentDeed implements Deed {
  private static final int MANY = 12;

  /** What was said; it is in the thread of another, or begins one where that is empty. */
  private record Said(String text, String thread) {}

  private final List<Survivor> people;
  private final Survivor author;
  private final Post post;

  /** What is there, by its id; a beginning that was deleted stays while it has replies. */
  private final Map<String, Said> said = new LinkedHashMap<>();

  private final List<String> deleted = new ArrayList<>();
  private int number;

  CommentDeed(Company company) {
    author = company.author();
    people = List.of(company.fan(), company.stranger(), company.author());
    post = author.post("to be talked about");
  }

  @Override
  public Write next(Random random) {
    List<String> ids = live();
    boolean deletes = random.nextInt(MANY) < ids.size();
    String other = ids.isEmpty() ? "" : ids.get(random.nextInt(ids.size()));
    if (deletes) {
      return delete(other);
    }
    Survivor who = people.get(random.nextInt(people.size()));
    String text = "Comment " + number++;
    return create(
        who,
        text,
        random.nextBoolean() ? other : "",
        new UUID(random.nextLong(), random.nextLong()).toString());
  }

  private Write create(Survivor who, String text, String replyTo, String request) {
    String thread = replyTo.isEmpty() ? "" : threadOf(replyTo);
    return new Write(
        who + " says " + text + " to " + replyTo,
        () ->
            who.send(
                    CommentServiceGrpc.getCreateCommentMethod(),
                    "post_id",
                    post.getId(),
                    "text",
                    text,
                    "reply_to",
                    replyTo,
                    "request_id",
                    request)
                .getComment()
                .getId(),
        id -> said.put(id, new Said(text, thread)));
  }

  private String threadOf(String id) {
    return said.get(id).thread().isEmpty() ? id : said.get(id).thread();
  }

  /** Once deleted it is not there to be deleted, which a repeat may meet. */
  private Write delete(String id) {
    return new Write(
        "delete " + id,
        () -> {
          try {
            author.send(
                CommentServiceGrpc.getDeleteCommentMethod(),
                "post_id",
                post.getId(),
                "comment_id",
                id);
          } catch (Refused e) {
            assertThat(e.codeAndReason()).isEqualTo("NOT_FOUND COMMENT_NOT_FOUND");
          }
          return "deleted";
        },
        answer -> deleted.add(id));
  }

  private List<String> live() {
    return said.keySet().stream().filter(id -> !deleted.contains(id)).toList();
  }

  private List<String> repliesTo(String id) {
    return live().stream().filter(reply -> said.get(reply).thread().equals(id)).toList();
  }

  @Override
  public void check() {
    List<String> expected = new ArrayList<>();
    for (String id : said.keySet()) {
      boolean begins = said.get(id).thread().isEmpty();
      if (begins && (!deleted.contains(id) || !repliesTo(id).isEmpty())) {
        expected.addFirst(id + " " + textOf(id));
      }
    }
    List<Comment> comments =
        author
            .send(
                CommentServiceGrpc.getListCommentsMethod(),
                "post_id",
                post.getId(),
                "page_size",
                100)
            .getCommentsList();
    assertThat(comments)
        .extracting(comment -> comment.getId() + " " + comment.getText())
        .containsExactlyElementsOf(expected);
    assertThat(author.see(post).getCounts().getComments()).as("count").isEqualTo(live().size());
    comments.forEach(this::checkThread);
  }

  private String textOf(String id) {
    return deleted.contains(id) ? "" : said.get(id).text();
  }

  private void checkThread(Comment comment) {
    List<String> expected = repliesTo(comment.getId());
    assertThat(comment.getCounts().getReplies()).as("replies").isEqualTo(expected.size());
    assertThat(
            author
                .send(
                    CommentServiceGrpc.getListRepliesMethod(),
                    "post_id",
                    post.getId(),
                    "comment_id",
                    comment.getId(),
                    "page_size",
                    100)
                .getRepliesList())
        .extracting(Comment::getId)
        .containsExactlyElementsOf(expected);
  }
}
