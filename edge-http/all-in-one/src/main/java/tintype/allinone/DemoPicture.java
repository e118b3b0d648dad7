package tintype.allinone;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** A landscape drawn in code: a sky, a sun, and ridges that darken towards the viewer. */
final class DemoPicture {
  private static final int LONG_SIDE = 1200;
  private static final int SHORT_SIDE = 900;
  private static final int RIDGES = 5;
  private static final int STEP = 8;

  private DemoPicture() {}

  /** A JPEG, upright or lying; the same seed draws the same. */
  static byte[] jpeg(long seed) {
    Random random = new Random(seed);
    boolean upright = random.nextBoolean();
    int width = upright ? SHORT_SIDE : LONG_SIDE;
    int height = upright ? LONG_SIDE : SHORT_SIDE;
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = picture.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    float hue = random.nextFloat();
    drawSky(canvas, width, height, hue, random);
    for (int ridge = 0; ridge < RIDGES; ridge++) {
      drawRidge(canvas, width, height, hue, ridge, random);
    }
    canvas.dispose();
    return encode(picture);
  }

  private static void drawSky(Graphics2D canvas, int width, int height, float hue, Random random) {
    Color top = Color.getHSBColor(hue, 0.55f, 0.75f);
    Color horizon = Color.getHSBColor(hue + 0.12f, 0.25f, 1f);
    canvas.setPaint(new GradientPaint(0, 0, top, 0, height * 0.7f, horizon));
    canvas.fillRect(0, 0, width, height);
    int sun = width / 12 + random.nextInt(width / 10);
    canvas.setPaint(new Color(255, 250, 225, 220));
    canvas.fillOval(random.nextInt(width - sun), height / 6 + random.nextInt(height / 4), sun, sun);
  }

  private static void drawRidge(
      Graphics2D canvas, int width, int height, float hue, int ridge, Random random) {
    double base = height * (0.5 + 0.11 * ridge);
    double swing = height * (0.10 - 0.012 * ridge);
    double slow = random.nextDouble() * Math.TAU;
    double fast = random.nextDouble() * Math.TAU;
    Polygon hill = new Polygon();
    hill.addPoint(0, height);
    for (int x = 0; x <= width + STEP; x += STEP) {
      double at = Math.TAU * x / width;
      double rise = Math.sin(at * 1.3 + slow) + 0.35 * Math.sin(at * 5 + fast);
      hill.addPoint(x, (int) (base - swing * rise));
    }
    hill.addPoint(width, height);
    canvas.setPaint(Color.getHSBColor(hue + 0.03f * ridge, 0.45f, 0.75f - 0.14f * ridge));
    canvas.fillPolygon(hill);
  }

  private static byte[] encode(BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "jpg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
