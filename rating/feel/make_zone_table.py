#!/usr/bin/env python3
"""Writes zone_table.inc, the tz database that the engine is built with.

    apt-get download tzdata && dpkg-deb -x tzdata_*.deb tzdata
    python3 rating/feel/make_zone_table.py tzdata/usr/share/zoneinfo \\
        > rating/feel/zone_table.inc

Reads the compiled zones of Debian's package tzdata (RFC 8536), and from the
package's tzdata.zi, which is the database's own text, its release and the names
of zones. The database is in the public domain. What the engine does not ask for
is dropped: abbreviations, and which time is called summer time. Zones with the
same rules share them. Only compiled zones are read, because the zic of Debian
12 (glibc 2.36) leaves transitions out when it compiles them anew. A new release
goes into kTimeZoneVersion too, and then tests/rating/feel/make_zone_vectors.py
has to be run.
"""

import bisect
import datetime
import hashlib
import re
import struct
import sys

# A zone whose local time is not known stands for none.
LEFT_OUT = {'Factory'}
EPOCH = datetime.date(1970, 1, 1)
# The compiled zones repeat the yearly changes up to the year 2037.
YEARS_REPEATED = range(1970, 2039)


def version_in(text):
    return re.match(r'# version (\S+)\n', text).group(1)


def names_in(text):
    """The names of all zones and of all links to them."""
    zones = re.findall(r'^Z (\S+) ', text, re.MULTILINE)
    links = re.findall(r'^L \S+ (\S+)$', text, re.MULTILINE)
    return sorted({*zones, *links} - LEFT_OUT)


def read_zone(path):
    """The first offset, the transitions and the footer."""
    with open(path, 'rb') as file:
        data = file.read()

    def header(at):
        return struct.unpack('>6l', data[at + 20:at + 44])

    # The first block is for readers of 32 bits.
    utc_flags, standard_flags, leaps, times, kinds, letters = header(0)
    at = 44 + times * 5 + kinds * 6 + letters + leaps * 8
    at += standard_flags + utc_flags
    utc_flags, standard_flags, leaps, times, kinds, letters = header(at)
    assert leaps == 0
    at += 44
    instants = struct.unpack(f'>{times}q', data[at:at + times * 8])
    at += times * 8
    indexes = data[at:at + times]
    at += times
    offsets = [struct.unpack('>l', data[at + i * 6:at + i * 6 + 4])[0]
               for i in range(kinds)]
    at += kinds * 6 + letters + standard_flags + utc_flags
    footer = data[at:].decode().strip()
    transitions = []
    offset = offsets[0]
    for instant, index in zip(instants, indexes):
        if offsets[index] != offset:
            offset = offsets[index]
            transitions.append((instant, offset))
    return offsets[0], transitions, footer


def seconds(text):
    """"-1:30" as seconds."""
    sign = -1 if text.startswith('-') else 1
    parts = [int(part) for part in text.lstrip('+-').split(':')]
    return sign * sum(p * u for p, u in zip(parts, (3600, 60, 1)))


def read_change(text):
    """M3.5.0/2 as month, week, weekday and second of the day."""
    day, _, time = text.partition('/')
    month, week, weekday = re.fullmatch(r'M(\d+)\.(\d)\.(\d)', day).groups()
    return int(month), int(week), int(weekday), seconds(time or '2')


def read_footer(footer):
    """The standard and the summer offset, and the changes to each.

    None where nothing changes after the last transition.
    """
    clocks, *changes = footer.split(',')
    if not changes:
        return None
    name = r'(?:<[^>]+>|[A-Za-z]+)'
    offset = r'[-+]?\d+(?::\d+)*'
    standard, summer = re.fullmatch(
        f'{name}({offset}){name}({offset})?', clocks).groups()
    standard = -seconds(standard)
    summer = -seconds(summer) if summer else standard + 3600
    return standard, summer, *map(read_change, changes)


def local_second(year, change):
    month, week, weekday, second = change
    first = datetime.date(year, month, 1)
    # Sunday is 0.
    day = first + datetime.timedelta(
        (weekday - first.isoweekday()) % 7 + 7 * (week - 1))
    while day.month != month:
        day -= datetime.timedelta(7)
    return (day - EPOCH).days * 86400 + second


def without_repetition(transitions, yearly):
    """Without the last ones that the yearly rule repeats anyway."""
    if not yearly:
        return transitions
    standard, summer, starts, ends = yearly
    changes = sorted(change for year in YEARS_REPEATED for change in (
        (local_second(year, starts) - standard, summer),
        (local_second(year, ends) - summer, standard)))
    count = len(transitions)
    while count >= 2:
        at = bisect.bisect_left(changes, transitions[count - 1])
        if changes[at - 1:at + 1] != transitions[count - 2:count]:
            break
        count -= 1
    return transitions[:count]


def braces(values):
    return '{' + ', '.join(map(str, values)) + '}'


def cpp_yearly(yearly):
    if not yearly:
        return '{}'
    standard, summer, starts, ends = yearly
    return braces((standard, summer, braces(starts), braces(ends)))


def write_wrapped(items):
    line = ''
    for item in items:
        if len(line) + len(item) + 1 > 80:
            print(line)
            line = ''
        line += (' ' if line else '') + item
    if line:
        print(line)


def write_table(zones):
    """`zones` is a list of pairs: rules, and a zone that they are for."""
    print('constexpr Transition kTransitions[] = {')
    for (_, transitions, _), name in zones:
        if transitions:
            print(f'// {name}')
            write_wrapped([braces(pair) + ',' for pair in transitions])
    print('};\n\nconstexpr ZoneRules kRules[] = {')
    start = 0
    for (first, transitions, yearly), name in zones:
        count = len(transitions)
        part = f'{{&kTransitions[{start}], {count}}}' if count else '{}'
        print(f'// {name}')
        print(f'{{{first}, {part}, {cpp_yearly(yearly)}}},')
        start += count
    print('};')


def main():
    folder = sys.argv[1]
    with open(f'{folder}/tzdata.zi', 'rb') as file:
        source = file.read()
    text = source.decode()
    numbers = {}
    zones = []
    rows = []
    for name in names_in(text):
        first, transitions, footer = read_zone(f'{folder}/{name}')
        yearly = read_footer(footer)
        rules = first, tuple(without_repetition(transitions, yearly)), yearly
        if rules not in numbers:
            numbers[rules] = len(zones)
            zones.append((rules, name))
        rows.append(f'{{"{name}", &kRules[{numbers[rules]}]}},')

    print('// Written by make_zone_table.py; the tz database is public domain.')
    print(f'// tzdata.zi, SHA-256 {hashlib.sha256(source).hexdigest()}')
    print(f'constexpr std::string_view kTableVersion = "{version_in(text)}";')
    print()
    write_table(zones)
    print()
    print('constexpr NamedZone kZones[] = {', *rows, '};', sep='\n')


if __name__ == '__main__':
    main()
