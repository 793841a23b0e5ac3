#!/usr/bin/env python3
"""Writes calendar_vectors.txt, what Python says the calendar must say.

    python3 tests/rating/feel/make_calendar_vectors.py \\
        > tests/rating/feel/calendar_vectors.txt

For the years 1 to 9999, from Python's datetime and from dateutil (pip install
python-dateutil). MakeCalendarVectors.java does the same for all years there
are. Each line is a question, its arguments and the answer, between spaces;
`null` is no answer. The random numbers are seeded, so the same script writes
the same file.
"""

import random
from datetime import date, datetime, time, timedelta, timezone

from dateutil.relativedelta import relativedelta

EPOCH = date(1970, 1, 1)
FIRST, LAST = date.min.toordinal(), date.max.toordinal()

source = random.Random(20261123)


def any_date():
    """Any day, often one at the end of a month or a year."""
    day = date.fromordinal(source.randint(FIRST, LAST))
    kind = source.random()
    if kind < 0.2:
        return day.replace(day=1)
    if kind < 0.5:
        return day.replace(day=1) + relativedelta(months=1, days=-1) \
            if day.year < 9999 else day
    if kind < 0.6:
        return day.replace(month=12, day=source.randint(25, 31))
    if kind < 0.7:
        return day.replace(month=1, day=source.randint(1, 7))
    return day


def any_instant(zone=None):
    day = any_date()
    while not 2 <= day.year <= 9998:
        day = any_date()
    clock = source.choice([time(), time(23, 59, 59), time(
        source.randrange(24), source.randrange(60), source.randrange(60),
        source.choice([0, 1, 500000, 999999, source.randrange(10 ** 6)]))])
    return datetime.combine(day, clock, zone)


def any_zone():
    minutes = source.choice([0, source.randint(-14 * 60, 14 * 60)])
    return timezone(timedelta(minutes=minutes))


def text(instant):
    return instant.isoformat().replace('+00:00', 'Z')


def duration_text(delta):
    """A timedelta in days, hours, minutes and seconds, as short as can be."""
    size = abs(delta)
    hours, rest = divmod(size.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    clock = ''.join(f'{number}{unit}' for number, unit in [
        (hours, 'H'), (minutes, 'M')] if number)
    if seconds or size.microseconds:
        fraction = f'.{size.microseconds:06}'.rstrip('0').rstrip('.')
        clock += f'{seconds}{fraction}S'
    days = f'{size.days}D' if size.days else ''
    if not days and not clock:
        return 'PT0S'
    return f'{"-" if delta < timedelta(0) else ""}P{days}' + (
        f'T{clock}' if clock else '')


def dates():
    for _ in range(250):
        day = any_date()
        print('day_number', day, (day - EPOCH).days)
        print('weekday', day, day.isoweekday())
        print('day_of_year', day, day.timetuple().tm_yday)
        print('week_of_year', day, day.isocalendar().week)
        months = source.choice([source.randint(-30, 30),
                                source.randint(-20000, 20000)])
        moved = day.year * 12 + day.month - 1 + months
        if 12 <= moved < 120000:
            print('add_months', day, months, day + relativedelta(months=months))
        # At the end of a month dateutil counts a month where the day is cut.
        start = any_date().replace(day=source.randint(1, 28))
        end = any_date().replace(day=source.randint(1, 28))
        if source.random() < 0.5:
            end = end.replace(year=start.year)
        delta = relativedelta(end, start)
        print('months_between', start, end, delta.years * 12 + delta.months)


def instants():
    for _ in range(250):
        zone = source.choice([None, any_zone()])
        start, end = any_instant(zone), any_instant(zone and any_zone())
        print('difference', text(start), text(end), duration_text(start - end))
        delta = timedelta(
            source.choice([0, source.randint(-400, 400)]),
            source.choice([0, 1, 86399, source.randrange(86400)]),
            source.choice([0, 1, 999999, source.randrange(10 ** 6)]))
        print('add_duration', text(start), duration_text(delta),
              text(start + delta))
        print('add_duration', text(end), duration_text(-delta),
              text(end - delta))


def durations():
    for _ in range(150):
        days, hours, minutes = (source.choice([0, source.randrange(100)])
                                for _ in range(3))
        micros = source.choice([0, source.randrange(10 ** 8)])
        sign = source.choice(['', '-'])
        delta = timedelta(days=days, hours=hours, minutes=minutes,
                          microseconds=micros)
        written = f'P{days}DT{hours}H{minutes}M{micros / 10 ** 6:.6f}S'
        print('duration', sign + written,
              duration_text(-delta if sign else delta))


if __name__ == '__main__':
    dates()
    instants()
    durations()
