"""Whether data/ still says what the papers print: every value, typed again by hand from the documents.

Reads the YAML as plain text, without dxkpi, so that a mistake of the program cannot hide one of the transcription.

chiba-ict: 令和3年度 千葉県ICT利活用戦略 進捗状況について, pages 6 to 10.
chiba-dx: 令和7年度 第1回 千葉県DXアドバイザー会議 会議資料 (its slides have no page numbers).
"""

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

DATA = Path(__file__).parents[2] / "data"

# How to read a row. target: 以上/以下 is `better`, bare where baseline and target tell; 増加 is `increase`; - is none.
# baseline: with its year where the paper gives one, 推定 where no source gives the value.
# year: 指定なし where there is no actual. status: with the day or the months that the value is of.
ICT = """
id                              page  unit   target                            baseline      year  actual   status
telework-users                  7     人     280以上                           -             R3    36821    実績(2021-04～2021-08)
new-efficiency-projects         7     件     5以上                             -             R3    7        見込
web-meeting-participants        7     人     1000以上                          -             R3    131704   見込
aist-design-school              7     校     1以上                             -             R3    1        実績
programming-teachers            7     名     増加                              25            R3    26       実績
programming-lecturers           7     名     増加                              9             R3    14       実績
technical-school-employment     7     %      増加                              89            R2    100      実績
rpa-hours                       8     時間   6000                              0(推定)       R3    5445     実績
work-reform-projects            8     件     8                                 0(推定)       R3    4        見込
ict-teaching-teachers           8     %      100以上                           -             R3    73.5     見込
retraining-employment           8     %      75.0以上                          -             R3    68.0     時点(2021-12)
digitised-procedures            8     手続   150以上                           -             -     -        停止(R3)
paper-use                       9     千枚   365241以下                        -             R2    437322   速報
medical-navi-access             9     件/月  増加                              65667(R元)    R3    35406    見込
chiba-lis-net                   9     件     9000以上                          -             R3    7500     見込
medical-response-info           9     件     増加                              103222(H30)   R3    96898    見込
work-style-advisers             10    社     25以上                            -             R3    20       見込
facility-reservation            10    団体   増加                              12            R3    12       実績
chiba-information-map           10    地図   100以上                           -             R3    99       見込
cultural-property-navi          10    件     70000以上                         -             R3    65738    見込
designated-cultural-properties  10    件     70以上                            -             R3    51       見込
care-worker-turnover            10    %      全産業の離職率12.0(H28)           16.9          R3    19.9     実績
forest-cloud                    10    団体   県1市町村52林業事業体13(sum)以上  -             R3    県1市町村52林業事業体2  実績
calving-interval                10    日     419以下                           -             R3    447      見込
needs-consultation              10    -      相談窓口等の設置（ネット・出前等）  -           R3    未整備   実績
"""  # noqa: E501

DX = """
id                    unit  target  baseline  year  actual   status
open-data-items       項目  -       -         R4    971      実績
open-data-items       項目  -       -         R6    1355     実績
electronic-contracts  件    -       -         R6    4711     実績
rpa-saved-hours       時間  -       -         R6    約5600   実績
measures              件    -       -         R5    200      実績
measures              件    -       -         R6    252      実績
measures              件    -       -         R7    278      実績
ai-projects           件    -       -         R5    7        実績
ai-projects           件    -       -         R6    9        実績
ai-projects           件    -       -         R7    9        実績
"""

NAMES = {
    "telework-users": "テレワーク実施者数",
    "new-efficiency-projects": "ICTを利活用し、新たに業務効率化を進めた取組数",
    "web-meeting-participants": "WEB会議機能を利用した人数",
    "aist-design-school": "産総研デザインスクールへの参加校数",
    "programming-teachers": "小・中・高連携の特別授業実施教員のうち、プログラミング指導をする人数",
    "programming-lecturers": "特別非常勤講師のうちプログラミング指導をする人数",
    "technical-school-employment": "県立高等技術専門校のICT関連訓練科の就職率",
    "rpa-hours": "RPA導入により削減した作業時間",
    "work-reform-projects": "ICTを活用した業務改革に資する取組の数",
    "ict-teaching-teachers": "児童・生徒のICT活用を指導する能力を持つ教員の割合",
    "retraining-employment": "離職者等再就職訓練事業の情報系コースの就職率",
    "digitised-procedures": "電子化済みの手続数",
    "paper-use": "年間用紙使用量",
    "medical-navi-access": "「ちば医療ナビ」アクセス件数",
    "chiba-lis-net": "ちばりすネットへの情報登録件数",
    "medical-response-info": "医療機関の応需情報等の適切な提供"
    "（「地域別応需情報検索」「実施基準・科目検索」へのアクセス件数）",
    "work-style-advisers": "働き方改革アドバイザー派遣企業数",
    "facility-reservation": "施設予約システムの共同利用団体数",
    "chiba-information-map": "ちば情報マップへの掲載マップ数",
    "cultural-property-navi": "ふさの国文化財ナビゲーションのアクセス数",
    "designated-cultural-properties": "新指定文化財等、新発見・範囲及び内容変更した埋蔵文化財包蔵地の数",
    "care-worker-turnover": "介護職員の離職率",
    "forest-cloud": "森林クラウドを利用する団体数",
    "calving-interval": "分娩間隔（乳用牛の平均分娩間隔の短縮）",
    "needs-consultation": "ニーズ把握の体制整備",
}

# The paper gives a reason for each of section 1, and one of two causes for each of the others.
UNMET = {
    "reason": {"rpa-hours", "work-reform-projects", "ict-teaching-teachers", "retraining-employment"},
    "covid": {"paper-use", "medical-navi-access", "chiba-lis-net", "medical-response-info"},
    "other": {
        "work-style-advisers",
        "facility-reservation",
        "chiba-information-map",
        "cultural-property-navi",
        "designated-cultural-properties",
        "care-worker-turnover",
        "forest-cloud",
        "calving-interval",
        "needs-consultation",
    },
}

COUNTS = {
    "hakyu": {"achieved": "7", "from60": "1", "from30": "1", "below30": "2", "suspended": "1"},
    "kobetsu": {"achieved": "36", "from60": "2", "from30": "0", "below30": "10"},
    "dodai": {"achieved": "7", "from60": "0", "from30": "0", "below30": "1"},
}
SIZES = {"hakyu": 12, "kobetsu": 48, "dodai": 8}
OVERVIEW = {"achieved": "73.5", "from60": "4.4", "from30": "1.5", "below30": "19.1", "suspended": "1.5"}
TABLES = [
    {"achieved": "58.3", "from60": "8.3", "from30": "8.3", "below30": "16.7", "suspended": "8.3"},
    {"achieved": "76.8", "from60": "3.6", "from30": "0", "below30": "19.6"},
]


def read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)


def indicators(plan: str) -> dict[str, Any]:
    paths = sorted((DATA / "indicators" / plan).rglob("*.yaml"))
    return {path.stem: read(path) for path in paths}


@pytest.fixture(scope="module")
def ict() -> dict[str, Any]:
    return indicators("chiba-ict")


@pytest.fixture(scope="module")
def plan() -> Any:
    return read(DATA / "targets" / "chiba-ict.yaml")


@pytest.fixture(name="result")
def _result() -> Any:
    return read(DATA / "published" / "chiba-ict" / "R3.yaml")


def printed(table: str) -> list[list[str]]:
    _, *rows = (line.split() for line in table.strip().splitlines())
    return sorted(rows)


def rows(found: dict[str, Any], *, page: bool) -> list[list[str]]:
    return sorted(
        [
            indicator["id"],
            *([indicator["source"]["page"]] if page else []),
            indicator.get("unit", "-"),
            target(indicator),
            baseline(indicator),
            *rest,
        ]
        for indicator in found.values()
        for rest in actuals(indicator)
    )


def target(indicator: dict[str, Any]) -> str:
    better = {"higher": "以上", "lower": "以下", None: ""}[indicator.get("better")]
    match indicator["direction"], indicator.get("target"):
        case "monitor", None:
            return "-"
        case "increase", None:
            return "増加"
        case "absolute", {"value": value, **rest} if not rest:
            return f"{value}{better}"
        case "reference", {"reference": {"name": name, "value": value, "year": year}, **rest} if not rest:
            return f"{name}{value}({year})"
        case "composite", {"parts": parts, "rule": rule, **rest} if not rest:
            return f"{together(parts)}({rule}){better}"
        case "milestone", {"steps": [step], **rest} if not rest:
            return str(step)
        case _:
            raise AssertionError(indicator)


def baseline(indicator: dict[str, Any]) -> str:
    if "baseline" not in indicator:
        return "-"
    known = indicator["baseline"]
    beside = [known["year"]] if "year" in known else []
    beside += ["推定"] if "baseline" in indicator.get("assumed", {}) else []
    return str(known["value"]) + "".join(f"({word})" for word in beside)


def actuals(indicator: dict[str, Any]) -> list[list[str]]:
    if "suspended" in indicator:
        assert "actuals" not in indicator
        return [["-", "-", f"停止({indicator['suspended']['since']})"]]
    return [[year, value(record), status(record)] for year, record in indicator["actuals"].items()]


def value(record: dict[str, Any]) -> str:
    match record:
        case {"value": number}:
            return ("約" if record.get("approximate") == "true" else "") + str(number)
        case {"parts": parts}:
            return together(parts)
        case {"done": [], "text": text}:
            return str(text)
        case _:
            raise AssertionError(record)


def status(record: dict[str, Any]) -> str:
    match record:
        case {"as_of": day}:
            return f"{record['status']}({day})"
        case {"period": {"from": first, "to": last}}:
            return f"{record['status']}({first}～{last})"
        case _:
            return str(record["status"])


def together(parts: dict[str, str]) -> str:
    return "".join(part + number for part, number in parts.items())


def percent(count: int, total: int) -> Decimal:
    return (Decimal(100 * count) / total).quantize(Decimal("0.1"), ROUND_HALF_UP)


def test_every_value_of_the_strategy_is_as_printed(ict: dict[str, Any]) -> None:
    assert rows(ict, page=True) == printed(ICT)


def test_every_figure_of_the_dx_strategy_is_as_printed() -> None:
    assert rows(indicators("chiba-dx"), page=False) == printed(DX)


def test_the_names_are_as_printed_each_once(ict: dict[str, Any]) -> None:
    assert {name: indicator["name"] for name, indicator in ict.items()} == NAMES
    assert len(set(NAMES.values())) == len(ict) == 25


@pytest.mark.parametrize("plan_id", ["chiba-ict", "chiba-dx"])
def test_every_file_lies_where_its_keys_say(plan_id: str) -> None:
    declared = {section["id"] for section in read(DATA / "targets" / f"{plan_id}.yaml")["sections"]}
    for path in (DATA / "indicators" / plan_id).rglob("*.yaml"):
        indicator = read(path)
        assert (indicator["plan"], indicator["section"], indicator["id"]) == (plan_id, path.parent.name, path.stem)
        assert indicator["section"] in declared


def test_all_12_projects_and_13_of_the_others_are_named(ict: dict[str, Any]) -> None:
    sections = [indicator["section"] for indicator in ict.values()]
    assert {section: sections.count(section) for section in SIZES} == {"hakyu": 12, "kobetsu": 12, "dodai": 1}


def test_exactly_three_assumptions_each_with_its_reason(ict: dict[str, Any]) -> None:
    found = {(name, key): why for name, i in ict.items() for key, why in i.get("assumed", {}).items()}
    assert set(found) == {
        ("rpa-hours", "baseline"),
        ("work-reform-projects", "baseline"),
        ("needs-consultation", "section"),
    }
    assert all(found.values())


def test_what_no_source_gives_is_not_there(ict: dict[str, Any]) -> None:
    for indicator in ict.values():
        assert not {"owner", "subsection"} & set(indicator)
        assert indicator["source"]["document"] == "r3-progress"


def test_what_the_paper_says_beside_a_value(ict: dict[str, Any]) -> None:
    assert ict["web-meeting-participants"]["actuals"]["R3"]["note"] == "延べ参加人数"
    assert ict["facility-reservation"]["baseline"]["note"] == "県を含む"
    assert ict["digitised-procedures"]["suspended"].keys() == {"since", "reason", "successor"}


def test_every_unmet_one_has_the_paper_s_cause_or_a_reason(ict: dict[str, Any], plan: Any) -> None:
    found: dict[str, set[str]] = {"reason": set(), "covid": set(), "other": set()}
    for name, indicator in ict.items():
        for year, unmet in indicator.get("unmet", {}).items():
            assert (year, len(unmet)) == ("R3", 1)
            assert all(unmet.values())
            found[unmet.get("cause", "reason")].add(name)
    assert found == UNMET
    assert [cause["id"] for cause in plan["causes"]] == ["covid", "other"]


def test_the_published_counts_add_up_to_12_48_8_and_68(plan: Any, result: Any) -> None:
    counts = result["counts"]
    assert counts == COUNTS
    sums = {section: sum(map(int, row.values())) for section, row in counts.items()}
    assert sums == SIZES == {section["id"]: int(section["indicators"]) for section in plan["sections"]}
    assert sum(sums.values()) == 68
    assert sum(len(row) for row in counts.values()) == 13


def test_the_14_percentages_are_as_printed_and_follow_from_the_counts(plan: Any, result: Any) -> None:
    percentages = result["percent"]
    assert percentages == {"total": OVERVIEW, "tables": TABLES}
    groups = [tuple(SIZES), *(tuple(group) for group in plan["tables"])]
    assert groups[1:] == [("hakyu",), ("kobetsu", "dodai")]
    for group, shares in zip(groups, [OVERVIEW, *TABLES], strict=True):
        size = sum(SIZES[section] for section in group)
        for rating, share in shares.items():
            count = sum(int(COUNTS[section].get(rating, "0")) for section in group)
            assert Decimal(share) == percent(count, size), (group, rating)
    assert sum(map(len, [OVERVIEW, *TABLES])) == 14


def test_the_43_that_the_paper_counts_without_naming_them(result: Any) -> None:
    found = [(u["section"], u["rating"], u["count"], u["source"]["page"]) for u in result["unnamed"]]
    assert found == [("kobetsu", "achieved", "36", "9"), ("dodai", "achieved", "7", "9")]


def test_named_and_unnamed_make_68(ict: dict[str, Any], result: Any) -> None:
    assert len(ict) + sum(int(group["count"]) for group in result["unnamed"]) == 68


def test_every_row_is_as_printed(ict: dict[str, Any], result: Any) -> None:
    """The table above is of the files of the indicators; what it says and a row does not, the paper does not print."""
    rows = result["rows"]
    assert {name: row["name"] for name, row in rows.items()} == NAMES
    for name, row in rows.items():
        own = ict[name]
        assert row["source"] == own["source"]
        assert row.get("unit", "-") == own.get("unit", "-")
        assert row.get("section") == ("hakyu" if own["section"] == "hakyu" else None)
        stated = {} if "baseline" in own.get("assumed", {}) else own.get("baseline", {})
        assert row.get("baseline", {}) == {key: stated[key] for key in ("value", "year") if key in stated}
        records = [{**record, "year": year} for year, record in own.get("actuals", {}).items()]
        shown = [{key: value for key, value in record.items() if key not in {"note", "done"}} for record in records]
        assert ([row["actual"]] if "actual" in row else []) == shown


def test_a_row_has_a_rating_only_where_the_paper_gives_it_one(result: Any) -> None:
    met = [name for name, row in result["rows"].items() if row.get("rating") == "achieved"]
    assert met == [
        "telework-users", "new-efficiency-projects", "web-meeting-participants", "aist-design-school",
        "programming-teachers", "programming-lecturers", "technical-school-employment",
    ]  # fmt: skip
    others = {row.get("state") for name, row in result["rows"].items() if name not in met}
    assert (others, {row.get("rating") for row in result["rows"].values()}) == ({None, "suspended"}, {None, "achieved"})


def test_the_bands_are_those_of_the_paper(plan: Any) -> None:
    bands = [(rating["label"], rating["group"], rating.get("at_least")) for rating in plan["ratings"]]
    assert bands == [
        ("100%", "達成", "100"),
        ("60%以上100%未満", "未達成", "60"),
        ("30%以上60%未満", "未達成", "30"),
        ("30%未満", "未達成", None),
    ]
    suspended = {key: own for key, own in plan["suspended"].items() if key != "en"}  # which the paper has not
    assert suspended == {"label": "進捗管理の停止", "group": "その他", "in_denominator": "true"}


def test_the_strategy_its_document_and_where_the_result_stands(plan: Any, result: Any) -> None:
    assert [plan[key] for key in ("name", "government", "adopted", "target_year")] == [
        "千葉県ICT利活用戦略",
        "千葉県",
        "2019-09",
        "R3",
    ]
    assert (result["source"]["page"], result["date"]) == ("6", "2022-03-14")
    document = plan["documents"]["r3-progress"]
    assert [document[key] for key in ("title", "publisher", "date")] == [
        "令和3年度 千葉県ICT利活用戦略 進捗状況について",
        "千葉県総務部行政改革推進課",
        "2022-03-14",
    ]


def headings(plan: Any) -> list[tuple[str, list[str]]]:
    return [(s.get("title", s["name"]), [sub["name"] for sub in s["subsections"]]) for s in plan["sections"]]


def test_the_headings_of_the_strategy(plan: Any) -> None:
    assert headings(plan) == [
        (
            "波及効果の高いプロジェクト",
            [
                "ICTを活用した庁内業務の効率化",
                "ICTの活用による現場業務改革(児童相談所)",
                "ICTを効果的に利活用できる人材の育成",
            ],
        ),
        (
            "個別施策",
            [
                "あらゆる人が暮らしやすい社会",
                "誰もがどこでも能力を発揮できる社会",
                "生産性の高い産業に支えられる社会",
            ],
        ),
        # 機械 is what page 5 prints; it probably means 機会.
        ("推進を支える土台づくり", ["共創の機会の創出", "データの共有と活用", "知識の普及や機械の提供"]),
    ]


def test_the_headings_of_the_dx_strategy() -> None:
    plan = read(DATA / "targets" / "chiba-dx.yaml")
    assert (plan["name"], plan["adopted"]) == ("千葉県デジタル・トランスフォーメーション推進戦略", "2023-03")
    assert not {"target_year", "method", "ratings"} & set(plan)
    assert headings(plan) == [
        (
            "『暮らし』 あらゆる人が暮らしやすい社会",
            ["危機管理", "安全・安心", "医療・福祉", "こども・若者", "社会資本・まちづくり", "環境保全"],
        ),
        (
            "『仕事・生きがい』 誰もがどこでも能力を発揮できる社会",
            ["働き方", "社会参画", "学習機会", "文化芸術・スポーツ"],
        ),
        (
            "『産業』 地域経済が活性化している社会",
            ["産業振興・中小企業", "農林水産業", "建設産業", "観光", "物流・交通網", "カーボンニュートラル"],
        ),
        ("『行政』 スマート自治体を実現した社会", ["行政サービス", "データ活用"]),
        (
            "推進を支える土台づくり",
            ["意識の醸成・人材育成", "共創の機会の創出", "デジタル技術の活用の環境整備"],
        ),
    ]
    assert {name: document["date"] for name, document in plan["documents"].items()} == {
        "dx-r7-meeting": "2025-12-10",
        "dx-outline": "2022-03-14",
    }
