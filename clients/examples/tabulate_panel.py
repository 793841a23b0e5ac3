#!/usr/bin/env python3
"""Tabulates twelve companies of the inst-innovation panel as techflow evidence.

    python3 tabulate_panel.py PATH/TO/inst-innovation.csv [FOLDER]

writes one protojson file of techflow.v1.Evidence for each company into FOLDER
(default: panel/ beside this script). The same file gives the same bytes. How
each figure comes about is said in README.md and, item by item, in the notes.
"""

import csv
import pathlib
import sys
from decimal import ROUND_HALF_EVEN, Decimal

import readable_json

PANEL = "Aghion, Van Reenen, Zingales 2013 (inst-innovation panel)"
COLLECTED_ON = (2026, 11, 23)
YEARS = range(1991, 1998)  # Patents of later years are cut off.
KEPT_OF_STOCK = Decimal("0.85")  # 15 % of the R&D stock wears off in a year.

# Panel name, file, name in Chinese and English, technology field.
COMPANIES = [
    ("AMGEN INC", "amgen", "安进", "Amgen", "BIOMEDICINE"),
    ("APPLE COMPUTER INC", "apple", "苹果", "Apple Computer", "ELECTRONICS"),
    ("CATERPILLAR INC", "caterpillar", "卡特彼勒", "Caterpillar",
     "ADVANCED_MANUFACTURING"),
    ("EASTMAN KODAK CO", "eastman-kodak", "柯达", "Eastman Kodak",
     "NEW_MATERIALS"),
    ("GENENTECH INC", "genentech", "基因泰克", "Genentech", "BIOMEDICINE"),
    ("HEWLETT-PACKARD CO", "hewlett-packard", "惠普", "Hewlett-Packard",
     "ELECTRONICS"),
    ("INTL BUSINESS MACHINES CORP", "ibm", "国际商业机器", "IBM",
     "SOFTWARE"),
    ("INTEL CORP", "intel", "英特尔", "Intel", "ELECTRONICS"),
    ("MERCK & CO", "merck", "默沙东", "Merck & Co.", "BIOMEDICINE"),
    ("MICRON TECHNOLOGY INC", "micron", "美光科技", "Micron Technology",
     "ELECTRONICS"),
    ("MOTOROLA INC", "motorola", "摩托罗拉", "Motorola", "ELECTRONICS"),
    ("TEXAS INSTRUMENTS INC", "texas-instruments", "德州仪器",
     "Texas Instruments", "ELECTRONICS"),
]

YEAR_NOTE = (
    "Calendar year of the panel, whose last day stands for the fiscal year's "
    "end and, for rating in retrospect, for the day it was known: conventions. "
    "Sales rounded half-even to thousand dollars, employment to persons.")
FLOW_NOTE = (
    " rd_spend is implied from the R&D stock K: K(t) - 0.85 K(t-1), 15 % "
    "depreciation, rounded half-even to thousand dollars.")
NO_PREVIOUS_NOTE = (
    " rd_spend is unknown: the panel has no R&D stock of the year before.")
NEGATIVE_NOTE = " rd_spend is unknown: the flow implied by the stock is negative."
PATENT_NOTE = (
    "Patents that were granted by the time the panel was made, which dates "
    "them by application; all offices and kinds together. That they were "
    "known at the year's end is a convention. Later citations are not used.")
PROFILE_NOTE = (
    "The four-digit industry code is not named in the panel; it reads as "
    "NAICS. Technology field: ours, from that code. Chinese name: ours.")


def rounded(value, unit):
    return value.quantize(Decimal(unit), rounding=ROUND_HALF_EVEN)


def dollars(millions):
    """Millions as text of whole dollars, rounded half-even to thousands."""
    return {"value": str(rounded(millions * 1000, "1") * 1000)}


def day(year, month=12, day_of_month=31):
    return {"year": year, "month": month, "day": day_of_month}


def source(row, note, document=None):
    return {
        "system": PANEL,
        "document": document or f"row {row['rownames']}",
        "collected_on": day(*COLLECTED_ON),
        "known_on": day(int(row["year"])),
        "verification": "VERIFICATION_DOCUMENTED",
        "note": note,
    }


def implied_flow(row, previous):
    """R&D of the year in million dollars or None, and what is to be said."""
    if previous is None:
        return None, NO_PREVIOUS_NOTE
    flow = Decimal(row["randd"]) - KEPT_OF_STOCK * Decimal(previous["randd"])
    return (None, NEGATIVE_NOTE) if flow < 0 else (flow, FLOW_NOTE)


def fiscal_year(row, previous):
    flow, note = implied_flow(row, previous)
    document = None if flow is None else (
        f"rows {previous['rownames']} and {row['rownames']}")
    year = {
        "year": int(row["year"]),
        "period_end": day(int(row["year"])),
        "currency": "USD",
        "revenue": dollars(Decimal(row["sales"])),
        "headcount": {
            "value": str(rounded(Decimal(row["employment"]) * 1000, "1"))},
        "source": source(row, YEAR_NOTE + note, document),
    }
    if flow is not None:
        year["rd_spend"] = dollars(flow)
        year["implied_fields"] = ["rd_spend"]
    return year


def patent_count(row):
    return {
        "year": int(row["year"]),
        "granted": int(row["patents"]),
        "source": source(row, PATENT_NOTE),
    }


def evidence(company, rows):
    """`rows` are the company's rows by year."""
    panel_name, _, chinese, english, field = company
    first = rows[min(rows)]
    shown = [year for year in YEARS if year in rows]
    return {
        "profile": {
            "identifiers": [{"scheme": "inst-innovation panel",
                             "value": panel_name}],
            "name": {"zh": chinese, "en": english},
            "foreign_industry_code": f"NAICS:{first['industry']}",
            "technology_field": f"TECHNOLOGY_FIELD_{field}",
            "country_code": "US",
            "source": source(first, PROFILE_NOTE),
        },
        "patent_counts": [patent_count(rows[year]) for year in shown],
        "fiscal_years": [fiscal_year(rows[year], rows.get(year - 1))
                         for year in shown],
    }


def main(arguments):
    if len(arguments) not in (1, 2):
        sys.exit(__doc__)
    folder = pathlib.Path(arguments[1] if len(arguments) == 2 else
                          pathlib.Path(__file__).parent / "panel")
    with open(arguments[0], newline="", encoding="utf-8") as panel:
        rows = list(csv.DictReader(panel))
    for company in COMPANIES:
        own = {int(row["year"]): row for row in rows
               if row["company"] == company[0]}
        if not own:
            sys.exit(f"{arguments[0]} has no company {company[0]}")
        readable_json.write(folder / f"{company[1]}.json",
                            evidence(company, own))


if __name__ == "__main__":
    main(sys.argv[1:])
