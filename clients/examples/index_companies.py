#!/usr/bin/env python3
"""Writes companies.json: which example is whose, and the days to rate.

    python3 index_companies.py

Panel companies are rated at the end of each year of the panel.
Fictional ones are rated on 30 June, when the accounts of the year before are
out. Run it after tabulate_panel.py and make_fictional.py.
"""

import json
import pathlib

import fictional_facts
import readable_json
import tabulate_panel

FOLDER = pathlib.Path(__file__).parent


def entry(file, enterprise, as_of_dates, situation):
    profile = json.loads((FOLDER / file).read_text(encoding="utf-8"))["profile"]
    return {
        "file": file,
        "enterprise": enterprise or profile["unified_social_credit_code"],
        "name": profile["name"],
        "situation": situation,
        "as_of_dates": as_of_dates,
    }


def years(file):
    evidence = json.loads((FOLDER / file).read_text(encoding="utf-8"))
    return [row["year"] for row in evidence["fiscal_years"]]


def main():
    entries = []
    for company in tabulate_panel.COMPANIES:
        file = f"panel/{company[1]}.json"
        entries.append(entry(
            file, company[1], [f"{year}-12-31" for year in years(file)],
            {"zh": "真实公司，数据来自公开面板",
             "en": "real, from a published panel"}))
    for company in fictional_facts.COMPANIES:
        file = f"fictional/{company['file']}.json"
        entries.append(entry(
            file, None, [f"{year + 1}-06-30" for year in years(file)],
            company["situation"]))
    readable_json.write(FOLDER / "companies.json", {"companies": entries})


if __name__ == "__main__":
    main()
