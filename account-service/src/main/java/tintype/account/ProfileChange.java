package tintype.account;

import java.util.Optional;
import java.util.Set;
import tintype.account.v1.UpdateProfileRequest;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.UpdateMask;

/** What changes of a profile; what is empty stays. */
record ProfileChange(
    Optional<String> fullName,
    Optional<String> bio,
    Optional<String> website,
    Optional<Username> username,
    Optional<Boolean> isPrivate) {
  private static final Set<String> CHANGEABLE =
      Set.of("full_name", "bio", "website", "username", "private");

  /** Fails with INVALID_FIELD where the mask or a text breaks a rule. */
  static ProfileChange of(UpdateProfileRequest request) {
    Set<String> named = UpdateMask.of(request, CHANGEABLE);
    if (named.contains("username") && request.getUsername().isEmpty()) {
      throw ApiException.invalidField("username", "empty (expected: 3-30 of a-z 0-9 . _)");
    }
    return new ProfileChange(
        where(named, "full_name", request.getFullName())
            .map(typed -> TextLine.of("full_name", typed)),
        where(named, "bio", request.getBio()).map(typed -> Bio.of("bio", typed)),
        where(named, "website", request.getWebsite())
            .map(typed -> TextLine.of("website", typed, 255)),
        where(named, "username", request.getUsername()).map(Username::fold),
        where(named, "private", request.getPrivate()));
  }

  private static <T> Optional<T> where(Set<String> named, String name, T value) {
    return named.contains(name) ? Optional.of(value) : Optional.empty();
  }
}
