package tintype.media;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import tintype.media.v1.Place;
import tintype.platform.rpc.ApiException;

/**
 * A place as an author names it. Nobody owns it: its id is made of the folded name and of the
 * coordinates in hundredths of a degree, some 1.1 km, so that people who mean the same place need
 * not have chosen it from a list.
 *
 * @param latitude in degrees, as exact as the author told
 * @param longitude likewise
 */
record Spot(long id, String name, double latitude, double longitude) {
  private static final int MAX_CHARACTERS = 100;
  private static final int CELLS_A_DEGREE = 100;
  private static final int HALF_TURN = 180 * CELLS_A_DEGREE;

  /** Fails with INVALID_FIELD where the name shows nothing or is too long. */
  static Spot of(String field, Place place) {
    String name = Normalizer.normalize(place.getName(), Form.NFC).strip().replaceAll("\\s+", " ");
    if (Folding.fold(name).isBlank()) {
      throw ApiException.invalidField(field + ".name", "blank (expected: a name)");
    }
    if (name.codePointCount(0, name.length()) > MAX_CHARACTERS) {
      throw ApiException.invalidField(
          field + ".name", "too long (expected: at most " + MAX_CHARACTERS + " characters)");
    }
    return of(name, place.getLatitude(), place.getLongitude());
  }

  private static Spot of(String name, double latitude, double longitude) {
    Spot unnumbered = new Spot(0, name, latitude, longitude);
    String cell = unnumbered.latitudeCell() + "," + unnumbered.longitudeCell();
    return new Spot(StableId.of(cell + " " + Folding.fold(name)), name, latitude, longitude);
  }

  /** In hundredths of a degree. */
  int latitudeCell() {
    return (int) Math.round(latitude * CELLS_A_DEGREE);
  }

  /** In hundredths of a degree; both sides of the 180th meridian are one. */
  int longitudeCell() {
    int cell = (int) Math.round(longitude * CELLS_A_DEGREE);
    return cell == HALF_TURN ? -HALF_TURN : cell;
  }

  Place toProto() {
    return Place.newBuilder()
        .setId(Long.toString(id))
        .setName(name)
        .setLatitude(latitude)
        .setLongitude(longitude)
        .build();
  }
}
