package tintype.platform.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;

/** Masks what looks secret in what a plain line has between its brackets. */
public final class MaskConverter extends CompositeConverter<ILoggingEvent> {
  @Override
  protected String transform(ILoggingEvent event, String text) {
    return Secrets.mask(text);
  }
}
