#!/usr/bin/env python3
"""Writes unicode_tables.inc beside itself: what FEEL needs to know of Unicode.

    rating/feel/unicode_tables.py          writes the file
    rating/feel/unicode_tables.py --check  fails where the file differs

Categories and letter case come from Python's unicodedata and str methods, the
names of blocks from Perl's charblocks(). Both must speak of UNICODE, as they
do in Debian 12. Another version is another version of the engine: change
UNICODE here, and the engine version with it.
"""

import itertools
import pathlib
import subprocess
import sys
import unicodedata

UNICODE = "14.0.0"

# In the order of Category in unicode.h.
CATEGORIES = ("Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po "
              "Zs Zl Zp Sm Sc Sk So Cc Cf Co Cn Cs").split()

# Names of XML Schema for blocks that Unicode has renamed since.
OLDER_BLOCK_NAMES = {
    "Greek": ["GreekandCoptic"],
    "CombiningMarksforSymbols": ["CombiningDiacriticalMarksforSymbols"],
    "CyrillicSupplementary": ["CyrillicSupplement"],
    "PrivateUse": ["PrivateUseArea", "SupplementaryPrivateUseArea-A",
                   "SupplementaryPrivateUseArea-B"],
}

SURROGATES = range(0xD800, 0xE000)
CODE_POINTS = [c for c in range(0x110000) if c not in SURROGATES]


def upper(c):
  return chr(c).upper()


def lower(c):
  return chr(c).lower()


def category_runs():
  """(length, index of the category) of each run, from U+0000 on."""
  runs = itertools.groupby(
      CATEGORIES.index(unicodedata.category(chr(c))) for c in range(0x110000))
  return [(len(list(run)), category) for category, run in runs]


def blocks():
  script = ("use Unicode::UCD qw(charblocks);"
            "print Unicode::UCD::UnicodeVersion(), qq(\\n); my $b = charblocks();"
            "printf qq(%d\\t%d\\t%s\\n), $b->{$_}[0][0], $b->{$_}[0][1], $_ "
            "for keys %$b")
  lines = subprocess.run(["perl", "-e", script], check=True, text=True,
                         stdout=subprocess.PIPE).stdout.splitlines()
  assert lines[0] == UNICODE, f"Perl speaks of Unicode {lines[0]}"
  rows = []
  for line in lines[1:]:
    first, last, name = line.split("\t")
    # A surrogate is no character, and No_Block is none.
    if int(first) not in SURROGATES and name != "No_Block":
      rows.append((int(first), int(last), name.replace(" ", "")))
  for older, newer in OLDER_BLOCK_NAMES.items():
    rows += [(first, last, older) for first, last, name in rows
             if name in newer]
  return sorted(rows)


def ranges(code_points):
  """[first, last] of each run of neighbours."""
  rows = []
  for c in code_points:
    if rows and rows[-1][1] == c - 1:
      rows[-1][1] = c
    else:
      rows.append([c, c])
  return rows


def shifted_ranges(pairs):
  """(first, last, stride, distance): runs of pairs that lie equally far
  apart, one after the other or with one left out between."""
  rows = []
  for distance in sorted({b - a for a, b in pairs}):
    open_rows = []
    for c in sorted(a for a, b in pairs if b - a == distance):
      for row in open_rows[-2:]:
        stride = c - row[1]
        if stride == row[2] or (row[0] == row[1] and stride in (1, 2)):
          row[1:3] = c, stride
          break
      else:
        open_rows.append([c, c, 1, distance])
    rows += open_rows
  return sorted(rows)


def single(mapping):
  rows = shifted_ranges([(c, ord(mapping(c))) for c in CODE_POINTS
                         if len(mapping(c)) == 1 and mapping(c) != chr(c)])
  # So that a row can be found by bisection.
  assert all(a[1] < b[0] for a, b in itertools.pairwise(rows))
  return rows


def several(mapping):
  return [(c, [ord(x) for x in mapping(c)]) for c in CODE_POINTS
          if len(mapping(c)) > 1]


def case_variants():
  """Pairs, the lesser first, that have one upper case or one lower case."""
  pairs = set()
  for mapping in (upper, lower):
    alike = {}
    for c in CODE_POINTS:
      alike.setdefault(mapping(c), []).append(c)
    for group in alike.values():
      pairs.update(itertools.combinations(group, 2))
  return pairs


# A capital sigma at the end of a word becomes a final one: after a letter with
# case and what is case-ignorable. Python has no property for these, but does
# apply the rule.
def is_case_ignorable(c):
  return ("A" + chr(c) + "Σ").lower()[-1] == "ς" and not is_cased(c)


def is_cased(c):
  return (chr(c) + "Σ").lower()[-1] == "ς"


def rows_of(name, kind, rows, text):
  yield f"inline constexpr {kind} {name}[] = {{"
  line = "   "
  for row in rows:
    item = f" {text(row)},"
    if len(line) + len(item) > 80:
      yield line
      line = "   "
    line += item
  yield line
  yield "};"
  yield ""


def shifted_text(row):
  return f"{{0x{row[0]:X}, 0x{row[1]:X}, {row[2]}, {row[3]}}}"


def range_text(row):
  return f"{{0x{row[0]:X}, 0x{row[1]:X}}}"


def several_text(row):
  mapped = ", ".join(f"0x{c:X}" for c in row[1])
  return f"{{0x{row[0]:X}, {{{mapped}}}}}"


def lines():
  yield "// Written by unicode_tables.py; unicode_tables.h says what this is."
  yield ""
  yield f'inline constexpr std::string_view kTablesVersion = "{UNICODE}";'
  yield ""
  yield from rows_of("kCategoryRuns", "uint32_t", category_runs(),
                     lambda run: str(run[0] * 32 + run[1]))
  yield from rows_of("kBlocks", "UnicodeBlock", blocks(),
                     lambda b: f'{{0x{b[0]:X}, 0x{b[1]:X}, "{b[2]}"}}')
  yield from rows_of("kUpperCase", "ShiftedRange", single(upper), shifted_text)
  yield from rows_of("kLowerCase", "ShiftedRange", single(lower), shifted_text)
  yield from rows_of("kUpperCaseOfSeveral", "SeveralLetters", several(upper),
                     several_text)
  yield from rows_of("kLowerCaseOfSeveral", "SeveralLetters", several(lower),
                     several_text)
  yield from rows_of("kCaseVariants", "ShiftedRange",
                     shifted_ranges(case_variants()), shifted_text)
  yield from rows_of("kCased", "CodePointRange",
                     ranges(c for c in CODE_POINTS if is_cased(c)), range_text)
  yield from rows_of(
      "kCaseIgnorable", "CodePointRange",
      ranges(c for c in CODE_POINTS if is_case_ignorable(c)), range_text)


def main():
  assert unicodedata.unidata_version == UNICODE, (
      f"Python speaks of Unicode {unicodedata.unidata_version}")
  path = pathlib.Path(__file__).with_name("unicode_tables.inc")
  text = "\n".join(lines()).rstrip("\n") + "\n"
  if sys.argv[1:] == ["--check"]:
    sys.exit(path.read_text() != text)
  path.write_text(text)


main()
