package dev.nightjar.schedule;

import com.cronutils.descriptor.CronDescriptor;
import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;

/**
 * A cron line of five fields. cron-utils is asked in UTC, which has no gaps: in a zone that has
 * them it leaves out a day in spring.
 */
final class CronTimes implements WallClock {
  private static final int MAX_LENGTH = 200;

  private final Cron cron;
  private final ExecutionTime times;

  CronTimes(String line) {
    if (line.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("must be " + MAX_LENGTH + " characters or fewer");
    }
    cron =
        new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
            .parse(line)
            .validate();
    times = ExecutionTime.forCron(cron);
  }

  @Override
  public Optional<LocalDateTime> after(LocalDateTime time) {
    return times.nextExecution(time.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
  }

  @Override
  public Optional<LocalDateTime> before(LocalDateTime time) {
    return times.lastExecution(time.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
  }

  /** The line in English; cron-utils speaks other languages word by word, and badly. */
  String inEnglish() {
    return CronDescriptor.instance(Locale.ENGLISH).describe(cron);
  }
}
