"""The English pages: one view in both languages, Japanese where there is no English, and never an empty place."""

import functools
import json
import posixpath
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from dxkpi.app.data import Data, read_folder
from dxkpi.app.site import SiteRequest, site
from dxkpi.core.assessment import Monitored
from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.basis.mark import Mark
from dxkpi.core.basis.record import Status
from dxkpi.core.basis.rounding import Mode
from dxkpi.core.indicator.attested import Counting
from dxkpi.core.method.method import COMPARISONS
from dxkpi.core.method.method import FORMULAS as ALL_FORMULAS
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.outcomes.site import SiteOutcome
from dxkpi.core.report import Scope, build_report
from dxkpi.render.blocks import (
    Bar,
    Block,
    Grid,
    Heading,
    InJapanese,
    Item,
    Items,
    Named,
    Notes,
    Paragraph,
    Tone,
    together,
)
from dxkpi.render.html.document import ENGLISH_PAGE, Run, words, written
from dxkpi.render.html.pages import Frame, page
from dxkpi.render.site import site_files
from dxkpi.render.views.english import ENGLISH, FORMULAS
from dxkpi.render.views.english_values import COMPARED, COUNTED, MARKS, ROUNDED, STATUSES, WHY_NOT
from dxkpi.render.views.japanese import JAPANESE
from dxkpi.render.views.report import grid
from dxkpi.render.views.site import year_blocks
from dxkpi.render.views.summary import plans_blocks, summary_blocks
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load
from tests.build import RATINGS, actual, dataset, declared, finals, indicator, plan, publish
from tests.render.hostile import line
from tests.render.reader import ATTACKS, Reader, refuse_what_acts
from tests.render.test_site import files

ROOT = Path(__file__).parents[2]
PLAN = """\
plan: p
name: 計画
government: 例県
en: {name: Plan of an Example, government: Example Prefecture}
target_year: R4
period: {from: R2, to: R4}
method: {formula: distance, against: target}
ratings:
  - {id: met, label: 達した, group: 達成, at_least: 100, en: {label: Met, group: Reached}}
  - {id: near, label: 近い, group: 未達成, at_least: 50, en: {label: Near, group: Missed}}
  - {id: far, label: 遠い, group: 未達成}
suspended: {label: 停止した, group: その他, en: {label: Suspended, group: Others}}
sections:
  - {id: s, name: 分野, title: 分野の題, en: {name: Section, title: Title of the section}}
causes:
  - {id: covid, label: 感染症, en: {label: Epidemic}}
documents:
  doc: {title: 資料, publisher: 例県, date: 2022-06-01, en: {title: Report, publisher: Example Prefecture}}
"""
HOURS = """\
id: hours
name: 作業時間
plan: p
section: s
unit: 時間
en: {name: Working hours saved, unit: hours}
direction: absolute
baseline: {value: 0, year: R元}
target: {value: 6000}
actuals:
  R3: {value: 4500, status: 時点, as_of: 2022-01-31}
unmet:
  R3: {cause: covid, reason: 学校が休みだったため, en: {reason: Schools were closed}}
source: {document: doc, page: 3}
"""
SHEETS = """\
id: sheets
name: 用紙
plan: p
section: s
unit: 枚
direction: decrease
baseline: {value: 90}
actuals:
  R3: {value: 80, status: 実績}
source: {document: doc, page: 4}
"""
ENDED = """\
id: ended
name: 終えた指標
plan: p
section: s
unit: 件
direction: increase
baseline: {value: 1}
suspended: {since: R3, reason: 事業が終わったため, known: 2021-04-01}
source: {document: doc, page: 5}
"""
R3 = """\
plan: p
year: R3
source: {document: doc, page: 1}
counts: {s: {met: 1, near: 1, far: 0, suspended: 1}}
"""


def shown(**changed: str) -> SiteOutcome:
    """The site of a plan with three indicators; `changed` replaces files."""
    each = {"hours": HOURS, "sheets": SHEETS, "ended": ENDED}
    texts = {
        "targets/p.yaml": PLAN,
        "published/p/R3.yaml": R3,
        **{f"indicators/p/s/{name}.yaml": own for name, own in each.items()},
        **changed,
    }
    tree = DictTree(texts)
    data = Data(tree, load(tree))
    assert not data.loaded.bundles
    return site(data, SiteRequest())


def said(text: str | Named) -> str:
    """A text, what is Japanese in angles."""
    runs = words(text.text if isinstance(text, Named) else text)
    return "".join(f"<{run.text}>" if run.language else run.text for run in runs)


def told(doc: Iterable[Block]) -> list[str]:
    """Every text of a document in its order, what is Japanese in angles."""
    found: list[str] = []
    for block in doc:
        match block:
            case Heading(level, text):
                found.append(f"{'#' * level} {said(text)}")
            case Paragraph(text=text):
                found.append(said(text))
            case Grid(columns, rows):
                found.append(" | ".join(" ".join(filter(None, map(said, (own.above, own.head)))) for own in columns))
                found += [" | ".join(map(said, row)) for row in rows]
            case Items(items):
                found += ["- " + " / ".join(said(str_or) for str_or in texts_of(item)) for item in items]
            case Notes(lines):
                found += map(said, lines)
            case Bar():
                pass  # which only shows what the table has
            case _:
                raise AssertionError(block)
    return found


def texts_of(item: Item) -> list[str]:
    return [item.text, *(own for own in item.lines if isinstance(own, str))]


def test_a_year_in_english_says_all_that_the_data_say() -> None:
    (plan_shown,) = shown().plans
    (year,) = plan_shown.years
    assert told(summary_blocks(year, ENGLISH)) == [
        "# Plan of an Example FY2021 (R3)",
        "1 of 3 indicators reached their target (33.3%).",
        "Basis of the results: 2 judged from data (1 by a value for part of a year), 1 no longer tracked.",
        "- Published: 1 June 2022; Report (Example Prefecture, 1 June 2022), page 1",
        "- Published figures and data agree",
        "- 1 of 2 named and rated indicators rests on values that are not final",
        "## Overview",
        "Section | Reached Met | Missed Near | <未達成> <遠い> | Others Suspended",
        "1. Title of the section (3 indicators) | 1 | 1 i | 0 | 1",
        "All (3 indicators) | 33.3% | 33.3% i | 0% | 33.3%",
        "i: rests on a value for part of the year, or as of a day within it",
        "## Indicators",
        "### Target reached",
        "- <用紙> / Target: less than the baseline; baseline: 90<枚>; value in FY2021 (R3): 80<枚> (actual) / "
        "Rating: Met",
        "### Target missed: Epidemic",
        "- Working hours saved / Target: 6,000 hours; baseline: 0 hours (FY2019 (R1)); "
        "value in FY2021 (R3): 4,500 hours (interim value; as of 31 January 2022) / "
        "Achievement rate: 75.0% i (Near) / Reason: Schools were closed",
        "### No longer tracked",
        "- <終えた指標> / Target: more than the baseline; baseline: 1<件>; value: none / "
        "No longer tracked since FY2021 (R3): <事業が終わったため>",
        "## Method",
        "Achievement rate: (actual − baseline) ÷ (target − baseline).",
        "Ratings: Met: 100% or more; Near: 50% or more; <遠い>: less.",
        "## Sources",
        "- Report (Example Prefecture, 1 June 2022)",
        "## Data",
        "- Everything about this year (JSON)",
        "- Open data (CSV)",
        "2 of 3 indicator names have no English yet.",
    ]


def test_both_languages_are_one_view() -> None:
    """The same headings, tables and entries in the same order; the figures are the same, and nothing is empty."""
    outcome = shown()
    for _, year in outcome.years:
        both = [tuple(summary_blocks(year, said)) for said in (ENGLISH, JAPANESE)]
        for doc in both:
            assert all(line.strip("#-/| ") for line in told(doc))
        figures = [
            [re.findall(r"[\d.,]+", " ".join(row[1:])) for own in doc if isinstance(own, Grid) for row in own.rows]
            for doc in both
        ]
        assert figures[0] == figures[1] != []
        entries = [[len(own.items) for own in doc if isinstance(own, Items)] for doc in both]
        assert entries[0] == entries[1]
    assert told(plans_blocks(outcome, ENGLISH)) == [
        "# Results of KPIs",
        "## Plan of an Example",
        "FY2021 (R3)",
        "1 of 3 indicators reached their target (33.3%).",
        "Basis of the results: 2 judged from data (1 by a value for part of a year), 1 no longer tracked.",
        "- Period: from FY2020 (R2) to FY2022 (R4)",
        "- Published: 1 June 2022; Report (Example Prefecture, 1 June 2022), page 1",
        "- Published figures and data agree",
        "- Results of FY2021 (R3)",
    ]


DATE = re.compile(r"(\d+ )?(January|February|March|April|May|June|July|August|\w+ember|October) \d{4}")
"""A day or a month in English."""


def numbers(text: str) -> list[str]:
    """The numbers in a text of either language in their order of size, without days and months; FY2021 (R3) is 3."""
    bare = re.sub(r"(\d+年)?\d+月(\d+日)?", "", DATE.sub("", text)).replace("元年", "1年")
    return sorted(re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", re.sub(r"FY\d{4} \((\w+)\)", r"\1", bare)))


def cells(table: Grid, signs: dict[str, str]) -> list[list[str]]:
    """The figures of a table, and the numbers at the head of each row; its `signs` as they are in Japanese."""

    def figure(text: str) -> str:
        return functools.reduce(lambda own, sign: own.replace(f" {sign}", signs[sign]), signs, str(text))

    return [[*numbers(row[0]), *map(figure, row[1:])] for row in table.rows]


@pytest.mark.parametrize(
    ("folder", "years", "tables"), [("data", 3, 2), ("tests/every_key/data", 5, 5), ("tests/golden/outlook-data", 4, 4)]
)
def test_an_english_page_has_the_figures_of_the_japanese_one(folder: str, years: int, tables: int) -> None:
    signs = {ENGLISH.mark(mark)[0]: mark.sign for mark in Mark}
    shown = [year for _, year in site(read_folder(str(ROOT / folder)), SiteRequest(unpublished=True)).years]
    assert len(shown) == years
    compared = 0
    for year in shown:
        report = year.report
        english, japanese = tuple(summary_blocks(year, ENGLISH)), tuple(year_blocks(year))
        # its answer, and what that rests on
        both = [[numbers(own.text) for own in doc if isinstance(own, Paragraph)] for doc in (english, japanese)]
        assert both[0][0] == both[1][0] != []
        assert report.overview is None or both[0][1] == both[1][1] != []
        # its table of counts
        there = [cells(own, {}) for own in japanese if isinstance(own, Grid)]
        for own in english:
            if isinstance(own, Grid):
                compared += 1
                assert cells(own, signs) in there
        # each indicator and its marks; in Japanese those that are only followed stand in a table, and the name says
        # where else one is listed
        for one in report.assessments:
            if not isinstance(one.outcome, Monitored):
                lines = [*ENGLISH.values(one, report)], [*JAPANESE.values(one, report)]
                first = next(at for at, line in enumerate(lines[0]) if line.startswith("Target: "))
                told_of = "\n".join(lines[0][first:]), "\n".join(lines[1])
                assert numbers(told_of[0]) == numbers(told_of[1]), told_of
                assert ENGLISH.signs(one.marks) in told_of[0], told_of
                assert JAPANESE.signs(one.marks) in told_of[1], told_of
    assert compared == tables


@pytest.mark.parametrize("unpublished", [False, True])
def test_every_number_of_an_english_page_stands_on_the_japanese_one(unpublished: bool) -> None:
    found = {name: own for name, own in files(unpublished=unpublished).items() if name.startswith("en/")}
    assert len(found) == (4 if unpublished else 3)
    for name in found:
        both = [Reader(files(unpublished=unpublished)[own].decode()).texts for own in (name, name.removeprefix("en/"))]
        texts = [re.sub(r"FY\d{4} \(\w+\)", "", own) for own in both[0] if not own.endswith("no English yet.")]
        said_there = set(numbers("\n".join(both[1])))
        assert len({*numbers("\n".join(texts))}) > 5, name
        assert {*numbers("\n".join(texts))} <= said_there, name


def test_english_that_came_after_the_publication_is_that_of_the_published_year() -> None:
    """A published year keeps its method and its labels, but not the want of English for them."""
    english = {"label": "Under 30%", "group": "Missed"}
    own = declared(indicator(actuals={"R3": {"value": "10", "status": "実績", "known": "2022-04-01"}}))
    (of,) = dataset(plan()).plans
    then = publish(of, own).plan
    ratings = [*RATINGS[:-1], {**RATINGS[-1], "group": "未到達", "en": english}]
    now = plan(ratings=ratings, suspended={"label": "進捗管理の停止", "group": "その他", "en": {"label": "Suspended"}})
    report = build_report(now.with_published(then.published), own, parse_fiscal_year("R3"), Scope())
    assert report.overview
    assert told((grid(report.plan, report.overview, ENGLISH),))[0] == (
        "Section | <達成> 100% | <未達成> <60%以上100%未満> | <未達成> <30%以上60%未満> | <未達成> Under 30%"
    )


YEARS = finals(R2="40", R3="50")
MISSED = "0 of 1 indicator reached its target (0%)."
FROM_DATA = "Basis of the results: 1 judged from data."


@pytest.mark.parametrize(
    ("of_plan", "changes", "expected"),
    [
        ({}, {}, [MISSED, FROM_DATA]),
        ({"method": {"formula": "distance", "against": "target", "headline": "mean_rate"}}, {},
         [f"Mean achievement rate 50.0% (1 indicator with a rate). {MISSED}", FROM_DATA]),
        ({"sections": [{"id": "s", "name": "一"}, {"id": "t", "name": "二"}], "relisted_count": "each"},
         {"relisted": ["t"]}, ["0 of 2 indicators (1 if each is counted once) reached their target (0%).",
                              "Basis of the results: 2 judged from data."]),
        ({}, {"direction": "monitor", "target": None}, ["1 indicator is monitored without a target."]),
        ({}, {"actuals": None}, ["0 of 1 indicator reached its target; 1 could not be assessed.",
                                 "Basis of the results: 1 not assessed."]),
        ({}, {"actuals": {"R2": {"value": "50", "status": "時点"}}},
         [MISSED, "Basis of the results: 1 judged from data (1 by a value of an earlier year, "
                  "1 by a value for part of a year)."]),
        ({"states": [{"id": "ended", "label": "中止", "group": "その他"}]}, {"states": {"R3": {"state": "ended"}}},
         [MISSED, "Basis of the results: 1 “<中止>”."]),
        # where people rate, they do not say that the value on the way is reached
        ({"method": {"formula": "ratio", "against": "previous_year"}}, {"actuals": YEARS},
         ["1 of 1 indicator reached the value of the year before (100.0%).", FROM_DATA]),
        ({"method": {"formula": "ratio", "against": "previous_year"}},
         {"actuals": YEARS, "judged": {"R3": {"rating": "achieved", "by": "県"}}},
         ["1 of 1 indicator reached its target (100.0%).", "Basis of the results: 1 rated by people."]),
    ],
)  # fmt: skip
def test_an_answer_in_english(of_plan: dict[str, Any], changes: dict[str, Any], expected: list[str]) -> None:
    report = build_report(plan(**of_plan), declared(indicator(**changes)), parse_fiscal_year("R3"), Scope())
    assert told(tuple(ENGLISH.answer(report))) == expected


def test_what_has_a_closed_set_of_words_has_all_of_them() -> None:
    assert MARKS.keys() == set(Mark)
    assert len({sign for sign, _ in MARKS.values()}) == len(Mark)
    assert WHY_NOT.keys() == set(NotAssessedReason)
    assert STATUSES.keys() == set(Status)
    assert FORMULAS.keys() == ALL_FORMULAS.keys()
    assert COMPARED.keys() == COMPARISONS.keys()
    assert COUNTED.keys() == set(Counting)
    assert ROUNDED.keys() == set(Mode)


THIRD = {"value": {"numerator": "1", "denominator": "3"}}
AIMS: list[tuple[dict[str, Any], str]] = [
    ({}, "100<件>"),
    ({"unit": "%"}, "100%"),
    ({"en": {"unit": "cases"}}, "100 cases"),
    ({"target": {"value": "100", "exclusive": "true"}}, "more than 100<件>"),
    ({"target": {"value": "100", "year": "R2"}}, "100<件> (by FY2020 (R2))"),
    ({"target": {"value": "100", "tolerance": "2"}}, "100<件> (tolerance: 2<件>)"),
    ({"counting": "cumulative", "target": {"value": "100", "tolerance_percent": "5", "year": "R2"}},
     "100<件> (cumulative; tolerance: 5% of the target; by FY2020 (R2))"),
    ({"better": "lower", "baseline": {"value": "80"}}, "stay at 100<件> or below"),
    ({"direction": "keep", "better": "lower", "target": {"value": "3"}}, "stay at 3<件> or below"),
    ({"direction": "range", "target": {"min": "1", "max": "2"}}, "from 1<件> to 2<件>"),
    ({"direction": "relative", "baseline": {"value": "50"}, "target": {"change": "10"}},
     "+10% on the baseline: 55<件>"),
    ({"direction": "relative", "baseline": {"value": "13"}, "target": {"change": "10", "exclusive": "true",
      "rounded": {"digits": "0"}}}, "+10% on the baseline: more than 14<件> (rounded to a whole number)"),
    ({"direction": "relative", "baseline": {"value": "13"}, "target": {"change": "100", "rounded": {"digits": "-1",
      "mode": "down"}}}, "+100% on the baseline: 20<件> (rounded down to 10s)"),
    ({"direction": "relative", "baseline": THIRD, "target": {"change": "1000",
      "rounded": {"digits": "1", "mode": "up"}}}, "+1,000% on the baseline: 3.7<件> (rounded up to 1 decimal)"),
    ({"direction": "relative", "baseline": THIRD, "target": {"change": "10"}},
     "+10% on the baseline: 0.37<件>"),
    ({"direction": "relative", "unit": "%", "baseline": {"value": "50"}, "target": {"points": "-3"}},
     "-3 points on the baseline: 47%"),
    ({"direction": "relative", "baseline": None, "target": {"change": "-5", "from": "previous_year"}},
     "-5% on the year before"),
    ({"direction": "increase", "baseline": None, "target": {"from": "previous_year"}}, "more than the year before"),
    ({"direction": "reference", "target": {"reference": {"name": "全国", "value": "9", "year": "R1"}}},
     "the level of <全国> (9<件>, FY2019 (R1))"),
    ({"direction": "monitor", "target": None, "baseline": None}, "none (monitored only)"),
    *(
        ({"direction": "composite", "baseline": None, "better": "higher", "unit": unit,
          "target": {"parts": {"県": "1", "market": "52"}, "rule": rule},
          "actuals": {"R3": {"parts": {"県": "1", "market": "50"}, "status": "実績"}}}, f"<県> 1, market 52 ({told})")
        for rule, unit, told in (
            ("sum", "件", "<件>; judged by the total"),
            ("all", None, "reached where every part is"),
            ("worst", "件", "<件>; judged by the part that does worst"),
        )
    ),
    ({"direction": "composite", "baseline": None, "better": "higher", "unit": "%",
      "target": {"value": "40", "parts": ["県", "市"], "rule": "pooled"}, "actuals": {}},
     "40% for <県>, <市> together"),
    ({"direction": "milestone", "baseline": None, "unit": None, "target": {"steps": ["設計", "開発"]},
      "actuals": {"R3": {"done": ["設計"], "status": "実績"}}}, "<設計、開発>"),
    ({"direction": "judged", "baseline": None, "unit": None, "target": {"text": "指針"},
      "actuals": {"R3": {"text": "案", "status": "実績"}}}, "<指針>"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), AIMS)
def test_a_target_in_english(changes: dict[str, Any], expected: str) -> None:
    first, *_ = said_of(changes)
    assert re.split("; (?=baseline|value)", first.removeprefix("Target: "))[0] == expected


def said_of(changes: dict[str, Any], **of_plan: Any) -> list[str]:
    """The lines about an indicator in R3, what is Japanese in angles."""
    report = build_report(plan(**of_plan), declared(indicator(**changes)), parse_fiscal_year("R3"), Scope())
    return [said(line) for line in ENGLISH.values(report.assessments[0], report)]


LABELS = [
    {"id": "high", "label": "High", "group": "達成", "from_target": ["beyond", "on"]},
    {"id": "low", "label": "Low", "group": "未達成"},
]
ON_THE_WAY = {"ratings": LABELS, "method": {"formula": "position", "against": "year_target"}}
RESULT = "Achievement rate: 50.0% (<30%以上60%未満>)"
SAID: list[tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]] = [
    # the baseline
    ({"baseline": {"value": "10", "average_of": ["H30", "H29"], "year": "H30"}}, {},
     ("Target: 100<件>; baseline: 10<件> (mean of FY2017 (H29), FY2018 (H30); straight line from FY2018 (H30)); "
      "value in FY2021 (R3): 50<件> (actual)", "Achievement rate: 44.4% (<30%以上60%未満>)")),
    ({"baseline": {"value": "10", "restated": [{"date": "2021-12", "value": "0", "reason": "遡及"}]}}, {},
     ("Target: 100<件>; baseline: 0<件> (restated in December 2021); value in FY2021 (R3): 50<件> (actual)", RESULT)),
    ({"baseline": {"value": "10", "restated": [{"date": "2021-12-01", "value": "0", "year": "R1", "reason": "遡及"}]}},
     {}, ("Target: 100<件>; baseline: 0<件> (FY2019 (R1); restated on 1 December 2021); "
          "value in FY2021 (R3): 50<件> (actual)", RESULT)),
    ({"assumed": {"baseline": "資料にない"}}, {},
     ("Target: 100<件>; baseline: 0<件> (assumed); value in FY2021 (R3): 50<件> (actual)",
      "Achievement rate: 50.0% a (<30%以上60%未満>)")),
    # the value
    ({"actuals": {"R3": {"value": {"numerator": "1", "denominator": "2", "value": "51"}, "status": "実績"}},
      "unit": "%"}, {},
     ("Target: 100%; baseline: 0%; value in FY2021 (R3): 1/2 (50%; printed as 51%) (actual)", RESULT)),
    ({"actuals": actual("50", "速報", approximate="true", period={"from": "2021-04", "to": "2021-04"})}, {},
     ("Target: 100<件>; baseline: 0<件>; value in FY2021 (R3): about 50<件> (preliminary value; April 2021)",
      "Achievement rate: 50.0% i (<30%以上60%未満>)")),
    ({"counting": "summed", "baseline": None, "actuals": YEARS, "target": {"value": "90"}}, {"period": {"from": "R2"}},
     ("Target: 90<件> (cumulative); value in FY2021 (R3): 50<件> (actual), in total 90<件> since FY2020 (R2)",
      "Achievement rate: 100.0% (100%)")),
    ({"actuals": None, "pending": {"R3": {"until": "2022-08", "reported": "統計課", "reason": "公表待ち"}}}, {},
     ("Target: 100<件>; baseline: 0<件>; value: none", "Not assessed: there is no value yet",
      "Value not available yet (expected in August 2022; <統計課>; <公表待ち>)")),
    ({"direction": "monitor", "target": None, "expected": {"R3": "60"}}, {},
     ("Target: none (monitored only); planned amount: 60<件>; baseline: 0<件>; value in FY2021 (R3): 50<件> (actual)",
      "Monitored only")),
    ({"direction": "composite", "unit": "団体", "target": {"parts": {"県": "1", "市": "52"}, "rule": "sum"},
      "baseline": {"parts": {"県": "0", "市": "3"}},
      "actuals": {"R3": {"parts": {"県": "1", "市": "27"}, "status": "実績"}}}, {},
     ("Target: <県> 1, <市> 52 (<団体>; judged by the total); baseline: <県> 0, <市> 3 (<団体>); "
      "value in FY2021 (R3): <県> 1, <市> 27 (<団体>) (actual)", RESULT)),
    # what is in the place of the target
    ({"target": {"value": "99", "by_year": {"R3": "100"}}}, {"method": {"formula": "ratio", "against": "year_target"}},
     ("Target: 99<件>; target of the year: 100<件>; baseline: 0<件>; value in FY2021 (R3): 50<件> (actual)", RESULT)),
    ({"direction": "range", "baseline": None, "target": {"by_year": {"R3": {"min": "40", "max": "60"}}, "min": "1",
      "max": "9"}}, ON_THE_WAY,
     ("Target: from 1<件> to 9<件>; target of the year: from 40<件> to 60<件>; value in FY2021 (R3): 50<件> (actual)",
      "Rating: High")),
    ({"target": {"value": "99", "by_year": {"R2": "80", "R3": "90"}}, "actuals": {"R2": YEARS["R2"]}},
     {"method": {"formula": "ratio", "against": "year_target", "carried_against": "own_year"}},
     ("Target: 99<件>; target of the year (as of FY2020 (R2)): 80<件>; baseline: 0<件>; "
      "value in FY2020 (R2): 40<件> (actual)", "Achievement rate: 50.0% p (<30%以上60%未満>)")),
    ({"actuals": YEARS}, {"method": {"formula": "ratio", "against": "previous_year"}},
     ("Target: 100<件>; value of the year before: 40<件>; baseline: 0<件>; value in FY2021 (R3): 50<件> (actual)",
      "Achievement rate: 125.0% (100%)")),
    ({"actuals": YEARS}, {"method": {"formula": "distance", "against": "since_previous"}},
     ("Target: 100<件>; value of the year before: 40<件>; baseline: 0<件>; value in FY2021 (R3): 50<件> (actual)",
      "Achievement rate: 16.7% (<30%未満>)")),
    ({"direction": "increase", "baseline": None, "target": {"from": "previous_year"}, "actuals": YEARS}, {},
     ("Target: more than the year before; value of the year before: 40<件>; value in FY2021 (R3): 50<件> (actual)",
      "Rating: 100%")),
    ({"direction": "relative", "baseline": None, "target": {"change": "10", "from": "previous_year"},
      "actuals": YEARS}, {},
     ("Target: +10% on the year before; value of the year before: 40<件>; which makes the target 44<件>; "
      "value in FY2021 (R3): 50<件> (actual)", "Achievement rate: 250.0% (100%)")),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "of_plan", "expected"), SAID)
def test_the_values_of_an_indicator_in_english(
    changes: dict[str, Any], of_plan: dict[str, Any], expected: tuple[str, ...]
) -> None:
    assert tuple(said_of(changes, **of_plan)) == expected


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ({"formula": "position", "against": "since_previous"},
         ["Achievement rate: none; ratings follow from where the value stands against the target and the "
          "value of the year before."]),
        ({"formula": "judged", "against": "target", "clip": {"upper": "150"}},
         ["Achievement rate: none; people give the ratings."]),
        ({"formula": "ratio", "against": "elapsed_share"},
         ["Achievement rate: actual ÷ elapsed share of the target; targets to reduce something are not assessed."]),
        ({"formula": "ratio", "against": "target", "clip": {"lower": "0", "upper": "150"},
          "rounding": {"digits": "1", "mode": "down", "rated": "rounded"}},
         ["Achievement rate: actual ÷ target (where less is better: target ÷ actual).",
          "Rates below 0% count as 0%, those above 150% count as 150%.",
          "Rates are rounded down to 1 decimal before they are rated."]),
    ],
)  # fmt: skip
def test_a_method_in_english(method: dict[str, Any], expected: list[str]) -> None:
    given = [{key: own[key] for key in ("id", "label", "group")} for own in RATINGS]
    ratings = {"position": LABELS, "judged": given}.get(method["formula"], RATINGS)
    of = plan(ratings=ratings, method=method, period={"from": "R1", "to": "R5"})
    lines = [said(line) for line in ENGLISH.judged_by(of)]
    assert [line for line in lines if not line.startswith("Ratings: ")] == expected


RESULTS: list[tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]] = [
    ({"target": {"value": "50", "exclusive": "true"}}, {},
     ("Achievement rate: 100.0% (<60%以上100%未満>); exactly at the value, which has to be passed",)),
    ({"target": {"value": "60", "year": "R6"}}, {"period": {"from": "R1", "to": "R3"}},
     ("Achievement rate: 83.3%; not assessed: the target year has not come",)),
    ({"actuals": YEARS}, {"target_year": "R2", "after_target_year": "freeze"},
     ("Achievement rate: 40.0% p (<30%以上60%未満>); result of the target year FY2020 (R2)",)),
    ({"actuals": YEARS, "target": {"value": "45"}, "better": "lower", "baseline": {"value": "95"}},
     {"target_year": "R2"}, ("Achievement rate: 90.0% (<60%以上100%未満>); met in the target year FY2020 (R2)",)),
    ({"states": {"R3": {"state": "ended", "reason": "事業の終わり"}}},
     {"states": [{"id": "ended", "label": "中止", "group": "その他"}]}, ("<中止>: <事業の終わり>",)),
    ({"suspended": {"since": "R3", "reason": "休止", "known": "2021-04"}}, {},
     ("No longer tracked since FY2021 (R3): <休止>",)),
    ({"suspended": {"since": "R2", "until": "R4", "reason": "休止", "successor": "別の指標", "known": "2021-04"}}, {},
     ("Not tracked from FY2020 (R2) to FY2022 (R4): <休止>", "In its place: <別の指標>")),
    ({"judged": {"R3": {"rating": "achieved", "by": "所管課", "reason": "終えた"}},
      "remarks": {"R3": {"heading": "課題", "text": "人手"}}}, {},
     ("Achievement rate: 50.0% j (100%)", "<課題: 人手>", "Rated by <所管課>: <終えた>")),
    ({}, {"ratings": [], "suspended": None}, ("Achievement rate: 50.0% (Not reached)",)),
    ({}, {"ratings": [], "suspended": None, "method": {"formula": "position", "against": "target"}},
     ("Target not reached",)),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "of_plan", "expected"), RESULTS)
def test_the_result_of_an_indicator_in_english(
    changes: dict[str, Any], of_plan: dict[str, Any], expected: tuple[str, ...]
) -> None:
    first, *rest = said_of(changes, **of_plan)
    assert first.startswith("Target: ")
    assert tuple(rest) == expected


def test_where_else_an_indicator_stands_in_english() -> None:
    two = [{"id": "s", "name": "一"}, {"id": "t", "name": "二", "en": {"name": "Two"}}]
    both = declared(indicator(name="全体", relisted=["t"]), indicator(id="b", of="a"))
    report = build_report(plan(sections=two), both, parse_fiscal_year("R3"), Scope())
    firsts = [said(next(ENGLISH.values(own, report))) for own in report.assessments]
    assert firsts == ["Also listed under Two", "Part of <全体>"]


def written_page(text: str) -> str:
    """The main part of an English page with `text` as its title and in a paragraph."""
    doc = (Heading(1, text), Paragraph(text, Tone.MUTED))
    found = page(written(doc, lambda _: None, "", ENGLISH_PAGE), Frame("1.0", ENGLISH_PAGE)).decode()
    assert '<html lang="en">' in found
    main = re.search('<main id="main" tabindex="-1">(.*)</main>', found, re.DOTALL)
    assert main
    return main[1].strip()


def test_what_is_japanese_on_an_english_page_says_so() -> None:
    assert written_page(together("Plan ", InJapanese("計画<1>"), " of FY2021")) == (
        '<h1>Plan <span lang="ja">計画&lt;1&gt;</span> of FY2021</h1>\n'
        '<p class="muted">Plan <span lang="ja">計画&lt;1&gt;</span> of FY2021</p>'
    )
    assert words(together("a", "b", InJapanese("語"))) == (Run("ab"), Run("語", language="ja"))


def links(name: str) -> list[dict[str, str]]:
    return [own for tag, own in Reader(files()[name].decode()).elements if tag in {"a", "link"}]


def test_each_page_leads_to_its_twin_and_says_the_language_of_what_it_leads_to() -> None:
    for language, other, name, there in (
        ("ja", "en", "plans/chiba-ict/2021.html", "../../en/plans/chiba-ict/2021.html"),
        ("en", "ja", "en/plans/chiba-ict/2021.html", "../../../plans/chiba-ict/2021.html"),
    ):
        alternates = [own for own in links(name) if own.get("rel") == "alternate"]
        assert [(own["hreflang"], own["href"]) for own in alternates] == [(language, "2021.html"), (other, there)]
        assert {"href": there, "hreflang": other, "lang": other} in links(name)
    to_english = {"href": "../../../en/index.html", "hreflang": "en", "lang": "en"}
    assert to_english in links("plans/chiba-ict/indicators/rpa-hours.html")
    for name in files():
        for own in links(name) if name.endswith(".html") else []:
            goal = posixpath.normpath(posixpath.join(posixpath.dirname(name), own["href"].partition("#")[0]))
            if goal.endswith(".html") and "rel" not in own:
                languages = ["en" if page.startswith("en/") else "ja" for page in (name, goal)]
                assert own.get("hreflang") == (languages[1] if languages[0] != languages[1] else None), (name, own)


def test_an_english_name_stays_with_the_name_that_it_was_given_for() -> None:
    before = "formerly:\n  - {until: R3, name: 前の名称}\nunit: 時間\n"
    outcome = shown(**{"indicators/p/s/hours.yaml": HOURS.replace("unit: 時間\n", before)})
    (year,) = (own for _, own in outcome.years)
    assert any(line.startswith("- <前の名称>") for line in told(summary_blocks(year, ENGLISH)))


def test_the_site_speaks_english_by_its_own_words() -> None:
    site_yaml = "title: 取組\npublisher: 例県\nen: {title: Our work, publisher: Example}\ncontact: {name: 課}\n"
    found = site_files(shown(**{"site.yaml": site_yaml}))
    texts = Reader(found["en/index.html"].decode()).texts
    assert texts.count("Our work") == 3
    assert texts[-6:] == [
        "Published by: Example",
        "Contact: ",
        "課",
        "Terms of use: ask the publisher",
        "Revision of the data: files at work",
        texts[-1],
    ]


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_english_stays_text(attack: str) -> None:
    quoted = json.dumps(line(attack), ensure_ascii=False)
    hostile = HOURS.replace("Working hours saved", quoted).replace("Schools were closed", quoted)
    found = site_files(
        shown(**{"indicators/p/s/hours.yaml": hostile, "targets/p.yaml": PLAN.replace("Report", quoted)})
    )
    for name, own in found.items():
        if name.endswith(".html"):
            refuse_what_acts(Reader(own.decode()))
    texts = "".join(Reader(found["en/plans/p/2021.html"].decode()).texts)
    assert texts.count(line(attack)) == 4


def test_what_is_not_published_is_not_told_in_english_either() -> None:
    early = files(unpublished=True)
    assert "[Not published] " in early["en/plans/chiba-ict/2020.html"].decode()
    assert b'<meta name="robots" content="noindex">' in early["en/plans/chiba-ict/2020.html"]
    for name, own in files().items():
        assert b"[Not published]" not in own, name
        assert b"Results of FY2020" not in own, name
