"""Names, sections and owners that changed: a report takes those of its year, a published one those of its row."""

from typing import Any

from dxkpi.app.data import Data
from dxkpi.app.indicator import IndicatorRequest, ListRequest, explained, listed
from dxkpi.app.report import ReportRequest, report
from dxkpi.render.formats import Look, render
from dxkpi.rules import check
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load
from tests.source.telling import told_of_file

PLAN = """
plan: p
name: 計画
period: {from: R3, to: R6}
target_year: R6
method: {formula: ratio, against: target}
sections:
  - {id: life, name: くらし, until: R4}
  - {id: work, name: しごと}
  - {id: town, name: まち, since: R5}
"""
MOVED = """
id: moved
number: 3-1
name: 健診の受診率
plan: p
section: town
owner: 健康課
unit: 件
direction: absolute
better: higher
target: {value: 100}
formerly:
  - {until: R3, name: 特定健診}
  - {until: R4, number: 1-9, name: 受診した人, section: life, owner: 保険課}
actuals:
  R3: {value: 40, status: 実績}
  R5: {value: 60, status: 実績}
"""
STAYED = """
id: stayed
number: 2-1
name: 相談の件数
plan: p
section: work
unit: 件
direction: absolute
better: higher
target: {value: 100}
actuals:
  R3: {value: 50, status: 実績}
  R5: {value: 70, status: 実績}
"""
FILES = {"targets/p.yaml": PLAN, "indicators/p/moved.yaml": MOVED, "indicators/p/stayed.yaml": STAYED}


def data(**more: str) -> Data:
    tree = DictTree({**FILES, **{name.replace("__", "/") + ".yaml": text for name, text in more.items()}})
    loaded = load(tree)
    assert not loaded.diagnostics
    return Data(tree, loaded)


def places(year: str, of: Data | None = None) -> list[tuple[Any, ...]]:
    """What the report of a year says of each indicator, in its order, and the sizes of its sections."""
    (own,) = report(of or data(), ReportRequest(year=year)).reports
    indicators = [a.indicator for a in own.assessments]
    assert own.overview
    sizes = [(row.section.id, row.size) for row in own.overview.rows]
    return [*((one.number, one.name, one.section, one.owner) for one in indicators), *sizes]


def test_a_report_takes_the_name_section_and_owner_of_its_year() -> None:
    stayed = ("2-1", "相談の件数", "work", None)
    assert places("R3") == [("1-9", "特定健診", "life", "保険課"), stayed, ("life", 1), ("work", 1)]
    assert places("R4") == [("1-9", "受診した人", "life", "保険課"), stayed, ("life", 1), ("work", 1)]
    assert places("R5") == [stayed, ("3-1", "健診の受診率", "town", "健康課"), ("work", 1), ("town", 1)]


def test_a_published_year_takes_those_of_its_row() -> None:
    paper = """
plan: p
year: R3
source: {document: doc}
rows:
  moved: {name: 印刷された名称, number: 9-9, section: work}
"""
    document = "documents:\n  doc: {title: 資料, publisher: 県, date: 2022-03-14}\n"
    found = places("R3", data(published__p__R3=paper, targets__p=PLAN + document))
    assert found == [
        ("2-1", "相談の件数", "work", None),
        ("9-9", "印刷された名称", "work", "保険課"),
        ("life", 0),
        ("work", 2),
    ]


def test_lists_and_explanations_are_of_their_year_and_say_where_it_stands() -> None:
    then = listed(data(), ListRequest(year="R4", owners=("保険課",)))
    assert [own.indicator.heading for _, own, _ in then.rows] == ["1-9 受診した人"]
    text = render(explained(data(), IndicatorRequest("moved", year="R4")), "text", Look()).decode()
    assert "1-9 受診した人（moved）" in text
    assert "・分野: くらし\n    data/indicators/p/moved.yaml:14:52" in text


def test_a_former_name_finds_the_indicator() -> None:
    found = explained(data(), IndicatorRequest("特定健診", year="R5"))
    assert found.explanation.declared.indicator.heading == "3-1 健診の受診率"


def test_a_section_that_the_plan_does_not_have_in_the_year_is_found() -> None:
    over = data(indicators__p__stayed=STAYED.replace("section: work", "section: life"))
    unvalued = data(
        indicators__p__stayed=STAYED.replace("section: work", "section: life").partition("  R5:")[0],
        indicators__p__moved=MOVED.partition("  R5:")[0],
    )
    unknown = data(indicators__p__moved=MOVED.replace("section: life", "section: lfie"))
    assert [[found.message for found in check(own.dataset)] for own in (over, unvalued, unknown)] == [
        [
            "stayed（相談の件数）のR5年度の分野「life」は、計画ではR5年度にない（sections の since と until による）。"
            "このままでは、どの分野の表にも入らない"
        ],
        [
            "stayed（相談の件数）の分野「life」は、計画ではR4年度までで、R5年度からはない"
            "（sections の since と until による）。このままでは、どの分野の表にも入らない"
        ],
        [
            "moved（健診の受診率）の前の分野「lfie」は、計画「計画」にない（あるのは life、work、town）",
        ],
    ]


def test_entries_in_disorder_or_without_anything_are_refused() -> None:
    twice = MOVED.replace("until: R3", "until: R4")
    assert told_of_file("indicators/p/moved.yaml", twice) == [
        "14:13 KPI212 until（R4）が、前に書かれたもの（R4）より後でない",
        "  古い順に並べ、同じ年度までのことは一つにまとめる",
    ]
    empty = MOVED.replace("until: R3, name: 特定健診", "until: R3")
    assert told_of_file("indicators/p/moved.yaml", empty) == [
        "13:5 KPI212 R3 まで何が違ったのかが書かれていない",
        "  前の name、section、owner、number のどれかを書く",
    ]
