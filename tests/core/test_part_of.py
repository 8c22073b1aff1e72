"""うち: an indicator that is a part of another is rated and shown below it, and is in no count."""

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import ValidationError

from dxkpi.core.basis.calendar import parse_day, parse_fiscal_year
from dxkpi.core.basis.finding import Path, Ref
from dxkpi.core.counts import column_of
from dxkpi.core.outlook import counted, plan_outlook
from dxkpi.core.publication.conformity import conformity
from dxkpi.core.report import Report, Scope, build_report
from dxkpi.render.views.answer import list_sentence
from dxkpi.rules.plan.part_of import PART_OF
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load
from tests.build import actual, dataset, finals, indicator, plan
from tests.core.test_publication import after, published

R3 = parse_fiscal_year("R3")
WHOLE: Mapping[str, Any] = {"id": "whole", "number": "2", "actuals": actual("100")}
PART: Mapping[str, Any] = {"id": "part", "number": "1", "of": "whole", "actuals": actual("20")}


def report(*parts: Mapping[str, Any], plans: Mapping[str, Any] | None = None, **scope: Any) -> Report:
    """The report of R3 of the whole, and of parts of it."""
    of = plan(**(plans or {}))
    own = [indicator(**{**PART, **changes}) for changes in parts]
    data = dataset(of, *own, indicator(**WHOLE))
    return build_report(of, data.of_plan("p"), R3, Scope(**scope))


def counts(found: Report) -> dict[str, int]:
    assert found.overview is not None
    (row,) = found.overview.rows
    cells = zip(found.overview.columns, row.cells, strict=True)
    return {"size": row.size} | {column.id: cell.count for column, cell in cells if cell.count}


@pytest.mark.parametrize(
    ("changes", "rated"),
    [
        ({}, "below30"),
        ({"actuals": {}}, None),
        ({"actuals": finals(R2="100")}, "achieved"),  # carried
        ({"judged": {"R3": {"rating": "from60", "by": "県"}}}, "from60"),
        ({"suspended": {"since": "R3", "reason": "終了", "source": {"document": "doc"}}}, "suspended"),
        ({"direction": "increase", "target": {}, "baseline": {"value": "10"}}, "achieved"),
        (
            {
                "direction": "composite",
                "target": {"parts": {"県": "1", "市": "1"}, "rule": "sum"},
                "baseline": {"parts": {"県": "0", "市": "0"}},
                "actuals": {"R3": {"parts": {"県": "1", "市": "1"}, "status": "実績"}},
            },
            "achieved",
        ),
        ({"direction": "monitor", "target": None, "baseline": None}, None),
    ],
)
def test_whatever_becomes_of_it_it_is_rated_and_in_no_count(changes: dict[str, Any], rated: str | None) -> None:
    found = report(changes)
    assert counts(found) == counts(report()) == {"size": 1, "achieved": 1}
    whole, part = found.assessments
    assert (whole.indicator.id, part.indicator.id, part.counts) == ("whole", "part", False)
    assert column_of(part) == rated
    assert found.monitored_count == 0
    assert found.composition is not None
    assert (found.composition.total, found.composition.carried.from_data) == (1, 0)


def test_it_leaves_shares_grades_and_the_outlook_as_they_are() -> None:
    ratings = [
        {"id": "good", "label": "良", "group": "達成", "at_least": "100", "points": "10"},
        {"id": "bad", "label": "否", "group": "未達成", "points": "0"},
    ]
    grades = {"by": "mean", "bands": [{"id": "a", "label": "A", "at_least": "10"}, {"id": "b", "label": "B"}]}
    method = {"formula": "distance", "against": "target", "grades": grades}
    plans = {"ratings": ratings, "method": method}
    alone, beside = report(plans=plans), report({}, plans=plans)
    assert alone.overview is not None
    assert beside.overview is not None
    assert beside.overview.percentages == alone.overview.percentages
    seen = plan_outlook(beside.plan, parse_fiscal_year("R2"), beside.assessments).seen
    assert (len(seen), sum(counted(seen).values())) == (2, 1)
    assert list_sentence(beside.assessments, beside.plan) == "1指標のうち1指標が達成。ほかに、うちの指標1"
    assert list_sentence(beside.assessments[1:], beside.plan) == "うちの指標1"


def test_it_stands_after_its_whole_wherever_that_stands() -> None:
    own = (
        indicator(**{**PART, "id": "b", "number": None}),
        indicator(**PART),
        indicator(id="a", number="1"),
        indicator(id="z"),
        indicator(**WHOLE),
    )
    found = dataset(plan(), *own).of_plan("p")
    assert [one.indicator.heading for one in found] == [
        "1 指標",
        "2 指標",
        "1 うち 指標",
        "うち 指標",
        "指標",
    ]


def test_a_published_year_keeps_whose_part_it_is() -> None:
    data = published(dataset(plan(), indicator(**PART), indicator(**WHOLE)))
    (own,) = data.published
    assert [(row.of, row.rating, row.column) for row in own.published.rows.values()] == [
        (None, "achieved", "achieved"),
        ("whole", "below30", None),
    ]
    assert own.published.counts == {"s": {"achieved": 1, "from60": 0, "from30": 0, "below30": 0}}
    assert conformity(data, own).sound
    apart = {key: value for key, value in PART.items() if key != "of"}
    (deviation,) = conformity(after(data, indicator(**WHOLE), indicator(**apart)), own).deviations
    assert [(d.path, d.published, d.today) for d in deviation.differences] == [(("of",), "whole", None)]


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ({"of": "part"}, "自分自身のうちになっている"),
        ({"relisted": ["t"]}, "指標「whole」のうちなのに、再掲の分野がある"),
    ],
)
def test_what_it_cannot_be_is_refused(keys: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        indicator(**{**PART, **keys})
    assert refused.value.errors()[0]["ctx"]["reason"] == reason


def test_where_its_whole_is_relisted_it_stays_in_its_own_section() -> None:
    sections = [{"id": "s", "name": "分野"}, {"id": "t", "name": "別の分野"}]
    of = plan(sections=sections, relisted_count="each")
    data = dataset(of, indicator(**PART), indicator(**WHOLE, relisted=["t"]))
    found = build_report(of, data.of_plan("p"), R3)
    assert found.overview is not None
    assert [(row.section.id, row.size) for row in found.overview.rows] == [("s", 1), ("t", 1)]
    alone = build_report(of, data.of_plan("p"), R3, Scope(section="t"))
    assert [a.indicator.id for a in alone.assessments] == ["whole"]


def test_a_later_decision_or_an_earlier_day_changes_only_its_own_result() -> None:
    target = {"from": {"value": "100"}, "to": {"value": "20"}}
    easier = {"date": "2021-06-01", "indicator": "part", **target, "reason": "見直し", "source": {"document": "doc"}}
    revised = report({}, plans={"revisions": [easier]})
    assert [column_of(a) for a in revised.assessments] == ["achieved", "achieved"]
    assert counts(revised) == counts(report({}))
    late = {"actuals": actual("20", known="2022-05-01", reported="課")}
    before = report({**late, "source": None}, as_of=parse_day("2022-04-01"))
    assert [column_of(a) for a in before.assessments] == ["achieved", None]
    assert counts(before) == {"size": 1, "achieved": 1}


PLAN = """\
plan: {}
name: 計画{}
method: {{formula: ratio, against: target}}
period: {{from: R2, to: R6}}
sections:
  - {{id: s, name: 分野}}
documents:
  doc: {{title: 資料, publisher: 県, date: 2025-06-01}}
"""
FILE = """\
id: {}
name: {}
plan: p
section: s
unit: 人
direction: absolute
better: higher
target: {{value: 100}}
actuals:
  R6: {{value: 90, status: 実績}}
source: {{document: doc, page: 1}}
{}shared:
  q:
    section: s
{}"""


def test_each_plan_that_shares_it_says_for_itself_whose_part_it_is() -> None:
    tree = DictTree(
        {
            **{f"targets/{own}.yaml": PLAN.format(own, own) for own in "pq"},
            "indicators/p/whole.yaml": FILE.format("whole", "受講者", "", ""),
            "indicators/p/part.yaml": FILE.format("part", "女性の受講者", "of: whole\n", ""),
            "indicators/p/zone.yaml": FILE.format("zone", "講師", "", "    of: whole\n"),
        },
        label="data",
    )
    data = load(tree).dataset
    named = {own: [one.indicator.heading for one in data.of_plan(own)] for own in "pq"}
    assert named == {"p": ["受講者", "うち 女性の受講者", "講師"], "q": ["女性の受講者", "受講者", "うち 講師"]}


def test_in_each_year_it_stands_in_the_section_of_its_whole() -> None:
    rows = {
        "whole": {"name": "全体", "section": "t"},
        "part": {"name": "部分", "section": "s", "of": "whole"},
    }
    sections = [{"id": "s", "name": "一"}, {"id": "t", "name": "二"}]
    source = {"document": "doc", "page": "1"}
    of = plan(sections=sections, published={"R2": {"source": source, "rows": rows}})

    def told(part: Mapping[str, Any], whole: Mapping[str, Any]) -> list[tuple[str, Path]]:
        own = dataset(of, indicator(**{**PART, **part}), indicator(**{**WHOLE, **whole}))
        return [(found.message, found.place.path) for found in PART_OF.check(own) if isinstance(found.place, Ref)]

    moved = {"section": "t", "formerly": [{"until": "R1", "section": "s"}]}
    assert told({}, {"section": "t"})[0] == (
        "part（指標）の分野「s」が、全体の指標「whole」の分野「t」と違う",
        ("section",),
    )
    assert told(moved, {"section": "t"})[0] == (
        "part（指標）のR元年度までの分野「s」が、全体の指標「whole」のR元年度までの分野「t」と違う",
        ("formerly", 0, "section"),
    )
    assert told(moved, moved) == [
        (
            "part（指標）のR2年度（公表）の分野「s」が、全体の指標「whole」のR2年度（公表）の分野「t」と違う",
            ("section",),
        )
    ]
