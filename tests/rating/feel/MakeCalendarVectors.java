import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.time.zone.ZoneOffsetTransition;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Writes calendar_vectors_far.txt, what java.time says the calendar must say
 * for the years from -999,999,999 to 999,999,999.
 *
 * <pre>
 * java tests/rating/feel/MakeCalendarVectors.java \
 *     > tests/rating/feel/calendar_vectors_far.txt
 * </pre>
 *
 * The lines are as in make_calendar_vectors.py. The random numbers are seeded,
 * so the same program writes the same file.
 */
public class MakeCalendarVectors {
  private static final Random source = new Random(20261123);
  // Zones whose rules between 1980 and 2020 no release of the tz database has
  // touched for years.
  private static final String[] ZONES = {
    "Europe/Paris", "America/New_York", "Australia/Sydney", "Asia/Shanghai",
    "Australia/Lord_Howe", "Europe/London"
  };

  private static long between(long low, long high) {
    return low + (long) (source.nextDouble() * (high - low + 1));
  }

  private static int anyYear() {
    switch (source.nextInt(6)) {
      case 0:
        return (int) between(-999_999_999, -999_999_998);
      case 1:
        return (int) between(999_999_998, 999_999_999);
      case 2:
        return (int) between(-12_000, 12_000);
      case 3:
        return (int) between(-5, 5);
      default:
        return (int) between(-999_999_999, 999_999_999);
    }
  }

  private static LocalDate anyDate() {
    int year = anyYear();
    switch (source.nextInt(5)) {
      case 0:
        return LocalDate.of(year, 12, (int) between(25, 31));
      case 1:
        return LocalDate.of(year, 1, (int) between(1, 7));
      case 2:
        LocalDate first = LocalDate.of(year, (int) between(1, 12), 1);
        return first.withDayOfMonth(first.lengthOfMonth());
      case 3:
        return LocalDate.of(year, (int) between(2, 3), (int) between(1, 28));
      default:
        return LocalDate.of(year, 1, 1).withDayOfYear((int) between(1, 365));
    }
  }

  private static LocalTime anyTime() {
    switch (source.nextInt(4)) {
      case 0:
        return LocalTime.MIN;
      case 1:
        return LocalTime.MAX;
      default:
        return LocalTime.ofSecondOfDay(between(0, 86_399))
            .withNano(source.nextBoolean() ? 0 : (int) between(0, 999_999_999));
    }
  }

  private static ZoneOffset anyOffset() {
    return ZoneOffset.ofTotalSeconds(
        source.nextInt(4) == 0
            ? (int) between(-64_800, 64_800)
            : 1_800 * (int) between(-36, 36));
  }

  private static Duration anyDuration() {
    long seconds;
    switch (source.nextInt(5)) {
      case 0:
        seconds = between(-2, 2);
        break;
      case 1:
        seconds = 86_400 * between(-500, 500);
        break;
      case 2:
        seconds = between(-70_000_000_000_000_000L, 70_000_000_000_000_000L);
        break;
      default:
        seconds = between(-100_000_000, 100_000_000);
    }
    return Duration.ofSeconds(
        seconds, source.nextBoolean() ? 0 : between(0, 999_999_999));
  }

  /** A year beyond 9999 has a plus in Java, which XML Schema forbids. */
  private static String text(LocalDate date) {
    return date.toString().replace("+", "");
  }

  private static String text(LocalTime time) {
    String fraction = String.format(".%09d", time.getNano());
    return time.format(DateTimeFormatter.ofPattern("HH:mm:ss"))
        + (time.getNano() == 0 ? "" : fraction.replaceAll("0+$", ""));
  }

  private static String text(LocalDateTime instant) {
    return text(instant.toLocalDate()) + "T" + text(instant.toLocalTime());
  }

  private static String text(OffsetDateTime instant) {
    return text(instant.toLocalDateTime()) + instant.getOffset();
  }

  /** Whether the clock shows this time already for the second time. */
  private static boolean isSecond(ZonedDateTime instant) {
    return !instant.withEarlierOffsetAtOverlap().getOffset().equals(instant.getOffset());
  }

  private static String text(ZonedDateTime instant) {
    return isSecond(instant)
        ? text(instant.toOffsetDateTime())
        : text(instant.toLocalDateTime()) + "@" + instant.getZone();
  }

  private static String text(Duration duration) {
    if (duration.isZero()) return "PT0S";
    Duration size = duration.abs();
    StringBuilder clock = new StringBuilder();
    if (size.toHoursPart() != 0) clock.append(size.toHoursPart()).append('H');
    if (size.toMinutesPart() != 0) clock.append(size.toMinutesPart()).append('M');
    if (size.toSecondsPart() != 0 || size.getNano() != 0) {
      clock.append(size.toSecondsPart());
      if (size.getNano() != 0) {
        clock.append(String.format(".%09d", size.getNano()).replaceAll("0+$", ""));
      }
      clock.append('S');
    }
    return (duration.isNegative() ? "-P" : "P")
        + (size.toDaysPart() == 0 ? "" : size.toDaysPart() + "D")
        + (clock.length() == 0 ? "" : "T" + clock);
  }

  private static String orNull(Supplier<String> answer) {
    try {
      return answer.get();
    } catch (DateTimeException | ArithmeticException e) {
      return "null";
    }
  }

  private static void print(String question, Object... fields) {
    StringBuilder line = new StringBuilder(question);
    for (Object field : fields) line.append(' ').append(field);
    System.out.println(line);
  }

  private static void dates() {
    for (int i = 0; i < 300; ++i) {
      LocalDate day = anyDate();
      print("day_number", text(day), day.toEpochDay());
      print("weekday", text(day), day.getDayOfWeek().getValue());
      print("day_of_year", text(day), day.getDayOfYear());
      // Java looks into the years before and after, which it does not have.
      if (Math.abs(day.getYear()) < 999_999_999) {
        print("week_of_year", text(day), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      }
      long months =
          source.nextBoolean()
              ? between(-30, 30)
              : between(-24_000_000_000L, 24_000_000_000L);
      print("add_months", text(day), months, orNull(() -> text(day.plusMonths(months))));
      LocalDate other = source.nextBoolean() ? anyDate() : anyDate().withYear(day.getYear());
      print("months_between", text(day), text(other),
          Period.between(day, other).toTotalMonths());
    }
  }

  private static void instants() {
    for (int i = 0; i < 300; ++i) {
      LocalDateTime start = LocalDateTime.of(anyDate(), anyTime());
      LocalDateTime end = LocalDateTime.of(anyDate(), anyTime());
      Duration duration = anyDuration();
      print("add_duration", text(start), text(duration),
          orNull(() -> text(start.plus(duration))));
      print("difference", text(start), text(end), text(Duration.between(end, start)));
      OffsetDateTime here = start.atOffset(anyOffset());
      OffsetDateTime there = end.atOffset(anyOffset());
      print("add_duration", text(here), text(duration),
          orNull(() -> text(here.plus(duration))));
      print("difference", text(here), text(there), text(Duration.between(there, here)));
    }
  }

  private static void zones() {
    for (int i = 0; i < 300; ++i) {
      ZoneId zone = ZoneId.of(ZONES[source.nextInt(ZONES.length)]);
      ZonedDateTime start =
          Instant.ofEpochSecond(between(320_000_000L, 1_570_000_000L)).atZone(zone);
      Duration duration = Duration.ofSeconds(between(-20_000_000, 20_000_000));
      ZoneOffsetTransition change =
          zone.getRules().nextTransition(start.toInstant());
      if (change != null && source.nextBoolean()) {
        start = change.getInstant().plusSeconds(between(-9_000, 9_000)).atZone(zone);
        duration = Duration.ofMinutes(15 * between(-30, 30));
      }
      // The text of a second time has no zone to come back to.
      if (!isSecond(start)) {
        print("add_duration", text(start), text(duration), text(start.plus(duration)));
      }
    }
  }

  private static void durations() {
    for (int i = 0; i < 200; ++i) {
      long days = source.nextBoolean() ? 0 : between(0, 900_000_000_000L);
      long hours = source.nextBoolean() ? 0 : between(0, 900_000_000_000L);
      long minutes = source.nextBoolean() ? 0 : between(0, 900_000_000_000L);
      long seconds = source.nextBoolean() ? 0 : between(0, 900_000_000_000L);
      String fraction = source.nextBoolean() ? "" : "." + between(0, 999_999_999);
      String written =
          String.format("P%dDT%dH%dM%d%sS", days, hours, minutes, seconds, fraction);
      Duration duration = Duration.parse(written);
      boolean negative = source.nextBoolean();
      print("duration", negative ? "-" + written : written,
          text(negative ? duration.negated() : duration));
    }
  }

  public static void main(String[] arguments) {
    dates();
    instants();
    zones();
    durations();
  }
}
