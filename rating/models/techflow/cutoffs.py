#!/usr/bin/env python3
"""Proposes the grade scale from the scores of a panel.

    techflow model report rating/models/techflow --from 1992 --until 1993 -o csv > set.csv
    techflow model report rating/models/techflow --from 1994 --until 1995 -o csv > check.csv
    python3 cutoffs.py set.csv check.csv

Each grade gets the share of company-years that SHARES says, by score, in the
years of the first file; bounds are rounded to whole points. The second file,
of later years, shows what the same bounds give there, and the population
stability index between the two: up to 0.1 is called stable. Shares and panel
are our choice: the scale is illustrative.
"""

import csv
import math
import sys
from decimal import ROUND_HALF_EVEN, Decimal

# Per cent of the company-years, from the best grade to the worst.
SHARES = {"T1": 4, "T2": 6, "T3": 8, "T4": 10, "T5": 12, "T6": 12, "T7": 12,
          "T8": 12, "T9": 12, "T10": 12}


def scores(path):
    """The scores in a report's CSV; company-years without one are left out."""
    with open(path, newline="", encoding="utf-8") as rows:
        return [Decimal(row["score"]) for row in csv.DictReader(rows)
                if row["score"]]


def bounds(falling):
    """The lowest score of each grade; the worst grade begins at 0."""
    found, above = {}, 0
    for grade, share in SHARES.items():
        above += share
        place = min(len(falling), math.ceil(len(falling) * above / 100)) - 1
        found[grade] = falling[place].quantize(
            Decimal(1), rounding=ROUND_HALF_EVEN)
    found[list(SHARES)[-1]] = Decimal(0)
    return found


def shares(values, scale):
    """The share of each grade by the scale."""
    counts = dict.fromkeys(scale, 0)
    for value in values:
        grade = next(grade for grade, lowest in scale.items()
                     if value >= lowest)
        counts[grade] += 1
    return {grade: count / len(values) for grade, count in counts.items()}


def stability_index(before, after):
    """Sum of (a - e) ln(a / e); a grade that is empty once is left out."""
    return sum((after[grade] - before[grade])
               * math.log(after[grade] / before[grade])
               for grade in before if before[grade] and after[grade])


def main(arguments):
    if len(arguments) != 2:
        sys.exit(__doc__)
    set_on, checked_on = (scores(path) for path in arguments)
    scale = bounds(sorted(set_on, reverse=True))
    before, after = shares(set_on, scale), shares(checked_on, scale)
    print(f"{len(set_on)} company-years to set the scale, "
          f"{len(checked_on)} later ones to check it")
    print("grade  from  aim    set    check")
    for grade, lowest in scale.items():
        print(f"{grade:<5}  {lowest:>4}  {SHARES[grade]:>3} %"
              f"  {before[grade]:>6.1%}  {after[grade]:>6.1%}")
    print(f"population stability index {stability_index(before, after):.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
