package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tintype.media.v1.Place;
import tintype.platform.rpc.ApiException;

class SpotTest {
  private static final Spot LOUVRE = spot("Musée du Louvre", 48.8606, 2.3376);

  @Test
  void theSameNameNearbyIsTheSamePlace() {
    assertThat(spot("  MUSE\u0301E  du\tlouvre ", 48.8614, 2.3359).id()).isEqualTo(LOUVRE.id());
  }

  @Test
  void anotherNameOrAnotherTownIsAnotherPlace() {
    assertThat(spot("Pyramide du Louvre", 48.8606, 2.3376).id()).isNotEqualTo(LOUVRE.id());
    assertThat(spot("Musée du Louvre", 50.4304, 2.8033).id()).isNotEqualTo(LOUVRE.id());
    assertThat(spot("Musée du Louvre", -48.8606, 2.3376).id()).isNotEqualTo(LOUVRE.id());
  }

  @Test
  void bothSidesOfTheLastMeridianAreOnePlace() {
    assertThat(spot("Taveuni", -16.8, 180).id()).isEqualTo(spot("Taveuni", -16.8, -180).id());
  }

  @Test
  void keepsWhatItsAuthorSaid() {
    Spot spot = spot("  Musée  du Louvre", 48.8606, 2.3376);

    assertThat(spot.name()).isEqualTo("Musée du Louvre");
    assertThat(spot.latitude()).isEqualTo(48.8606);
    assertThat(spot.latitudeCell()).isEqualTo(4886);
    assertThat(spot.id()).isPositive();
  }

  @Test
  void aNameIsOneToAHundredCharacters() {
    assertThat(spot("😀".repeat(100), 0, 0).name()).hasSize(200);
    for (String wrong : new String[] {"", "  ", "\u200C", "x".repeat(101)}) {
      assertThatThrownBy(() -> spot(wrong, 0, 0))
          .isInstanceOf(ApiException.class)
          .hasMessageStartingWith("place.name: ");
    }
  }

  private static Spot spot(String name, double latitude, double longitude) {
    return Spot.of(
        "place",
        Place.newBuilder().setName(name).setLatitude(latitude).setLongitude(longitude).build());
  }
}
