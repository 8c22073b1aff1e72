"""うち: an indicator that is a part of another is rated and shown below it, and is in no count."""

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import ValidationError

from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.counts import column_of
from dxkpi.core.outlook import counted, plan_outlook
from dxkpi.core.publication.conformity import conformity
from dxkpi.core.report import Report, Scope, build_report
from dxkpi.render.views.answer import list_sentence
from tests.build import actual, dataset, indicator, plan
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
        ({"actuals": {"R2": {"value": "100", "status": "実績"}}}, "achieved"),  # carried
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
    assert found.followed_count == 0
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
