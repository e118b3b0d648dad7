package tintype.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.FieldMask;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tintype.account.v1.UpdateProfileRequest;
import tintype.media.v1.PeopleTag;
import tintype.media.v1.UpdatePostRequest;

class UpdateMaskTest {
  private static final Set<String> CHANGEABLE = Set.of("full_name", "bio", "private");

  @Test
  void withoutAMaskWhatIsPresentChangesAlsoIfEmpty() {
    var request = UpdateProfileRequest.newBuilder().setBio("").setPrivate(false);

    assertThat(named(request)).containsExactlyInAnyOrder("bio", "private");
    assertThat(named(UpdateProfileRequest.newBuilder())).isEmpty();
  }

  @Test
  void aRepeatedFieldIsPresentWithAnElement() {
    var request = UpdatePostRequest.newBuilder();
    Set<String> changeable = Set.of("caption", "people_tags");

    assertThat(UpdateMask.of(request.build(), changeable)).isEmpty();
    request.addPeopleTags(PeopleTag.getDefaultInstance());
    assertThat(UpdateMask.of(request.build(), changeable)).containsExactly("people_tags");
    request.clearPeopleTags().setUpdateMask(mask("people_tags"));
    assertThat(UpdateMask.of(request.build(), changeable)).containsExactly("people_tags");
  }

  @Test
  void aMaskAloneSaysWhatChanges() {
    var request = UpdateProfileRequest.newBuilder().setBio("bio").setUpdateMask(mask("full_name"));

    assertThat(named(request)).containsExactly("full_name");
  }

  @Test
  void aMaskOfAnythingElseIsRefused() {
    for (String other : List.of("username", "id", "update_mask", "", "full_name.x")) {
      assertThatThrownBy(() -> named(UpdateProfileRequest.newBuilder().setUpdateMask(mask(other))))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("[bio, full_name, private]");
    }
  }

  private static Set<String> named(UpdateProfileRequest.Builder request) {
    return UpdateMask.of(request.build(), CHANGEABLE);
  }

  private static FieldMask mask(String path) {
    return FieldMask.newBuilder().addPaths(path).build();
  }
}
