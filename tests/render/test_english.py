"""The English pages: one view in both languages, Japanese where there is no English, and never an empty place."""

import json
import posixpath
import re
from typing import Any

import pytest

from dxkpi.app.data import Data
from dxkpi.app.site import SiteRequest, site
from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.basis.mark import Mark
from dxkpi.core.basis.record import Status
from dxkpi.core.method.method import COMPARISONS
from dxkpi.core.method.method import FORMULAS as ALL_FORMULAS
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.outcomes.site import SiteOutcome
from dxkpi.core.report import Scope, build_report
from dxkpi.render.blocks import (
    Bar,
    Doc,
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
from dxkpi.render.html.document import Run, words, written
from dxkpi.render.html.page_words import ENGLISH_PAGE
from dxkpi.render.html.pages import Frame, page
from dxkpi.render.site import site_files
from dxkpi.render.views.english import COMPARED, ENGLISH, FORMULAS, MARKS, STATUSES, WHY_NOT
from dxkpi.render.views.japanese import JAPANESE
from dxkpi.render.views.report import grid
from dxkpi.render.views.summary import plans_doc, summary_doc
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load
from tests.build import RATINGS, dataset, declared, indicator, plan, publish
from tests.render.hostile import line
from tests.render.test_html import ATTACKS, Reader, refuse_what_acts
from tests.render.test_site import files

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


def told(doc: Doc) -> list[str]:
    """Every text of a document in its order, what is Japanese in angles."""

    def said(text: str) -> str:
        runs = words(text.text if isinstance(text, Named) else text)
        return "".join(f"<{run.text}>" if run.language else run.text for run in runs)

    found: list[str] = []
    for block in doc:
        match block:
            case Heading(level, text):
                found.append(f"{'#' * level} {said(text)}")
            case Paragraph(text=text):
                found.append(said(text))
            case Grid(columns, rows):
                found.append(" | ".join(" ".join(map(said, own.head)) for own in columns))
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
    assert told(summary_doc(year, ENGLISH)) == [
        "# Plan of an Example FY2021 (R3)",
        "1 of 3 indicators reached their target (33.3%).",
        "Of these: judged from data 2, no longer tracked 1.",
        "- Published: 1 June 2022; Report (Example Prefecture, 1 June 2022), page 1",
        "- Published figures and data: they agree",
        "- 1 of 2 named and rated indicators rest on values that are not final",
        "## Overview",
        "Section | Reached Met | Missed Near | <未達成> <遠い> | Others Suspended",
        "1. Title of the section (3 indicators) | 1 | 1 i | 0 | 1",
        "All (3 indicators) | 33.3% | 33.3% i | 0% | 33.3%",
        "i: by a value of a part of the year, or as of a day within it",
        "## Indicators",
        "### Target reached",
        "- <用紙> / Target: less than the baseline; baseline: 90<枚>; value: FY2021 (R3): 80<枚> (actual) / rating Met",
        "### Target missed: Epidemic",
        "- Working hours saved / Target: 6,000 hours; baseline: 0 hours (FY2019 (R1)); "
        "value: FY2021 (R3): 4,500 hours (interim value, as of 31 January 2022) / "
        "achievement rate 75.0% (Near) i / Reason: Schools were closed",
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
        both = [summary_doc(year, said) for said in (ENGLISH, JAPANESE)]
        for doc in both:
            assert all(line.strip("#-/| ") for line in told(doc))
        figures = [
            [re.findall(r"[\d.,]+", " ".join(row[1:])) for own in doc if isinstance(own, Grid) for row in own.rows]
            for doc in both
        ]
        assert figures[0] == figures[1] != []
        entries = [[len(own.items) for own in doc if isinstance(own, Items)] for doc in both]
        assert entries[0] == entries[1]
    assert told(plans_doc(outcome, ENGLISH)) == [
        "# Results of KPIs",
        "## Plan of an Example",
        "FY2021 (R3)",
        "1 of 3 indicators reached their target (33.3%).",
        "Of these: judged from data 2, no longer tracked 1.",
        "- Period: from FY2020 (R2) to FY2022 (R4)",
        "- Published: 1 June 2022; Report (Example Prefecture, 1 June 2022), page 1",
        "- Published figures and data: they agree",
        "- Results of FY2021 (R3)",
    ]


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


@pytest.mark.parametrize(
    ("changes", "relisted", "expected"),
    [
        ({}, (), "0 of 1 indicator reached their target (0%)."),
        ({"method": {"formula": "distance", "against": "target", "headline": "mean_rate"}}, (),
         "Mean achievement rate 50.0% (1 indicator with a rate). 0 of 1 indicator reached their target (0%)."),
        ({"sections": [{"id": "s", "name": "一"}, {"id": "t", "name": "二"}], "relisted_count": "each"}, ("t",),
         "0 of 2 indicators (counting 1 in more than one section) reached their target (0%)."),
    ],
)  # fmt: skip
def test_an_answer_in_english(changes: dict[str, Any], relisted: tuple[str, ...], expected: str) -> None:
    own = declared(indicator(relisted=list(relisted)))
    report = build_report(plan(**changes), own, parse_fiscal_year("R3"), Scope())
    assert told(tuple(ENGLISH.answer(report)))[0] == expected


def test_what_has_a_closed_set_of_words_has_all_of_them() -> None:
    assert MARKS.keys() == set(Mark)
    assert len({sign for sign, _ in MARKS.values()}) == len(Mark)
    assert WHY_NOT.keys() == set(NotAssessedReason)
    assert STATUSES.keys() == set(Status)
    assert FORMULAS.keys() == ALL_FORMULAS.keys()
    assert COMPARED.keys() == COMPARISONS.keys()


AIMS: list[tuple[dict[str, Any], str]] = [
    ({}, "100<件>"),
    ({"unit": "%"}, "100%"),
    ({"en": {"unit": "cases"}}, "100 cases"),
    ({"target": {"value": "100", "exclusive": "true"}}, "more than 100<件>"),
    ({"target": {"value": "100", "year": "R2"}}, "100<件> (by FY2020 (R2))"),
    ({"direction": "keep", "better": "lower", "target": {"value": "3"}}, "stay at 3<件> or below"),
    ({"direction": "range", "target": {"min": "1", "max": "2"}}, "from 1<件> to 2<件>"),
    ({"direction": "relative", "baseline": {"value": "50"}, "target": {"change": "10"}},
     "+10% on the baseline: 55<件>"),
    ({"direction": "relative", "unit": "%", "baseline": {"value": "50"}, "target": {"points": "-3"}},
     "-3 points on the baseline: 47%"),
    ({"direction": "relative", "baseline": None, "target": {"change": "-5", "from": "previous_year"}},
     "-5% on the year before"),
    ({"direction": "increase", "baseline": None, "target": {"from": "previous_year"}}, "more than the year before"),
    ({"direction": "reference", "target": {"reference": {"name": "全国", "value": "9", "year": "R1"}}},
     "the level of <全国> (9<件>, FY2019 (R1))"),
    ({"direction": "monitor", "target": None, "baseline": None}, "none (followed only)"),
    ({"direction": "milestone", "baseline": None, "unit": None, "target": {"steps": ["設計", "開発"]},
      "actuals": {"R3": {"done": ["設計"], "status": "実績"}}}, "<設計、開発>"),
    ({"direction": "judged", "baseline": None, "unit": None, "target": {"text": "指針"},
      "actuals": {"R3": {"text": "案", "status": "実績"}}}, "<指針>"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), AIMS)
def test_a_target_in_english(changes: dict[str, Any], expected: str) -> None:
    of = plan()
    report = build_report(of, declared(indicator(**changes)), parse_fiscal_year("R3"), Scope())
    (line, *_) = ENGLISH.values(report.assessments[0], report)
    runs = "".join(f"<{run.text}>" if run.language else run.text for run in words(line))
    assert runs.removeprefix("Target: ").partition("; ")[0] == expected


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
    assert any(line.startswith("- <前の名称>") for line in told(summary_doc(year, ENGLISH)))


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
