package tintype.media.picture;

/** The upright size of a rendition: the picture's shape within all bounds, never larger than it. */
record RenditionSize(int width, int height) {

  /** Reached only by strips, whose height the width does not bound. */
  private static final long MAX_PIXELS = 24_000_000;

  static RenditionSize of(PictureInfo info, int maxWidth) {
    double scale = Math.min(1, (double) maxWidth / info.uprightWidth());
    scale = Math.min(scale, Math.sqrt((double) MAX_PIXELS / info.pixels()));
    scale = Math.min(scale, (double) JpegEncoder.MAX_SIDE / info.uprightWidth());
    scale = Math.min(scale, (double) JpegEncoder.MAX_SIDE / info.uprightHeight());
    return new RenditionSize(side(info.uprightWidth(), scale), side(info.uprightHeight(), scale));
  }

  private static int side(int length, double scale) {
    return (int) Math.max(1, Math.round(length * scale));
  }
}
