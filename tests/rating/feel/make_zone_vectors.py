#!/usr/bin/env python3
"""Writes zone_vectors.txt, what Python's zoneinfo says the zones must say.

    python3 tests/rating/feel/make_zone_vectors.py usr/share/zoneinfo \\
        > tests/rating/feel/zone_vectors.txt

The argument is the folder of compiled zones in Debian's package tzdata, of the
release that rating/feel/zone_table.inc was made from. So neither the compiler's
output nor the reader is the one that the table comes from. A second argument
asks for so many transitions of each zone (two if left out; 1000 for all).

Each line is a zone and then the offset from UTC in seconds at some times, each
in seconds since 1970-01-01T00:00:00: `u` is a time in UTC, `l` a time on the
zone's own clock. The random numbers are seeded, so the same script writes the
same file.
"""

import datetime
import random
import re
import struct
import sys
import zoneinfo

EPOCH = datetime.datetime(1970, 1, 1)
SECOND = datetime.timedelta(seconds=1)
# The calendar repeats every 400 years, and the last rules with it.
CYCLE = 146097 * 86400
FIRST = (datetime.datetime(1, 1, 3) - EPOCH) // SECOND
LAST = (datetime.datetime(9999, 12, 29) - EPOCH) // SECOND
FARTHEST = 999999999 * 365 * 86400

source = random.Random(20261123)


def within_python(seconds):
    """The time within Python's years at which the offset is the same."""
    if seconds > LAST:
        return 10 * CYCLE + seconds % CYCLE
    return max(seconds, FIRST)


def offset_at_utc(zone, seconds):
    at = EPOCH + within_python(seconds) * SECOND
    local = at.replace(tzinfo=datetime.timezone.utc).astimezone(zone)
    return local.utcoffset() // SECOND


def offset_at_local(zone, seconds):
    local = (EPOCH + within_python(seconds) * SECOND).replace(tzinfo=zone)
    return local.utcoffset() // SECOND


def transitions(path):
    """The instants in a file's second block (RFC 8536)."""
    with open(path, 'rb') as file:
        data = file.read()
    utc_flags, standard_flags, leaps, times, kinds, letters = struct.unpack(
        '>6l', data[20:44])
    at = 44 + times * 5 + kinds * 6 + letters + leaps * 8
    at += standard_flags + utc_flags
    times = struct.unpack('>l', data[at + 32:at + 36])[0]
    at += 44
    return struct.unpack(f'>{times}q', data[at:at + times * 8])


def times_of(zone, instants, count):
    """Pairs of u or l and a time: where offsets change, and anywhere."""
    for instant in source.sample(instants, min(count, len(instants))):
        yield 'u', instant - 1
        yield 'u', instant
        for offset in {offset_at_utc(zone, instant - 1),
                       offset_at_utc(zone, instant)}:
            yield 'l', instant + offset - 1
            yield 'l', instant + offset
    for first, last in [(-2 ** 31, 2 ** 31), (2 ** 31, 2 ** 33),
                        (FIRST, LAST), (LAST, FARTHEST),
                        (-FARTHEST, FIRST)]:
        yield 'u', source.randint(first, last)
        yield 'l', source.randint(first, last)


def main():
    folder = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    zoneinfo.reset_tzpath([folder])
    with open(f'{folder}/tzdata.zi', encoding='ascii') as file:
        text = file.read()
    links = re.findall(r'^L \S+ (\S+)$', text, re.MULTILINE)
    zones = re.findall(r'^Z (\S+) ', text, re.MULTILINE)
    for name in sorted({*links, *zones} - {'Factory'}):
        zone = zoneinfo.ZoneInfo.no_cache(name)
        instants = sorted(transitions(f'{folder}/{name}'))
        fields = []
        for clock, seconds in times_of(zone, instants, count):
            offset_at = offset_at_utc if clock == 'u' else offset_at_local
            fields.append(f'{clock}{seconds}:{offset_at(zone, seconds)}')
        print(name, *fields)


if __name__ == '__main__':
    main()
