"""`carry`: how old a value may be that a year is judged by; an older one counts as no value."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from dxkpi.core.assess import assess
from dxkpi.core.assessment import NotAssessed, Rated, SpecialStatus
from dxkpi.core.basis.calendar import FiscalYear, parse_fiscal_year
from dxkpi.core.basis.mark import signs
from dxkpi.core.explain import explain
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.outcomes.indicator import ListOutcome
from dxkpi.core.reconcile import reconcile
from dxkpi.core.report import build_report
from dxkpi.render.json_v1 import json_text
from dxkpi.render.text import text
from tests.build import assessed, dataset, declared, indicator, plan
from tests.core.test_marks import records
from tests.core.test_reconcile import published
from tests.render.docs import explain_doc, list_doc, report_doc

R3 = FiscalYear(2021)


@pytest.mark.parametrize(
    ("carry", "year", "used"),
    [
        (None, "R3", True), (None, "R2", True), (None, "R1", True),
        ("any", "R3", True), ("any", "R2", True), ("any", "H20", True),
        ("previous", "R3", True), ("previous", "R2", True), ("previous", "R1", False),
        ("none", "R3", True), ("none", "R2", False), ("none", "R1", False),
    ],
)  # fmt: skip
def test_how_old_a_value_may_be(carry: str | None, year: str, used: bool) -> None:
    of = plan(**({"carry": carry} if carry else {}))
    found = assessed(of=of, actuals=records(f"{year} 実績 50"))
    assert isinstance(found.outcome, Rated) is used
    assert signs(found.marks) == ("前" if used and year != "R3" else "")
    if not used:
        assert isinstance(found.outcome, NotAssessed)
        assert found.outcome.why is NotAssessedReason.TOO_OLD
        assert [rating.id for rating in found.outcome.possible] == ["achieved", "from60", "from30", "below30"]
        assert found.observation is None
        assert found.passed_over is not None
        assert found.passed_over.year == parse_fiscal_year(year)


@pytest.mark.parametrize(
    ("of", "own", "used"), [("none", "any", True), ("any", "none", False), ("none", "previous", False)]
)
def test_an_indicator_may_say_otherwise_with_a_reason(of: str, own: str, used: bool) -> None:
    carry = {"allow": own, "reason": "5年ごとの調査"}
    found = assessed(of=plan(carry=of), carry=carry, actuals=records("R1 実績 50"))
    assert isinstance(found.outcome, Rated) is used


def test_without_a_reason_it_is_refused() -> None:
    with pytest.raises(ValidationError, match="reason"):
        indicator(carry={"allow": "any"})


STEPS: dict[str, Any] = {
    "direction": "milestone", "unit": None, "baseline": None,
    "target": {"steps": ["設計", "開設"]},
}  # fmt: skip


@pytest.mark.parametrize(("done", "rated"), [(["設計", "開設"], True), (["設計"], False), ([], False)])
def test_a_milestone_whose_steps_are_done_is_never_too_old(done: list[str], rated: bool) -> None:
    actuals = {"R1": {"done": done, "status": "実績"}}
    found = assessed(of=plan(carry="none"), actuals=actuals, **STEPS)
    assert isinstance(found.outcome, Rated) is rated
    assert signs(found.marks) == ("前" if rated else "")


def test_sums_and_comparisons_with_the_year_before_never_carry_whatever_is_said() -> None:
    added = plan(carry="none", period={"from": "R1", "to": "R3"})
    found = assessed(of=added, counting="summed", baseline=None, actuals=records("R1 実績 1", "R2 実績 2"))
    assert isinstance(found.outcome, NotAssessed)
    assert found.outcome.why is NotAssessedReason.YEARS_MISSING
    before = plan(carry="none", method={"formula": "ratio", "against": "previous_year"})
    found = assessed(of=before, actuals=records("R2 実績 50"))
    assert isinstance(found.outcome, NotAssessed)
    assert found.outcome.why is NotAssessedReason.NONE_OF_YEAR


RANGE: dict[str, Any] = {"direction": "range", "baseline": None, "target": {"min": "40", "max": "60"}}


@pytest.mark.parametrize("against", ["target", "previous_year", "since_previous"])
@pytest.mark.parametrize(
    "own",
    [RANGE | {"actuals": records("R2 実績 50")}, STEPS | {"actuals": {"R2": {"done": ["設計"], "status": "実績"}}}],
)
def test_what_is_held_against_itself_may_be_too_old_whatever_its_plan_compares_with(
    against: str, own: dict[str, Any]
) -> None:
    method = {"formula": "ratio", "against": against}
    found = assessed(of=plan(carry="none", method=method), **own)
    assert isinstance(found.outcome, NotAssessed)
    assert found.outcome.why is NotAssessedReason.TOO_OLD
    assert isinstance(assessed(of=plan(method=method), **own).outcome, Rated)


@pytest.mark.parametrize(
    "changes",
    [
        {"counting": "summed", "baseline": None},
        {"direction": "monitor", "target": None, "baseline": None},
    ],
)
def test_it_is_refused_where_it_would_do_nothing(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="carry は働かない"):
        indicator(carry={"allow": "any", "reason": "5年ごとの調査"}, **changes)


def test_a_value_that_is_too_old_goes_into_the_state_for_those_without_one() -> None:
    waits = {"id": "waits", "label": "未判明", "group": "その他", "when": "no_actual"}
    found = assessed(of=plan(carry="none", states=[waits]), actuals=records("R2 実績 50"))
    assert isinstance(found.outcome, SpecialStatus)
    assert found.outcome.state.id == "waits"


@pytest.mark.parametrize(("carry", "agreement"), [("any", "不整合"), ("none", "矛盾なし")])
def test_what_is_too_old_may_take_any_rating_when_it_is_held_against_a_paper(carry: str, agreement: str) -> None:
    own = indicator(source=None, actuals=records("R2 実績 50"))  # by that value in from30
    of = plan(carry=carry, **published("1", "0", "0", "0"))
    found = reconcile(of, declared(own), R3)
    assert found is not None
    assert found.agreement.value == agreement


def test_and_it_is_counted_where_the_paper_counts_it_without_a_mark_of_its_value() -> None:
    own = indicator(source=None, actuals=records("R2 実績 50"))
    report = build_report(plan(carry="none", **published("1", "0", "0", "0")), declared(own), R3)
    assert report.overview is not None
    assert [(cell.count, signs(cell.marks)) for cell in report.overview.rows[0].cells] == [
        (1, "＊"), (0, "＊"), (0, "＊"), (0, "＊"),
    ]  # fmt: skip


def test_reports_lists_and_explanations_say_it_in_words() -> None:
    own = (
        indicator(actuals=records("R2 実績 50")),
        indicator(id="b", name="調査", carry={"allow": "any", "reason": "5年ごと"}, actuals=records("R1 実績 50")),
    )
    data = dataset(plan(carry="none"), *own)
    lines = [
        "判定に使うのは、その年度の値だけ。これより古い値は、ないものとする",
        "調査は、何年度前の値でも使う（5年ごと）",
    ]
    report = build_report(data.plans[0].plan, data.indicators, R3)
    assert all(line in text(report_doc(report, detail=False), None, colour=False).splitlines() for line in lines)
    rows = [(data.plans[0], one, assess(one.indicator, data.plans[0].plan, R3)) for one in data.indicators]
    assert all(line in text(list_doc(rows), None, colour=False).splitlines() for line in lines)
    told = [explain(one, data.plans[0], data.indicators, R3) for one in data.indicators]
    first, second = (text(explain_doc(one, str), None, colour=False).splitlines() for one in told)
    assert (
        "結果: R3年度は算定不能: その年度に使える実績値がないため（前の値は古く、計画か指標の carry により使わない）。"
        in first
    )
    assert "・前の年度の値: その年度の値だけ使う（計画の定め）" in first
    assert "・R2年度の値は判定に使っていない。その年度の値だけ使う（計画の定め）" in first
    assert "・前の年度の値: 何年度前の値でも使う（この指標の定め。理由: 5年ごと）" in second
    shown = json.loads(json_text(ListOutcome(tuple(rows))))
    assert shown["plans"][0]["carry"] == "none"
    assert [one["indicator"]["carry"] for one in shown["indicators"]] == [None, {"allow": "any", "reason": "5年ごと"}]
    assert shown["indicators"][0]["result"]["why"] == "too_old"


@pytest.mark.parametrize(
    ("of", "own", "place"),
    [
        ({"carry": "none"}, {}, ("data/targets/p.yaml", ("carry",))),
        ({"carry": "none"}, {"carry": {"allow": "any", "reason": "調査"}}, ("data/indicators/p/s/a.yaml", ("carry",))),
        ({}, {}, None),
    ],
)
def test_explain_gives_its_place(of: dict[str, Any], own: dict[str, Any], place: Any) -> None:
    data = dataset(plan(**of), indicator(actuals=records("R2 実績 50"), **own))
    one, declaring = data.indicators[0], data.plans[0]
    found = explain(one, declaring, data.indicators, R3)
    places = [(entry.place.document, entry.place.path) for entry in found.inputs if entry.kind == "carry"]
    assert places == ([place] if place else [])
