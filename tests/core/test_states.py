"""States beside rated and suspended, and what the shares of a table are of."""

from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Rated, SpecialStatus, Suspended
from dxkpi.core.basis.calendar import parse_day, parse_fiscal_year
from dxkpi.core.count_table import CountTable
from dxkpi.core.plan.plan import Plan
from dxkpi.core.report import build_report
from dxkpi.render.views.report_notes import notes
from tests.build import actual, assessed, declared, indicator, plan

F = Fraction
STATES = [
    {"id": "pending", "label": "未判明", "group": "その他", "in_denominator": "false", "when": "no_actual"},
    {"id": "done", "label": "完了", "group": "その他", "lasting": "true"},
    {"id": "stopped", "label": "中止", "group": "その他", "in_denominator": "false", "lasting": "true"},
    {"id": "not-started", "label": "未着手", "group": "その他"},
    {"id": "changed", "label": "方針転換", "group": "その他", "lasting": "true"},
    {"id": "no-target", "label": "目標未設定", "group": "その他", "in_denominator": "false"},
    {"id": "hard", "label": "評価困難", "group": "その他", "in_denominator": "false", "when": "not_assessed"},
]


def state_of(year: str = "R3", **changes: Any) -> str | None:
    outcome = assessed(year=year, of=plan(states=STATES), **changes).outcome
    return outcome.state.id if isinstance(outcome, SpecialStatus) else None


@pytest.mark.parametrize("state", [own["id"] for own in STATES])
def test_an_indicator_is_in_the_state_that_its_data_name(state: str) -> None:
    assert state_of(states={"R3": {"state": state, "reason": "例"}}) == state


def test_a_lasting_state_lasts_until_another_is_named() -> None:
    entered = {"H31": {"state": "stopped"}, "R3": {"state": "not-started"}}
    years = ("H30", "R1", "R2", "R3", "R4")
    assert [state_of(year, states=entered) for year in years] == ["pending", "stopped", "stopped", "not-started", None]


def test_what_has_no_actual_or_cannot_be_assessed_is_in_the_state_for_it() -> None:
    assert state_of(actuals=None) == "pending"
    assert state_of(baseline=None, better="higher") == "hard"
    assert state_of(baseline=None, better="higher", actuals=actual("100")) is None
    only_hard = plan(states=STATES[-1:])
    outcome = assessed(of=only_hard, actuals=None).outcome
    assert isinstance(outcome, SpecialStatus)


def test_suspension_comes_first() -> None:
    suspended = {"since": "R2", "reason": "例"}
    assert state_of(suspended=suspended, states={"R3": {"state": "done"}}) is None


def test_a_state_is_not_known_before_its_document() -> None:
    own = indicator(states={"R3": {"state": "stopped", "source": {"document": "doc"}}}, actuals=actual("50"))
    year = parse_fiscal_year("R3")
    of = plan(states=STATES)
    before, after = (assess(own, of, year, parse_day(day)).outcome for day in ("2022-03-01", "2022-03-14"))
    assert isinstance(after, SpecialStatus)
    assert after.state.id == "stopped"
    assert isinstance(before, SpecialStatus)
    assert before.state.id == "pending"  # neither the actual nor the state was known then


def test_a_state_that_the_plan_does_not_have_is_none() -> None:
    assert isinstance(assessed(states={"R3": {"state": "no-such"}}).outcome, Rated)


@pytest.mark.parametrize("taken", ["achieved", "suspended"])
def test_a_state_has_an_id_of_its_own(taken: str) -> None:
    with pytest.raises(ValidationError, match="達成区分か停止の id でもある"):
        plan(states=[{"id": taken, "label": "状態", "group": "その他"}])


INDICATORS = [
    indicator(id="met", actuals=actual("100")),
    indicator(id="half", actuals=actual("50")),
    indicator(id="unknown", baseline=None, better="higher"),
    indicator(id="waiting", actuals=None),
    indicator(id="suspended", suspended={"since": "R2", "reason": "例"}),
    indicator(id="stopped", states={"R3": {"state": "stopped"}}),
    indicator(id="not-started", states={"R3": {"state": "not-started"}}),
]


def table(of: Plan) -> CountTable:
    report = build_report(of, declared(*INDICATORS), parse_fiscal_year("R3"))
    assert report.overview is not None
    return report.overview


def shares(of: Plan) -> dict[str, tuple[int | None, Fraction | None]]:
    found = table(of)
    columns = zip(found.columns, found.rows[0].cells, found.percentages, strict=True)
    return {column.id: (cell.count, share.exact) for column, cell, share in columns if cell.count}


def test_all_indicators_are_in_the_denominator_unless_the_plan_says_otherwise() -> None:
    assert shares(plan(states=STATES[2:4])) == {
        "achieved": (1, F(1, 6)),
        "from30": (1, F(1, 6)),
        "suspended": (1, F(1, 6)),
        "stopped": (1, None),
        "not-started": (1, F(1, 6)),
        "unassessed": (2, F(1, 3)),
    }


@pytest.mark.parametrize(
    ("denominator", "suspended", "whole"),
    [("all", "true", 6), ("all", "false", 5), ("known", "true", 5), ("assessed", "true", 4), ("assessed", "false", 3)],
)
def test_what_the_shares_are_of(denominator: str, suspended: str, whole: int) -> None:
    of = plan(
        states=STATES[2:4],
        method={"formula": "distance", "against": "target", "denominator": denominator},
        suspended={"label": "停止", "group": "その他", "in_denominator": suspended},
    )
    found = shares(of)
    assert found["achieved"] == (1, F(1, whole))
    inside = {"all": F(2, whole), "known": F(1, whole), "assessed": None}
    assert found["unassessed"] == (2, inside[denominator])
    assert sum(share for _, share in found.values() if share) == 1


def test_the_report_says_what_the_shares_are_of() -> None:
    of = plan(states=STATES[2:4], method={"formula": "distance", "against": "target", "denominator": "known"})
    report = build_report(of, declared(*INDICATORS), parse_fiscal_year("R3"))
    assert "割合の母数は5（中止、実績値のまだない指標を含まない）" in notes(report, table(of)).lines
    assert "判定できない2指標のうち、割合に入るのは1指標" in notes(report, table(of)).lines


def test_known_only_by_a_state() -> None:
    """千葉県 総合計画: 76指標のうち判明した54を母数とし、22は未判明として別に示す."""
    found = shares(plan(states=STATES))
    assert found["pending"] == (1, None)
    assert found["hard"] == (1, None)
    assert found["achieved"] == (1, F(1, 4))
    assert "unassessed" not in found


WAITING = {"id": "pending", "label": "集計中", "group": "その他", "when": "no_actual"}
HARD = {"id": "hard", "label": "評価困難", "group": "その他", "when": "not_assessed"}


@pytest.mark.parametrize(
    ("denominator", "whole", "pending", "hard"),
    [("all", 7, F(1, 7), F(1, 7)), ("known", 6, None, F(1, 6)), ("assessed", 5, None, None)],
)
def test_a_state_that_takes_in_what_the_denominator_leaves_out_is_outside(
    denominator: str, whole: int, pending: Fraction | None, hard: Fraction | None
) -> None:
    method = {"formula": "distance", "against": "target", "denominator": denominator}
    of = plan(states=[WAITING, HARD, *({**own, "in_denominator": "true"} for own in STATES[2:4])], method=method)
    assert shares(of) == {
        "achieved": (1, F(1, whole)),
        "from30": (1, F(1, whole)),
        "suspended": (1, F(1, whole)),
        "pending": (1, pending),
        "hard": (1, hard),
        "stopped": (1, F(1, whole)),
        "not-started": (1, F(1, whole)),
    }


def test_it_cannot_be_inside_by_one_key_and_outside_by_another() -> None:
    method = {"formula": "distance", "against": "target", "denominator": "known"}
    with pytest.raises(ValidationError, match="「集計中」に自動で入る指標を、割合の母数に入れる"):
        plan(states=[{**WAITING, "in_denominator": "true"}], method=method)


LASTING = plan(states=STATES[1:4])


@pytest.mark.parametrize(
    ("entered", "expected"),
    [
        ({"H31": "stopped"}, ["stopped"] * 4),
        ({"H31": "stopped", "R3": None}, ["stopped", "stopped", None, None]),
        ({"H31": "stopped", "R2": None, "R3": "done"}, ["stopped", None, "done", "done"]),
        ({"H31": "stopped", "R3": "done", "R4": None}, ["stopped", "stopped", "done", None]),
        ({"H31": "stopped", "R2": "not-started"}, ["stopped", "not-started", None, None]),
        ({"R2": None}, [None] * 4),
    ],
)
def test_a_lasting_state_can_end_without_another(entered: dict[str, str | None], expected: list[str | None]) -> None:
    """中止した事業を再開した年度から、また判定する."""
    states = {year: {"state": own} if own else {"ends": "true", "reason": "再開"} for year, own in entered.items()}
    years = ("R1", "R2", "R3", "R4")
    outcomes = [assessed(year=year, of=LASTING, states=states, actuals=EVERY_YEAR).outcome for year in years]
    assert [own.state.id if isinstance(own, SpecialStatus) else None for own in outcomes] == expected
    assert all(isinstance(own, SpecialStatus | Rated) for own in outcomes)


EVERY_YEAR = {year: {"value": "60", "status": "実績"} for year in ("R1", "R2", "R3", "R4")}


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (None, [False, True, True, True, True]),
        ("R2", [False, True, False, False, False]),
        ("R3", [False, True, True, False, False]),
        ("R4", [False, True, True, True, False]),
    ],
)
def test_a_suspension_can_end(until: str | None, expected: list[bool]) -> None:
    """The year that `until` names is the last that is reported as suspended."""
    suspended = {"since": "R2", "reason": "例", **({"until": until} if until else {})}
    years = ("R1", "R2", "R3", "R4", "R5")
    outcomes = [assessed(year=year, suspended=suspended, actuals=EVERY_YEAR).outcome for year in years]
    assert [isinstance(own, Suspended) for own in outcomes] == expected
    assert all(isinstance(own, Suspended | Rated) for own in outcomes)


def test_the_end_of_a_state_is_not_known_before_its_day() -> None:
    states = {"R2": {"state": "stopped", "known": "2021-03-31"}, "R3": {"ends": "true", "known": "2022-05-31"}}
    own = indicator(states=states, actuals=EVERY_YEAR, source=None)
    found = [
        assess(own, LASTING, parse_fiscal_year("R3"), parse_day(day)).outcome for day in ("2022-05-30", "2022-05-31")
    ]
    assert [type(outcome).__name__ for outcome in found] == ["SpecialStatus", "Rated"]


@pytest.mark.parametrize(("day", "lasts"), [("2023-03-31", False), ("2023-04-19", True), ("2023-04-20", False)])
def test_the_end_of_a_suspension_is_not_known_before_its_day(day: str, lasts: bool) -> None:
    """It began in April 2022, and in April 2023 it was decided that R4 is its last year."""
    suspended = {"since": "R4", "until": "R4", "reason": "例", "known": "2023-04-01", "until_known": "2023-04-20"}
    own = indicator(suspended=suspended, actuals={"R5": {"value": "50", "status": "実績", "known": "2022-04"}})
    found = assess(own, plan(target_year="R6"), parse_fiscal_year("R5"), parse_day(day))
    assert isinstance(found.outcome, Suspended) is lasts
