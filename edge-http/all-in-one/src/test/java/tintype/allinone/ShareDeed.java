package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.Share.Channel;

/** Somebody passes a post on. */
final class ShareDeed implements Deed {
  private final Survivor author;
  private final Survivor fan;
  private final Post post;
  private final Set<String> shares = new HashSet<>();

  ShareDeed(Company company) {
    author = company.author();
    fan = company.fan();
    post = author.post("to be passed on");
  }

  @Override
  public Write next(Random random) {
    String request = new UUID(random.nextLong(), random.nextLong()).toString();
    return new Write(
        "share " + request,
        () ->
            fan.send(
                    PostServiceGrpc.getSharePostMethod(),
                    "post_id",
                    post.getId(),
                    "channel",
                    Channel.LINK,
                    "request_id",
                    request)
                .getShare()
                .getId(),
        shares::add);
  }

  @Override
  public void check() {
    assertThat(author.see(post).getCounts().getShares()).isEqualTo(shares.size());
  }
}
