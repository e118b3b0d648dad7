package tintype.allinone;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Bars for long work; on stderr, so that a summary on stdout stays readable. */
final class Progress {
  private static final int INTERVAL_MILLIS = (int) Duration.ofMillis(500).toMillis();

  private Progress() {}

  static ProgressBar bar(String what, long total) {
    return new ProgressBarBuilder()
        .setTaskName(what)
        .setInitialMax(total)
        .showSpeed()
        .setUpdateIntervalMillis(INTERVAL_MILLIS)
        .setMaxRenderedLength(100)
        .build();
  }
}
