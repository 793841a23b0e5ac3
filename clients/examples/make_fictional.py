#!/usr/bin/env python3
"""Writes the evidence of eight fictional companies, one for each situation.

    python3 make_fictional.py [FOLDER]

writes one protojson file of techflow.v1.Evidence for each company of
fictional_facts.py into FOLDER (default: fictional/ beside this script). There
is no chance in it: the same facts give the same bytes. Organisation codes begin
with TECHFL and patent serials with 99, which no register has given out.
"""

import datetime
import pathlib
import sys

import fictional_facts
import readable_json

COLLECTED_ON = "2026-07-15"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
PATENT_DIGIT = {"INVENTION": "1", "UTILITY_MODEL": "2", "DESIGN": "3"}
PATENT_LETTER = {"INVENTION": "B", "UTILITY_MODEL": "U", "DESIGN": "S"}
TERM_YEARS = {"INVENTION": 20, "UTILITY_MODEL": 10, "DESIGN": 15}


def day(iso):
    date = datetime.date.fromisoformat(iso)
    return {"year": date.year, "month": date.month, "day": date.day}


def later(iso, years=0, months=0, days=0):
    """The day so much later; the 29th and after become the 28th."""
    date = datetime.date.fromisoformat(iso) + datetime.timedelta(days=days)
    month = date.year * 12 + date.month - 1 + years * 12 + months
    return datetime.date(month // 12, month % 12 + 1,
                         min(date.day, 28)).isoformat()


def source(system, document, known_on, verification="OFFICIAL", note=""):
    item = {"system": system, "document": document,
            "collected_on": day(COLLECTED_ON), "known_on": day(known_on),
            "verification": f"VERIFICATION_{verification}", "note": note}
    return {name: value for name, value in item.items() if value}


def decimal(value):
    return {"value": str(value)}


def money(amount):
    return {"amount": decimal(amount), "currency": "CNY"}


def organisation_code(body):
    """GB 11714: eight characters and their check character."""
    total = sum(int(character, 36) * weight for character, weight
                in zip(body, (3, 7, 9, 10, 5, 8, 4, 2)))
    return body + "0123456789X0"[11 - total % 11]


def credit_code(region, body):
    """GB 32100-2015: 91, region, organisation code and check character."""
    code = "91" + region + organisation_code(body)
    total = sum(CREDIT_ALPHABET.index(character) * pow(3, place, 31)
                for place, character in enumerate(code))
    return code + CREDIT_ALPHABET[(31 - total % 31) % 31]


def application_number(year, kind, serial):
    """ZC 0006-2003: year, kind, serial of seven digits, check digit."""
    digits = f"{year}{PATENT_DIGIT[kind]}{serial:07d}"
    total = sum(int(digit) * weight for digit, weight
                in zip(digits, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)))
    return f"CN{digits}.{'0123456789X'[total % 11]}"


def patent(company, stream, place, serial):
    """The patent at `place` (from 0) in a stream of like patents."""
    filed = later(stream["from"], days=place * stream["every_days"])
    kind = stream["kind"]
    item = {
        "application_number": application_number(filed[:4], kind, serial),
        "office": "CN",
        "type": f"PATENT_TYPE_{kind}",
        "title": {"zh": f"{stream['zh']}（{place + 1}）",
                  "en": f"{stream['en']} ({place + 1})"},
        "filing_date": day(filed),
        "expiry_date": day(later(filed, years=TERM_YEARS[kind])),
    }
    known_on = filed
    if "granted_after_months" in stream:
        granted = later(filed, months=stream["granted_after_months"])
        if granted < COLLECTED_ON:
            item["grant_date"] = day(granted)
            item["publication_number"] = f"CN{serial + 110000000}{PATENT_LETTER[kind]}"
    if stream.get("bare"):
        return item | {"source": source("CNIPA", item["application_number"], known_on)}
    item["ipc_classes"] = stream["ipc"]
    names = company["inventors"]
    item["inventors"] = [names[place % len(names)], names[(place + 1) % len(names)]]
    item["owners"] = [company["zh"]]
    item["acquisition"] = f"ACQUISITION_{stream.get('acquisition', 'SELF_DEVELOPED')}"
    item["related_to_main_product"] = place % 10 < stream["related_of_ten"]
    if kind != "DESIGN":
        item["claims"] = stream["claims"] + place % 3
        item["independent_claims"] = 1 + place % 2
    if kind == "INVENTION":
        add_invention_signs(item, stream, place, filed)
    if "acquired_on" in stream:
        item["acquired_on"] = day(stream["acquired_on"])
        known_on = stream["acquired_on"]
    return item | {"source": source("CNIPA", item["application_number"], known_on)}


def add_invention_signs(item, stream, place, filed):
    """Family, citations and the strategic sign, as the stream has them."""
    abroad = stream.get("abroad_every", 0)
    is_abroad = abroad > 0 and place % abroad == 0
    item["family_offices"] = ["CN", "EP", "US"] if is_abroad else ["CN"]
    if "grant_date" in item:
        item["granted_family_offices"] = ["CN", "US"] if is_abroad else ["CN"]
    item["in_strategic_emerging_industry"] = stream.get("strategic", False)
    forward = 0
    for year in range(int(filed[:4]) + 2, 2026):
        forward += stream.get("cited_per_year", 0) + (place + year) % 2
        item.setdefault("citations", []).append(
            {"counted_on": day(f"{year}-12-31"), "forward": forward,
             "self": forward // 5, "backward": 4 + place % 5})


def patents(company, index):
    items = []
    for stream in company["patents"]:
        for place in range(stream["count"]):
            serial = 9900000 + index * 1000 + len(items) + 1
            items.append(patent(company, stream, place, serial))
    return items


def fiscal_year(row):
    """`row` maps fields to plain figures; amounts are in yuan."""
    year = row["year"]
    item = {"year": year, "period_end": day(f"{year}-12-31"), "currency": "CNY"}
    for field, value in row.items():
        if field not in ("year", "declared"):
            item[field] = decimal(value)
    item["audited"] = not row.get("declared", False)
    system = "management accounts" if row.get("declared") else "audited statement"
    verification = "DECLARED" if row.get("declared") else "DOCUMENTED"
    item["source"] = source(system, f"fiscal year {year}", f"{year + 1}-04-30",
                            verification)
    return item


def team_snapshot(row):
    return {"counted_on": day(f"{row['year']}-12-31")} | {
        field: value for field, value in row.items() if field != "year"
    } | {"source": source("social-insurance roll", f"December {row['year']}",
                          f"{row['year'] + 1}-01-31", "DOCUMENTED")}


def dated(field, system, verification="OFFICIAL"):
    """A builder for lists whose items are written out: ISO dates, plain money."""
    def build(row):
        item = {}
        for name, value in row.items():
            if name.endswith(("_on", "_from", "_until")) and name != "based_on":
                value = day(value)
            elif name in ("income", "amount", "paid", "grant",
                          "post_money_valuation"):
                value = money(value)
            elif name == "shareholding":
                value = decimal(value)
            item[name] = value
        first = next(name for name in field.split("|") if name in row)
        return item | {"source": source(system, "", row[first], verification)}
    return build


SECTIONS = {
    "other_ip": dated("registered_on", "Copyright Protection Centre"),
    "key_people": dated("joined_on", "labour contracts", "DOCUMENTED"),
    "conversions": dated("converted_on", "contracts and test reports", "DOCUMENTED"),
    "qualifications": dated("valid_from", "published lists"),
    "awards": dated("awarded_on", "published lists"),
    "platforms": dated("recognised_on", "published lists"),
    "projects": dated("started_on", "project contracts", "DOCUMENTED"),
    "standards": dated("published_on", "National Standards Platform"),
    "funding_rounds": dated("closed_on", "capital verification", "DOCUMENTED"),
    "procurement_contracts": dated("signed_on", "government procurement site"),
    "incidents": dated("occurred_on", "credit information publicity system"),
}
COVERABLE = ["patents", *SECTIONS]


def profile(company, index):
    return {
        "unified_social_credit_code": credit_code(company["region"],
                                                  f"TECHFL{index:02d}"),
        "name": {"zh": company["zh"], "en": company["en"]},
        "registration_date": day(company["registered"]),
        "industry_code": company["industry"],
        "technology_field": f"TECHNOLOGY_FIELD_{company['field']}",
        "region_code": company["region"],
        "country_code": "CN",
        "in_restricted_industry": False,
        "on_negative_list": False,
        "main_product": company["product"],
        "source": source("company register (fictional)", "", company["registered"],
                         note="This company does not exist. Every figure is made up."),
    }


def evidence(company, index):
    item = {"profile": profile(company, index)}
    item["patents"] = patents(company, index)
    item["fiscal_years"] = [fiscal_year(row) for row in company["fiscal_years"]]
    item["team_snapshots"] = [team_snapshot(row) for row in company["team"]]
    for section, build in SECTIONS.items():
        item[section] = [build(row) for row in company.get(section, [])]
    item["coverage"] = [
        {"section": f"SECTION_{section.upper()}",
         "source": source("search of the register or list", section,
                          company["registered"],
                          note="Every entry is dated, so one search speaks for "
                               "all earlier days.")}
        for section in COVERABLE if section not in company.get("uncovered", [])]
    return {name: value for name, value in item.items() if value}


def main(arguments):
    if len(arguments) > 1:
        sys.exit(__doc__)
    folder = pathlib.Path(arguments[0] if arguments else
                          pathlib.Path(__file__).parent / "fictional")
    for index, company in enumerate(fictional_facts.COMPANIES, start=1):
        readable_json.write(folder / f"{company['file']}.json",
                            evidence(company, index))


if __name__ == "__main__":
    main(sys.argv[1:])
