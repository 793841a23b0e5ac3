"""Facts of eight companies that do not exist, one for each situation.

make_fictional.py turns them into evidence. Amounts are in yuan. A patent stream
is `count` like patents, one filed `every_days` from `from` on.
"""


def stream(kind, count, first, every_days, zh, en, **more):
    return {"kind": kind, "count": count, "from": first,
            "every_days": every_days, "zh": zh, "en": en,
            "ipc": ["G01N 33/00"], "claims": 9, "related_of_ten": 9} | more


def year(number, revenue, rd, staff, researchers, high_tech=0.7, contracts=0,
         outsourced=0.05, margin=0.08, deducted=1.0, **more):
    """A fiscal year; shares are of revenue or of R&D spend."""
    def of(whole, share):
        return round(whole * share)
    cost = of(revenue, 1 - margin) if revenue else rd + 6_000_000
    assets = revenue + rd * 2 + 20_000_000
    return {
        "year": number, "revenue": revenue, "main_revenue": of(revenue, 0.96),
        "high_tech_income": of(revenue, high_tech),
        "total_income": revenue + 200_000, "cost_and_expense": cost,
        "rd_spend": rd, "domestic_rd_spend": rd,
        "outsourced_rd_spend": of(rd, outsourced),
        "rd_super_deduction": of(rd, deducted),
        "net_profit": revenue - cost, "total_assets": assets,
        "total_liabilities": of(assets, 0.42),
        "net_assets": assets - of(assets, 0.42),
        "technology_contract_turnover": of(revenue, contracts),
        "operating_cash_flow": of(revenue - cost, 0.8),
        "headcount": staff, "rd_staff": researchers} | more


def team(number, staff, researchers, doctors, masters, hired, left):
    return {"year": number, "headcount": staff, "rd_staff": researchers,
            "doctors": doctors, "masters": masters,
            "bachelors": researchers - doctors - masters,
            "graduates_hired": hired, "rd_staff_left": left}


def person(name, role, degree, joined, patents, share="0", **more):
    return {"name": name, "role": f"KEY_PERSON_ROLE_{role}",
            "degree": f"DEGREE_{degree}", "joined_on": joined,
            "patents_as_inventor": patents, "shareholding": share} | more


def results(dates, kind="PRODUCT"):
    return [{"title": {"zh": f"成果转化 {n}", "en": f"Result {n} put to use"},
             "kind": f"CONVERSION_KIND_{kind}", "converted_on": date,
             "income": 1_500_000 + 400_000 * n}
            for n, date in enumerate(dates, start=1)]


def title(kind, since, until, number):
    return {"kind": f"QUALIFICATION_KIND_{kind}", "certificate_number": number,
            "valid_from": since, "valid_until": until}


def copyrights(code, first_year, per_year, years):
    return [{"registration_number": f"FICTIONAL-{code}-{first_year + y}-{n + 1}",
             "kind": "OTHER_IP_KIND_SOFTWARE_COPYRIGHT",
             "title": {"zh": f"软件 {first_year + y}-{n + 1}",
                       "en": f"Software {first_year + y}-{n + 1}"},
             "registered_on": f"{first_year + y}-{3 + 2 * n:02d}-15",
             "acquisition": "ACQUISITION_SELF_DEVELOPED",
             "related_to_main_product": True}
            for y in range(years) for n in range(per_year)]


def named(zh, en, level, **more):
    return {"title": {"zh": zh, "en": en},
            "level": f"AUTHORITY_LEVEL_{level}"} | more


def funding(letter, date, amount, valuation):
    return {"round": letter, "closed_on": date, "amount": amount,
            "post_money_valuation": valuation,
            "investors": ["虚构创投"], "led_by_qualified_institution": True}


def procurement(number, signed, due, amount, paid):
    return {"number": f"FICTIONAL-GP-{number}", "buyer": "虚构市采购单位",
            "buyer_level": "AUTHORITY_LEVEL_CITY", "signed_on": signed,
            "due_on": due, "amount": amount, "paid": paid}


STRONG = {
    "file": "strong", "zh": "虚构启明芯材科技有限公司",
    "en": "Fictional Qiming Chip Materials", "registered": "2014-05-20",
    "industry": "C3985", "field": "ELECTRONICS", "region": "440300",
    "product": "半导体抛光材料 / polishing materials for semiconductors",
    "situation": {"zh": "技术实力强", "en": "strong"},
    "inventors": ["虚构甲", "虚构乙", "虚构丙", "虚构丁"],
    "patents": [
        stream("INVENTION", 26, "2015-03-10", 155, "抛光液", "Slurry",
               ipc=["C09G 1/02", "H01L 21/306"], claims=10,
               granted_after_months=26, abroad_every=3, strategic=True,
               cited_per_year=1),
        stream("UTILITY_MODEL", 10, "2016-02-01", 330, "供液装置", "Feed unit",
               ipc=["B24B 57/02"], claims=8, granted_after_months=9),
        stream("DESIGN", 4, "2018-06-01", 600, "容器", "Container",
               ipc=["B65D 1/00"], granted_after_months=6, related_of_ten=5)],
    "fiscal_years": [
        year(2021, 96_000_000, 11_900_000, 168, 58, 0.82, 0.05),
        year(2022, 121_000_000, 15_400_000, 187, 68, 0.83, 0.07),
        year(2023, 149_000_000, 19_100_000, 205, 78, 0.85, 0.08),
        year(2024, 181_000_000, 23_900_000, 226, 90, 0.86, 0.11),
        year(2025, 218_000_000, 29_600_000, 248, 104, 0.88, 0.12)],
    "team": [team(2021, 168, 58, 6, 19, 8, 3), team(2022, 187, 68, 7, 22, 9, 3),
             team(2023, 205, 78, 9, 25, 11, 3), team(2024, 226, 90, 11, 29, 12, 4),
             team(2025, 248, 104, 13, 34, 15, 4)],
    "other_ip": copyrights("STRONG", 2018, 2, 7),
    "key_people": [
        person("虚构甲", "FOUNDER", "DOCTOR", "2014-05-20", 12, "0.41"),
        person("虚构乙", "CHIEF_TECHNOLOGIST", "DOCTOR", "2014-09-01", 11, "0.12"),
        person("虚构丙", "RESEARCH_LEAD", "MASTER", "2016-03-01", 9),
        person("虚构丁", "RESEARCH_LEAD", "DOCTOR", "2018-07-01", 8)],
    "conversions": results([f"{y}-{m:02d}-10" for y in range(2016, 2027)
                            for m in (2, 4, 6, 9, 11)
                            if (y, m) < (2026, 6)]),
    "qualifications": [
        title("HIGH_TECH_ENTERPRISE", "2016-11-30", "2019-11-29", "GR201644FICT01"),
        title("HIGH_TECH_ENTERPRISE", "2019-12-02", "2022-12-01", "GR201944FICT01"),
        title("HIGH_TECH_ENTERPRISE", "2022-12-19", "2028-12-18", "GR202244FICT01"),
        title("LITTLE_GIANT", "2022-07-01", "2028-06-30", "FICTIONAL-LG-01")],
    "awards": [
        named("虚构省科学技术奖一等奖", "Fictional provincial S&T prize, first class",
              "PROVINCIAL", kind="AWARD_KIND_SCIENCE_AND_TECHNOLOGY", rank=1,
              awarded_on="2023-05-10"),
        named("虚构省专利奖", "Fictional provincial patent prize", "PROVINCIAL",
              kind="AWARD_KIND_PATENT", awarded_on="2024-09-20")],
    "platforms": [named("虚构省工程技术研究中心", "Fictional provincial R&D centre",
                        "PROVINCIAL", recognised_on="2020-10-15")],
    "projects": [named("虚构省重点研发项目", "Fictional provincial key project",
                       "PROVINCIAL", number="FICTIONAL-2022-001",
                       role="PARTICIPATION_ROLE_LEAD", started_on="2022-06-01",
                       ended_on="2025-05-31", grant=5_000_000)],
    "standards": [named("抛光液通用规范", "General specification of slurries",
                        "INDUSTRY", number="SJ/T FICTIONAL-1-2024",
                        role="PARTICIPATION_ROLE_LEAD", rank=1,
                        published_on="2024-03-01")],
    "funding_rounds": [funding("A", "2017-08-15", 30_000_000, 200_000_000),
                       funding("B", "2021-04-20", 90_000_000, 900_000_000)],
    "procurement_contracts": [procurement("0101", "2025-03-12", "2025-12-31",
                                          3_600_000, 3_600_000)],
}

WEAK = {
    "file": "weak", "zh": "虚构恒顺五金制品有限公司",
    "en": "Fictional Hengshun Hardware", "registered": "2006-04-11",
    "industry": "C3389", "field": "ADVANCED_MANUFACTURING", "region": "442000",
    "product": "五金件 / hardware", "situation": {"zh": "技术实力弱", "en": "weak"},
    "inventors": ["虚构戊", "虚构己"],
    "patents": [
        stream("UTILITY_MODEL", 4, "2018-09-01", 400, "铰链", "Hinge",
               ipc=["E05D 3/02"], claims=5, granted_after_months=10,
               related_of_ten=3),
        stream("DESIGN", 3, "2021-05-01", 300, "把手", "Handle",
               ipc=["E05B 1/00"], granted_after_months=6, related_of_ten=1)],
    "fiscal_years": [
        year(2023, 84_000_000, 1_560_000, 196, 13, 0.18, margin=0.03),
        year(2024, 79_000_000, 1_120_000, 188, 12, 0.16, margin=0.02),
        year(2025, 76_000_000, 990_000, 181, 11, 0.15, margin=0.02)],
    "team": [team(2023, 196, 13, 0, 0, 1, 2), team(2024, 188, 12, 0, 0, 0, 2),
             team(2025, 181, 11, 0, 0, 0, 2)],
    "key_people": [person("虚构戊", "FOUNDER", "BELOW_BACHELOR", "2006-04-11", 5,
                          "0.8"),
                   person("虚构己", "RESEARCH_LEAD", "BACHELOR", "2019-03-01", 2)],
    "conversions": results(["2020-06-01", "2024-10-01"]),
}

YOUNG = {
    "file": "young", "zh": "虚构未来智药生物有限公司",
    "en": "Fictional Future Smart Medicine", "registered": "2022-09-15",
    "industry": "M7340", "field": "BIOMEDICINE", "region": "440100",
    "product": "小分子抗肿瘤药 / small-molecule cancer drugs",
    "situation": {"zh": "成立不久，尚无收入", "en": "young, no revenue yet"},
    "inventors": ["虚构庚", "虚构辛", "虚构壬"],
    "patents": [
        stream("INVENTION", 9, "2023-02-10", 120, "化合物", "Compound",
               ipc=["C07D 401/14", "A61K 31/506"], claims=12,
               granted_after_months=18, abroad_every=2, strategic=True)],
    "fiscal_years": [year(2023, 0, 9_800_000, 21, 15, margin=0),
                     year(2024, 0, 16_500_000, 34, 25, margin=0),
                     year(2025, 0, 22_400_000, 46, 35, margin=0)],
    "team": [team(2023, 21, 15, 6, 7, 4, 0), team(2024, 34, 25, 9, 11, 7, 1),
             team(2025, 46, 35, 12, 16, 8, 1)],
    "key_people": [
        person("虚构庚", "FOUNDER", "DOCTOR", "2022-09-15", 6, "0.52"),
        person("虚构辛", "CHIEF_TECHNOLOGIST", "DOCTOR", "2022-10-01", 7, "0.1"),
        person("虚构壬", "RESEARCH_LEAD", "DOCTOR", "2023-01-15", 5)],
    "qualifications": [title("TECHNOLOGY_SME", "2024-04-10", "2027-03-31",
                             "FICTIONAL-TS-03")],
    "projects": [named("虚构省新药专项", "Fictional provincial drug project",
                       "PROVINCIAL", number="FICTIONAL-2024-003",
                       role="PARTICIPATION_ROLE_LEAD", started_on="2024-01-01",
                       grant=3_000_000)],
    "funding_rounds": [funding("seed", "2022-11-01", 20_000_000, 80_000_000),
                       funding("A", "2024-05-06", 80_000_000, 400_000_000)],
}

NO_PATENTS = {
    "file": "no-patents", "zh": "虚构云帆软件有限公司",
    "en": "Fictional Yunfan Software", "registered": "2016-03-08",
    "industry": "I6513", "field": "SOFTWARE", "region": "440300",
    "product": "工业软件 / industrial software",
    "situation": {"zh": "没有专利", "en": "no patents"},
    "inventors": [], "patents": [],
    "fiscal_years": [year(2023, 41_000_000, 4_900_000, 112, 66, 0.86, 0.10),
                     year(2024, 47_000_000, 5_700_000, 121, 73, 0.87, 0.12),
                     year(2025, 52_000_000, 6_500_000, 130, 80, 0.88, 0.13)],
    "team": [team(2023, 112, 66, 1, 17, 9, 6), team(2024, 121, 73, 1, 20, 9, 6),
             team(2025, 130, 80, 2, 22, 10, 7)],
    "other_ip": copyrights("SOFT", 2017, 3, 9),
    "key_people": [
        person("虚构癸", "FOUNDER", "MASTER", "2016-03-08", 0, "0.6"),
        person("虚构子", "CHIEF_TECHNOLOGIST", "MASTER", "2016-05-01", 0, "0.1")],
    "conversions": results([f"{y}-{m:02d}-05" for y in range(2017, 2026)
                            for m in (3, 7, 11)], "SERVICE"),
    "qualifications": [
        title("TECHNOLOGY_SME", "2018-05-01", "2019-03-31", "FICTIONAL-TS-04"),
        title("HIGH_TECH_ENTERPRISE", "2019-12-02", "2022-12-01", "GR201944FICT04"),
        title("HIGH_TECH_ENTERPRISE", "2022-12-19", "2028-12-18", "GR202244FICT04")],
    "procurement_contracts": [procurement("0401", "2024-08-01", "2025-06-30",
                                          2_400_000, 1_900_000)],
}

BOUGHT = {
    "file": "bought-patents", "zh": "虚构汇智装备有限公司",
    "en": "Fictional Huizhi Equipment", "registered": "2013-07-02",
    "industry": "C3490", "field": "ADVANCED_MANUFACTURING", "region": "441900",
    "product": "自动化装备 / automation equipment",
    "situation": {"zh": "去年购入专利", "en": "patents bought last year"},
    "inventors": ["虚构丑", "虚构寅", "虚构卯"],
    "patents": [
        stream("INVENTION", 9, "2017-04-01", 150, "输送装置", "Conveyor",
               ipc=["B65G 47/90"], claims=6, granted_after_months=30,
               acquisition="ASSIGNED", acquired_on="2025-11-18",
               related_of_ten=3),
        stream("UTILITY_MODEL", 3, "2020-05-01", 420, "夹具", "Fixture",
               ipc=["B25B 11/00"], claims=5, granted_after_months=9,
               related_of_ten=6),
        stream("UTILITY_MODEL", 7, "2026-03-20", 9, "机架", "Frame",
               ipc=["F16M 1/00"], claims=4, granted_after_months=9,
               related_of_ten=5)],
    "fiscal_years": [
        year(2023, 63_000_000, 1_980_000, 141, 15, 0.45),
        year(2024, 66_000_000, 2_150_000, 146, 16, 0.50),
        year(2025, 70_000_000, 3_570_000, 150, 34, 0.61, deducted=0.3)],
    "team": [team(2023, 141, 15, 0, 1, 1, 2), team(2024, 146, 16, 0, 1, 1, 2),
             team(2025, 150, 34, 0, 2, 2, 3)],
    "key_people": [person("虚构丑", "FOUNDER", "BACHELOR", "2013-07-02", 2, "0.7"),
                   person("虚构寅", "RESEARCH_LEAD", "BACHELOR", "2023-02-01", 1)],
    "conversions": results(["2022-05-01", "2023-09-01", "2024-11-01",
                            "2025-12-01"]),
    "qualifications": [title("TECHNOLOGY_SME", "2023-04-01", "2027-03-31",
                             "FICTIONAL-TS-05")],
}

NEGATIVE_LIST = {
    "file": "negative-list", "zh": "虚构绿源环保科技有限公司",
    "en": "Fictional Lvyuan Environment", "registered": "2014-10-10",
    "industry": "C3591", "field": "ENVIRONMENT", "region": "440600",
    "product": "水处理膜 / water-treatment membranes",
    "situation": {"zh": "2026 年列入严重违法失信名单",
                  "en": "on the list of serious dishonesty since 2026"},
    "inventors": ["虚构辰", "虚构巳", "虚构午"],
    "patents": [
        stream("INVENTION", 12, "2016-01-15", 240, "分离膜", "Membrane",
               ipc=["B01D 69/02"], claims=8, granted_after_months=28,
               abroad_every=6, strategic=True, cited_per_year=1),
        stream("UTILITY_MODEL", 6, "2016-08-01", 500, "膜组件", "Module",
               ipc=["B01D 63/00"], claims=7, granted_after_months=9)],
    "fiscal_years": [year(2023, 88_000_000, 6_400_000, 150, 36, 0.76, 0.03),
                     year(2024, 95_000_000, 7_100_000, 158, 39, 0.77, 0.03),
                     year(2025, 99_000_000, 7_600_000, 161, 41, 0.78, 0.03)],
    "team": [team(2023, 150, 36, 2, 8, 3, 2), team(2024, 158, 39, 2, 9, 3, 2),
             team(2025, 161, 41, 2, 10, 3, 3)],
    "key_people": [
        person("虚构辰", "FOUNDER", "MASTER", "2014-10-10", 8, "0.5"),
        person("虚构巳", "CHIEF_TECHNOLOGIST", "DOCTOR", "2015-06-01", 7)],
    "conversions": results([f"{y}-{m:02d}-20" for y in range(2018, 2026)
                            for m in (4, 8, 12)]),
    "qualifications": [
        title("HIGH_TECH_ENTERPRISE", "2018-11-28", "2021-11-27", "GR201844FICT06"),
        title("HIGH_TECH_ENTERPRISE", "2021-12-20", "2027-12-19", "GR202144FICT06")],
    "incidents": [
        {"kind": "INCIDENT_KIND_SERIOUS_DISHONESTY_LIST",
         "severity": "INCIDENT_SEVERITY_MAJOR", "occurred_on": "2026-02-10",
         "description": "虚构：伪造检测数据被列入名单 / fictional: listed for forged tests"}],
}

JUST_MISSED = {
    "file": "just-missed", "zh": "虚构临界传感技术有限公司",
    "en": "Fictional Linjie Sensors", "registered": "2015-01-20",
    "industry": "C4028", "field": "ELECTRONICS", "region": "440400",
    "product": "压力传感器 / pressure sensors",
    "situation": {"zh": "多项指标差一点达标", "en": "thresholds just missed"},
    "inventors": ["虚构未", "虚构申", "虚构酉"],
    "patents": [
        stream("INVENTION", 4, "2018-03-01", 500, "传感器", "Sensor",
               ipc=["G01L 1/18"], granted_after_months=28, related_of_ten=7),
        stream("UTILITY_MODEL", 6, "2017-06-01", 420, "封装结构", "Package",
               ipc=["G01L 19/14"], claims=7, granted_after_months=9,
               related_of_ten=7)],
    "fiscal_years": [
        year(2023, 52_000_000, 2_580_000, 121, 12, 0.59, 0.02),
        year(2024, 55_000_000, 2_740_000, 121, 12, 0.59, 0.02),
        year(2025, 58_000_000, 2_890_000, 121, 12, 0.595, 0.02)],
    "team": [team(2023, 121, 12, 0, 3, 2, 1), team(2024, 121, 12, 0, 3, 1, 1),
             team(2025, 121, 12, 0, 3, 1, 1)],
    "key_people": [
        person("虚构未", "FOUNDER", "MASTER", "2015-01-20", 5, "0.6"),
        person("虚构申", "RESEARCH_LEAD", "MASTER", "2017-04-01", 4)],
    "conversions": results([f"{y}-{m:02d}-18" for y in range(2019, 2026)
                            for m in (5, 10)]),
    "qualifications": [title("INNOVATIVE_SME", "2023-03-01", "2029-02-28",
                             "FICTIONAL-IS-07")],
}

HALF_MISSING = {
    "file": "half-missing", "zh": "虚构半卷新能源有限公司",
    "en": "Fictional Banjuan New Energy", "registered": "2017-11-11",
    "industry": "C3841", "field": "NEW_ENERGY", "region": "441300",
    "product": "储能电池管理 / battery management",
    "situation": {"zh": "一半资料缺失", "en": "evidence half missing"},
    "inventors": [],
    "patents": [
        stream("INVENTION", 5, "2019-04-01", 380, "电池管理", "Battery control",
               granted_after_months=28, bare=True),
        stream("UTILITY_MODEL", 7, "2018-10-01", 330, "电池箱", "Battery case",
               granted_after_months=9, bare=True)],
    "fiscal_years": [
        {"year": number, "revenue": revenue, "rd_spend": rd, "headcount": staff,
         "declared": True}
        for number, revenue, rd, staff in (
            (2023, 46_000_000, 3_300_000, 88), (2024, 58_000_000, 4_300_000, 101),
            (2025, 66_000_000, 5_000_000, 110))],
    "team": [],
    "uncovered": ["other_ip", "key_people", "conversions", "qualifications",
                  "awards", "platforms", "projects", "standards",
                  "funding_rounds", "procurement_contracts", "incidents"],
}

COMPANIES = [STRONG, WEAK, YOUNG, NO_PATENTS, BOUGHT, NEGATIVE_LIST,
             JUST_MISSED, HALF_MISSING]
