package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** A look at one surface: who, of what, through which door. */
record View(String viewer, Surface surface, String target, Transport door, int pageSize) {
  /** That it shows what it must. */
  void check(World world, Cast cast) {
    assertThat(found(cast)).as("%s", this).isEqualTo(expected(world));
  }

  private List<String> expected(World world) {
    return surface.expectation().of(new Expected(world), viewer, target);
  }

  private List<String> found(Cast cast) {
    try {
      return surface.reading().of(new Reader(cast, viewer, door, pageSize), target);
    } catch (Refused refused) {
      return List.of(refused.codeAndReason());
    }
  }

  @Override
  public String toString() {
    return "%s for %s of %s by %s, %d a page"
        .formatted(surface, viewer, target.isEmpty() ? "all" : target, door, pageSize);
  }
}
