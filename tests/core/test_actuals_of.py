"""`actuals_of`: an indicator with a target of its own that shares the actuals of another one; both count."""

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import ValidationError

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import parse_day, parse_fiscal_year
from dxkpi.core.basis.mark import signs
from dxkpi.core.borrowing import Unlike, unlike, with_borrowed
from dxkpi.core.counts import column_of
from dxkpi.core.dataset import Dataset
from dxkpi.core.diff.compare import compare
from dxkpi.core.inputs import inputs
from dxkpi.core.report import Scope, build_report
from tests.build import actual, dataset, declared, finals, indicator, plan

R3 = parse_fiscal_year("R3")
Changes = Mapping[str, Any]
MUST: Changes = {"id": "must", "name": "受講者数", "source": {"document": "doc", "page": "1"}}
STRETCH: Changes = {
    "id": "stretch",
    "name": "受講者数（努力目標）",
    "target": {"value": "200"},
    "actuals": None,
    "actuals_of": "must",
    "source": {"document": "other", "page": "9"},
}
DOCUMENTS = {
    "doc": {"title": "資料", "publisher": "県", "date": "2022-03-14"},
    "other": {"title": "計画", "publisher": "県", "date": "2019-09-30"},
}


def both(must: Changes, stretch: Changes, plans: Changes) -> tuple[Dataset, Dataset]:
    """The two, and the two where the second has the same actuals written in its own file instead."""
    of = plan(**{"documents": DOCUMENTS, **plans})
    holder, borrower = {**MUST, **must}, {**STRETCH, **stretch}
    written = holder.get("actuals", actual("50"))
    copied = {year: {"source": holder["source"], **record} for year, record in written.items()}
    alone = {**borrower, "actuals": copied, "actuals_of": None, "pending": holder.get("pending")}
    alone |= {"assumed": holder["assumed"]} if "assumed" in holder else {}
    return (
        dataset(of, indicator(**holder), indicator(**borrower)),
        dataset(of, indicator(**holder), indicator(**alone)),
    )


def told(found: Assessment) -> str:
    """The rating, the reason for none, or where else it is counted; with the marks."""
    outcome = found.outcome
    word = getattr(outcome, "why", None) or column_of(found)
    return f"{word}{signs(found.marks)}"


SUMMED = {"baseline": None, "counting": "summed"}
YEARS = finals(R1="30", R2="40")
BREAKS = [{"from": "R3", "reason": "範囲", "baseline": {"value": "20"}}]
DIVIDED = {"R3": {"value": {"numerator": "3", "denominator": "6"}, "status": "実績"}}
PARTS: Changes = {
    "direction": "composite",
    "baseline": {"parts": {"県": "0", "市": "0"}},
    "target": {"parts": {"県": "1", "市": "1"}, "rule": "sum"},
    "actuals": {"R3": {"parts": {"県": "1", "市": "1"}, "status": "実績"}},
}
STEPS: Changes = {
    "direction": "milestone",
    "unit": None,
    "baseline": None,
    "target": {"steps": ["決定", "設置"]},
    "actuals": {"R3": {"done": ["決定"], "status": "実績"}},
}
RESTATED = {"date": "2021-05", "value": "49", "reason": "改定", "source": {"document": "doc"}}
ENDED = {"since": "R3", "reason": "終了", "source": {"document": "doc"}}

MEETINGS: tuple[tuple[str, Changes, Changes, Changes, str, str], ...] = (
    ("nothing else", {}, {}, {}, "from30", "below30"),
    ("an older value", {"actuals": YEARS}, {}, {}, "from30前", "below30前"),
    ("carry of one", {"actuals": YEARS}, {"carry": {"allow": "none", "reason": "毎年"}}, {}, "from30前", "too_old"),
    ("carry of the plan", {"actuals": YEARS}, {}, {"carry": "none"}, "too_old", "too_old"),
    ("months", {"actuals": actual("50", period={"from": "2021-04", "to": "2021-08"})}, {}, {}, "from30途", "below30途"),
    ("no value", {"actuals": {}}, {}, {}, "no_actual", "no_actual"),
    ("pending", {"actuals": {}, "pending": {"R3": {"reason": "集計中"}}}, {}, {}, "no_actual", "no_actual"),
    ("assumed value", {"assumed": {"actuals": "推定"}}, {}, {}, "from30推", "below30推"),
    (
        "revised target of one",
        {},
        {},
        {
            "revisions": [
                {"date": "2021-05", "indicator": "stretch", "from": {"value": "200"}, "to": {"value": "60"},
                 "reason": "見直し", "decision": "会議"}
            ]
        },
        "from30",
        "from60改",
    ),
    ("restated baseline of one", {}, {"baseline": {"value": "0", "restated": [RESTATED]}}, {}, "from30", "below30"),
    ("people rate one", {}, {"judged": {"R3": {"rating": "achieved", "by": "県"}}}, {}, "from30", "achieved評"),
    ("one suspended", {}, {"suspended": ENDED}, {}, "from30", "suspended"),
    ("the holder suspended", {"suspended": ENDED}, {}, {}, "suspended", "below30"),
    ("state of one", {}, {"states": {"R3": {"state": "ended", "reason": "完了"}}},
     {"states": [{"id": "ended", "label": "完了", "group": "その他"}]}, "from30", "ended"),
    ("the holder a part", {"of": "stretch", "actuals": actual("50")}, {}, {}, "from30", "below30"),
    ("relisted", {"relisted": ["t"]}, {}, {"sections": [{"id": "s", "name": "分野"}, {"id": "t", "name": "別"}]},
     "from30", "below30"),
    ("elsewhere before", {"formerly": [{"until": "R3", "section": "t"}]}, {},
     {"sections": [{"id": "s", "name": "分野"}, {"id": "t", "name": "別"}]}, "from30", "below30"),
    ("added up and yearly", {"counting": "yearly", "baseline": None, "better": "higher",
     "actuals": {**YEARS, **actual("50")}}, SUMMED, {"method": {"formula": "ratio", "against": "target"}},
     "from30", "from60"),
    ("a change of definition", {"breaks": BREAKS}, {"breaks": [{"from": "R3", "reason": "範囲"}], "better": "higher"},
     {}, "from30", "baseline_unknown"),
    ("fractions", {"unit": "%", "actuals": DIVIDED}, {"unit": "%"}, {}, "from30", "below30"),
    ("relative beside absolute", {"baseline": {"value": "40"}},
     {"direction": "relative", "baseline": {"value": "40"}, "target": {"change": "25"}}, {}, "below30", "achieved"),
    ("only followed", {}, {"direction": "monitor", "baseline": None, "target": None, "expected": {"R3": "60"}}, {},
     "from30", "None"),
    ("the holder only followed", {"direction": "monitor", "baseline": None, "target": None}, {}, {}, "None", "below30"),
    ("parts, each with its rule", PARTS,
     {**PARTS, "actuals": None, "target": {"parts": {"県": "2", "市": "1"}, "rule": "worst"}}, {},
     "achieved", "from30"),
    ("steps", STEPS, {**STEPS, "actuals": None, "target": {"steps": ["決定"]}}, {}, "from30", "achieved"),
    ("deadlines", {}, {}, {"deadlines": {"R3": {"実績": "2022-05-31"}}}, "from30", "below30"),
)  # fmt: skip


@pytest.mark.parametrize(("must", "stretch", "plans", "first", "second"), [own[1:] for own in MEETINGS],
                         ids=[own[0] for own in MEETINGS])  # fmt: skip
def test_each_is_judged_as_if_it_had_the_values_itself(
    must: Changes, stretch: Changes, plans: Changes, first: str, second: str
) -> None:
    sharing, copied = both(must, stretch, plans)
    found = {}
    for data in (sharing, copied):
        of = data.plans[0].plan
        assessments = {one.indicator.id: assess(one.indicator, of, R3) for one in data.of_plan("p")}
        found[data is sharing] = {name: told(own) for name, own in assessments.items()}
    assert found[True] == found[False] == {"must": first, "stretch": second}


def test_both_count() -> None:
    data, _ = both({}, {}, {})
    report = build_report(data.plans[0].plan, data.of_plan("p"), R3, Scope())
    assert report.overview is not None
    assert [(row.size, [cell.count for cell in row.cells]) for row in report.overview.rows] == [(2, [0, 0, 1, 1])]


def test_a_value_stands_in_the_file_of_the_other_with_its_source_and_the_day_that_this_gives() -> None:
    data, _ = both({}, {}, {})
    own = next(one for one in data.of_plan("p") if one.indicator.id == "stretch")
    found = {one.kind: one for one in inputs(own, data.plans[0], assess(own.indicator, data.plans[0].plan, R3))}
    assert (found["actual"].place.document, found["actual"].place.path) == (
        "data/indicators/p/s/must.yaml",
        ("actuals", "R3", 0, "value"),
    )
    assert found["actual"].source is not None
    assert found["actual"].source.document == "doc"
    for kind, path in (("target", ("target", "value")), ("actuals_of", ("actuals_of",))):
        assert (found[kind].place.document, found[kind].place.path) == ("data/indicators/p/s/stretch.yaml", path)
    assert [
        told(assess(own.indicator, data.plans[0].plan, R3, parse_day(day))) for day in ("2022-03-13", "2022-03-14")
    ] == [
        "no_actual",
        "below30",
    ]
    assert own.path_of(found["actual"].place) == found["actual"].place.path
    assert own.path_of(own.lender.at("target", "value") if own.lender else own.at()) is None


def test_a_changed_value_is_one_change_and_another_holder_is_named() -> None:
    before, _ = both({}, {}, {})
    after, _ = both({"actuals": actual("60")}, {}, {})
    changes = compare(before, after).changes
    assert [(one.indicator, one.key, one.values[0].before, one.values[0].after) for one in changes] == [
        ("must", ("actuals", "R3"), "50", "60")
    ]
    third = indicator(id="third", name="別の数")
    one, two = (
        dataset(
            plan(), indicator(**MUST), third, indicator(**{**STRETCH, "source": MUST["source"], "actuals_of": name})
        )
        for name in ("must", "third")
    )
    found = [(own.indicator, own.key, own.values[0].before, own.values[0].after) for own in compare(one, two).changes]
    assert found == [("stretch", ("actuals_of",), "must", "third")]


@pytest.mark.parametrize(
    ("must", "stretch", "why"),
    [
        ({}, {}, None),
        ({}, {"unit": "人"}, Unlike.UNIT),
        ({"unit": None}, {}, Unlike.UNIT),
        ({"counting": "yearly"}, SUMMED, None),
        ({"counting": "cumulative"}, {"counting": "yearly"}, Unlike.COUNTING),
        ({}, {"counting": "yearly"}, Unlike.COUNTING),
        ({}, {"year_kind": "calendar", "target": {"value": "200"}}, Unlike.YEARS),
        (PARTS, {}, Unlike.SHAPE),
        (STEPS, {"unit": None}, Unlike.SHAPE),
        ({"breaks": BREAKS}, {}, Unlike.DEFINITION),
        ({"breaks": BREAKS}, {"breaks": [{**BREAKS[0], "from": "R2"}]}, Unlike.DEFINITION),
        ({"counting": "yearly", "baseline": None, "better": "higher", "actuals": DIVIDED}, SUMMED, Unlike.FRACTIONS),
        ({"source": None}, {}, Unlike.SOURCE),
        ({"source": None}, {"source": None}, None),
        ({"source": None, "actuals": actual("5", reported="課")}, {}, None),
    ],
)
def test_what_is_measured_otherwise_cannot_be_shared(must: Changes, stretch: Changes, why: Unlike | None) -> None:
    holder, own = indicator(**{**MUST, **must}), indicator(**{**STRETCH, **stretch})
    assert unlike(own, holder) is why
    found = declared(holder, own)[1]
    assert (found.indicator.actuals == {}, found.lender is None) == ((why is not None,) * 2)


@pytest.mark.parametrize(
    ("changes", "place", "says"),
    [
        ({"actuals_of": "stretch"}, ("actuals_of",), "自分自身の実績値"),
        ({"of": "must"}, ("of",), "指標「must」のうち（内数）なのに"),
        ({"actuals": actual("5")}, ("actuals",), "このファイルにも actuals がある"),
        ({"pending": {"R3": {"reason": "集計中"}}}, ("pending",), "このファイルにも pending がある"),
        ({"assumed": {"actuals": "推定"}}, ("assumed", "actuals"), "このファイルにも actuals がある"),
    ],
)
def test_the_values_stand_in_one_place(changes: Changes, place: tuple[str, ...], says: str) -> None:
    with pytest.raises(ValidationError) as refused:
        indicator(**{**STRETCH, **changes})
    (error,) = refused.value.errors()
    assert (error["ctx"]["keys"], says in error["ctx"]["reason"]) == (place, True)


def test_nothing_is_borrowed_along_a_chain_or_from_oneself_in_a_circle() -> None:
    chain = declared(
        indicator(**MUST), indicator(**STRETCH), indicator(**{**STRETCH, "id": "more", "actuals_of": "stretch"})
    )
    assert [bool(own.indicator.actuals) for own in chain] == [True, True, False]
    circle = declared(indicator(**{**STRETCH, "id": "must", "actuals_of": "stretch"}), indicator(**STRETCH))
    assert [own.lender for own in circle] == [None, None]
    assert [own.lent_to for own in chain] == [("stretch",), (), ()]
    assert with_borrowed(circle) == circle
