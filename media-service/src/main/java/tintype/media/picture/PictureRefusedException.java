package tintype.media.picture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A picture is not taken; the message says why, and what would be taken. */
public final class PictureRefusedException extends Exception {

  /** Why. */
  public enum Reason {
    /** The file has no bytes. */
    EMPTY,
    /** The bytes are of no kind that is taken; {@link #accepted()} says which are. */
    TYPE_NOT_TAKEN,
    /** The bytes begin as a picture does, but cannot be read to their end. */
    DAMAGED,
    /** More pixels than allowed: {@link #width()} x {@link #height()} over {@link #limit()}. */
    TOO_MANY_PIXELS
  }

  private final Reason reason;
  private final long width;
  private final long height;
  private final long limit;

  private PictureRefusedException(
      Reason reason,
      String message,
      long width,
      long height,
      long limit,
      @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.width = width;
    this.height = height;
    this.limit = limit;
  }

  static PictureRefusedException empty() {
    return new PictureRefusedException(Reason.EMPTY, "the picture has no bytes", 0, 0, 0, null);
  }

  static PictureRefusedException typeNotTaken(String found) {
    String message = found + " is not taken (accepted: " + acceptedText() + ")";
    return new PictureRefusedException(Reason.TYPE_NOT_TAKEN, message, 0, 0, 0, null);
  }

  static PictureRefusedException damaged(String what) {
    return damaged(what, null);
  }

  static PictureRefusedException damaged(String what, @Nullable Throwable cause) {
    String message = "the picture is damaged: " + what;
    return new PictureRefusedException(Reason.DAMAGED, message, 0, 0, 0, cause);
  }

  static PictureRefusedException tooManyPixels(long width, long height, long limit) {
    String message = width + " x " + height + " pixels (expected: at most " + limit + " in all)";
    return new PictureRefusedException(Reason.TOO_MANY_PIXELS, message, width, height, limit, null);
  }

  private static String acceptedText() {
    return String.join(", ", PictureType.acceptedContentTypes());
  }

  /** Returns why. */
  public Reason reason() {
    return reason;
  }

  /** Returns the media types that are taken. */
  public List<String> accepted() {
    return PictureType.acceptedContentTypes();
  }

  /** Returns the picture's width for {@code TOO_MANY_PIXELS}, else 0. */
  public long width() {
    return width;
  }

  /** Returns the picture's height for {@code TOO_MANY_PIXELS}, else 0. */
  public long height() {
    return height;
  }

  /** Returns the most pixels allowed for {@code TOO_MANY_PIXELS}, else 0. */
  public long limit() {
    return limit;
  }
}
