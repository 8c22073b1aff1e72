"""Each kind of weak target: where it is told, where it is just not, at the edge, and where the data cannot tell."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.day import Day
from dxkpi.core.fiscal import FiscalYear, parse_fiscal_year
from dxkpi.core.plan import Plan
from dxkpi.core.publication.corrected import with_published
from dxkpi.core.reference import Ref
from dxkpi.core.weak_targets.case import Case
from dxkpi.core.weak_targets.check import CHECKS, CheckedPlan, Looked, check_plan
from dxkpi.core.weak_targets.headline import expected_values
from dxkpi.core.weak_targets.published import published_units
from dxkpi.core.weak_targets.reasons import (
    Copied,
    ExpectedValues,
    FarExceeded,
    Flat,
    Found,
    Kind,
    Leap,
    MetAtBaseline,
    NeverMeasured,
    OldBaseline,
    OutOfReach,
    Reason,
    Silence,
    UnitChanged,
    WorseThanBaseline,
)
from dxkpi.rules.subject import Subject
from dxkpi.rules.ten_times import TEN_TIMES
from tests import build

CLEAR, UNTOLD, BESIDE = Silence
FILE = "data/indicators/p/s/a.yaml"


def case(year: str = "R3", of: dict[str, Any] | None = None, as_of: Day | None = None, **changes: Any) -> Case:
    """The indicator `build.indicator(**changes)` of a plan of R1 to R7 with the changes `of`.

    Other indicators of the plan have actuals of `year`.
    """
    plan = build.plan(**({"target_year": "R7"} | (of or {})))
    (declared,) = build.declared(build.indicator(**changes))
    asked = parse_fiscal_year(year)
    return Case(declared, DeclaredPlan("data/targets/p.yaml", plan), asked, as_of, asked)


def told(kind: Kind, **more: Any) -> Reason | Silence:
    """What is said of one kind: the reason, or why there is none."""
    verdict = CHECKS[kind](case(**more))
    return verdict.reason if isinstance(verdict, Found) else verdict


def places(kind: Kind, **more: Any) -> list[Ref]:
    verdict = CHECKS[kind](case(**more))
    assert isinstance(verdict, Found)
    return [seen.place for seen in verdict.seen]


def finals(**values: str) -> dict[str, Any]:
    return {year: {"value": value, "status": "実績"} for year, value in values.items()}


def year(text: str) -> FiscalYear:
    return parse_fiscal_year(text)


MONTHS = {"from": "2021-04", "to": "2021-08"}
KEEP: dict[str, Any] = {
    "direction": "keep",
    "better": "higher",
    "baseline": {"value": "5", "year": "H30"},
    "target": {"value": "5"},
}
RANGE: dict[str, Any] = {"direction": "range", "target": {"min": "40", "max": "60"}}
STEPS: dict[str, Any] = {
    "direction": "milestone", "unit": None, "baseline": {"text": "なし", "year": "H30"}, "target": {"steps": ["一"]},
    "actuals": {f"R{n}": {"done": [], "status": "実績"} for n in (1, 2, 3)},
}  # fmt: skip
RISE: dict[str, Any] = {"direction": "increase", "target": None}


def parts(rule: str, target: tuple[str, str], actual: tuple[str, str], baseline: tuple[str, str] | None) -> Any:
    def both(values: tuple[str, str]) -> dict[str, Any]:
        return {"parts": dict(zip(("県", "市"), values, strict=True))}

    return {
        "direction": "composite", "better": "higher", "baseline": both(baseline) if baseline else None,
        "target": {**both(target), "rule": rule}, "actuals": {"R3": {**both(actual), "status": "実績"}},
    }  # fmt: skip


PARTLY = {"baseline": {"parts": {"県": "5"}}}
"""Of one part only."""


def before_the_plan(actual: tuple[str, str]) -> dict[str, Any]:
    """Parts to bring to 10 and 20, with an actual of the year before the plan and none of later ones."""
    own: dict[str, Any] = parts("all", ("10", "20"), actual, None)
    return own | {"actuals": {"H30": own["actuals"]["R3"]}}


def limit(target: str, **more: Any) -> dict[str, Any]:
    return {"better": "lower", "baseline": {"value": "13.5"}, "target": {"value": target, **more}}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (limit("23.0"), WorseThanBaseline()),
        (limit("13.500001"), WorseThanBaseline()),
        (limit("13.5"), CLEAR),
        (limit("13.499999"), CLEAR),
        ({"better": "lower", "baseline": None}, UNTOLD),
        (RISE, BESIDE),
        (KEEP, BESIDE),
        (RANGE, BESIDE),
        (STEPS, BESIDE),
        (parts("worst", ("10", "20"), ("1", "1"), ("5", "21")), WorseThanBaseline("市")),
        (parts("sum", ("10", "20"), ("1", "1"), ("5", "21")), CLEAR),
        (parts("sum", ("10", "20"), ("1", "1"), ("10", "21")), WorseThanBaseline()),
        (parts("worst", ("10", "20"), ("1", "1"), None) | PARTLY, UNTOLD),
    ],
)
def test_a_target_worse_than_its_baseline(changes: dict[str, Any], said: Reason | Silence) -> None:
    assert told(Kind.WORSE_THAN_BASELINE, **changes) == said


def test_it_is_told_of_the_target_in_force_at_its_place() -> None:
    decision = {
        "date": "2020-12-01", "indicator": "a", "from": {"value": "100"}, "to": {"value": "-5"}, "reason": "訳",
        "decision": "会議",
    }  # fmt: skip
    again = {**decision, "date": "2021-12-01", "from": {"value": "-5"}, "to": {"value": "-6"}}
    of = {"revisions": [decision, again]}
    assert told(Kind.WORSE_THAN_BASELINE, of=of, year="R1") is CLEAR
    assert places(Kind.WORSE_THAN_BASELINE, of=of) == [
        Ref(FILE, ("baseline", "value")),
        Ref("data/targets/p.yaml", ("revisions", 1, "to")),
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (limit("13.5"), MetAtBaseline()),
        (limit("13.5", exclusive="true"), CLEAR),
        (limit("13.499999"), CLEAR),
        (limit("23.0"), BESIDE),
        (KEEP, BESIDE),
        (RISE, BESIDE),
        ({"better": "higher", "baseline": None}, UNTOLD),
        ({"better": "higher", "baseline": None, "actuals": finals(H30="100")}, MetAtBaseline(year("H30"))),
        ({"better": "higher", "baseline": None, "actuals": finals(H30="99.999999")}, CLEAR),
        ({"better": "higher", "baseline": None, "actuals": finals(H29="100", H30="99")}, CLEAR),
        ({"better": "higher", "baseline": None, "actuals": finals(R1="100")}, UNTOLD),
        ({"better": "lower", "baseline": None, "actuals": finals(H30="100")}, MetAtBaseline(year("H30"))),
        ({"better": "lower", "baseline": None, "actuals": {"H30": {"value": "100", "status": "時点"}}}, UNTOLD),
        (parts("all", ("10", "20"), ("1", "1"), ("10", "20")), MetAtBaseline()),
        (parts("all", ("10", "20"), ("1", "1"), ("10", "19")), CLEAR),
        (parts("all", ("10", "20"), ("1", "1"), ("5", "21")), BESIDE),
        (parts("all", ("5", "20"), ("1", "1"), None) | PARTLY, UNTOLD),
        (before_the_plan(("10", "20")), MetAtBaseline(year("H30"))),
        (before_the_plan(("10", "19")), CLEAR),
    ],
)
def test_a_target_that_was_met_from_the_start(changes: dict[str, Any], said: Reason | Silence) -> None:
    assert told(Kind.MET_AT_BASELINE, **changes) == said


def test_of_the_years_before_the_plan_the_last_is_told() -> None:
    changes = {"better": "higher", "baseline": None, "actuals": finals(H29="50", H30="100", R3="60")}
    assert told(Kind.MET_AT_BASELINE, **changes) == MetAtBaseline(year("H30"))
    held = [("actuals", "H30", 0, "value"), ("target", "value")]
    assert places(Kind.MET_AT_BASELINE, **changes) == [Ref(FILE, path) for path in held]


@pytest.mark.parametrize(
    ("of", "changes", "said"),
    [
        ({}, {"baseline": {"value": "0", "year": "H28"}}, OldBaseline(3)),
        ({}, {"baseline": {"value": "0", "year": "H29"}}, CLEAR),
        ({}, {"baseline": {"value": "0", "year": "R2"}}, CLEAR),
        ({}, {"baseline": {"value": "0"}}, UNTOLD),
        ({}, {"baseline": None, "better": "higher"}, UNTOLD),
        ({"adopted": None}, {"baseline": {"value": "0", "year": "H28"}}, UNTOLD),
        ({}, STEPS | {"baseline": {"text": "なし", "year": "H27"}}, OldBaseline(4)),
    ],
)
def test_a_baseline_years_older_than_the_plan(
    of: dict[str, Any], changes: dict[str, Any], said: Reason | Silence
) -> None:
    plan = {key: value for key, value in of.items() if value is not None}
    whole = case(of=plan, **changes)
    if "adopted" in of:
        whole = replace(whole, plan=DeclaredPlan("p", whole.plan.plan.model_copy(update=of)))
    verdict = CHECKS[Kind.OLD_BASELINE](whole)
    assert (verdict.reason if isinstance(verdict, Found) else verdict) == said


def goal(target: str, actual: str, baseline: str | None = None, better: str = "higher") -> dict[str, Any]:
    start = None if baseline is None else {"value": baseline}
    return {"baseline": start, "better": better, "target": {"value": target}, "actuals": build.actual(actual)}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (goal("280", "36821"), FarExceeded(Fraction(36821, 280), by_way=False)),
        (goal("280", "840"), FarExceeded(Fraction(3), by_way=False)),
        (goal("280", "839.999999"), CLEAR),
        (goal("280", "-5"), UNTOLD),
        (goal("280", "0"), CLEAR),
        (goal("0", "5"), UNTOLD),
        (goal("-2", "5"), UNTOLD),
        (goal("20", "5", better="lower"), FarExceeded(Fraction(4), by_way=False)),
        (goal("20", "7", better="lower"), CLEAR),
        (goal("20", "0", better="lower"), UNTOLD),
        (goal("20", "5", better="lower") | {"actuals": build.actual("5", period=MONTHS)}, UNTOLD),
        (goal("20", "5", better="lower") | {"actuals": build.actual("5", "時点")}, UNTOLD),
        (
            goal("20", "5", better="lower") | {"actuals": build.actual("5", "見込")},
            FarExceeded(Fraction(4), by_way=False),
        ),
        (goal("20", "60") | {"actuals": build.actual("60", period=MONTHS)}, FarExceeded(Fraction(3), by_way=False)),
        (goal("90", "92", "89"), FarExceeded(Fraction(3), by_way=True)),
        (goal("90", "91.999999", "89"), CLEAR),
        (goal("90", "20", "89"), CLEAR),
        (goal("10", "-80", "40", "lower"), FarExceeded(Fraction(4), by_way=True)),
        (goal("10", "40", "10"), FarExceeded(Fraction(4), by_way=False)),
        ({"actuals": None}, UNTOLD),
        (RISE, BESIDE),
        (KEEP, BESIDE),
        (STEPS, BESIDE),
        (parts("worst", ("10", "20"), ("40", "60"), None), FarExceeded(Fraction(3), by_way=False)),
        (parts("all", ("10", "20"), ("40", "59"), None), CLEAR),
        (parts("sum", ("10", "20"), ("89", "1"), None), FarExceeded(Fraction(3), by_way=False)),
        (parts("worst", ("10", "0"), ("40", "5"), None), UNTOLD),
        (parts("worst", ("10", "0"), ("20", "5"), None), CLEAR),
        (
            parts("worst", ("10", "20"), ("40", "60"), None)
            | {"actuals": {"R3": {"parts": {"県": "40"}, "status": "実績"}}},
            UNTOLD,
        ),
    ],
)
def test_a_target_that_was_exceeded_many_times_over(changes: dict[str, Any], said: Reason | Silence) -> None:
    assert told(Kind.FAR_EXCEEDED, **changes) == said


def way(target: str, **values: str) -> dict[str, Any]:
    """From 0 in H30 to `target` in R7, or from 100 where that is below."""
    start = "0" if Fraction(target) > 30 else "100"
    return {"baseline": {"value": start, "year": "H30"}, "target": {"value": target}, "actuals": finals(**values)}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (way("70", R2="20", R3="29.999999"), OutOfReach),
        (way("70", R2="20", R3="30"), CLEAR),
        (way("70", R2="20", R3="70"), CLEAR),
        (way("70", R2="20", R3="-5"), OutOfReach),
        (way("30", R2="20", R3="70.000001"), OutOfReach),
        (way("30", R2="20", R3="70"), CLEAR),
        (way("70", R3="10"), UNTOLD),
        (way("70", R1="5", R2="10"), UNTOLD),
        (way("70", R2="20", R3="29") | {"baseline": {"value": "0"}}, UNTOLD),
        ({**way("70", R2="20"), "actuals": finals(R2="1") | build.actual("2", "見込")}, UNTOLD),
        (RISE | {"actuals": finals(R1="1", R2="1", R3="1")}, BESIDE),
        (limit("23.0"), BESIDE),
        (KEEP, BESIDE),
    ],
)
def test_a_target_that_the_pace_does_not_reach(changes: dict[str, Any], said: Any) -> None:
    found = told(Kind.OUT_OF_REACH, **changes)
    assert isinstance(found, OutOfReach) if said is OutOfReach else found is said


def test_the_pace_is_that_of_the_outlook_with_its_places() -> None:
    changes = way("70", R2="20", R3="15")
    found = told(Kind.OUT_OF_REACH, **changes)
    assert isinstance(found, OutOfReach)
    assert (found.pace.observed, found.pace.required, found.pace.projection) == (
        Fraction(5),
        Fraction(55, 4),
        Fraction(35),
    )
    held = [("baseline", "value"), ("actuals", "R3", 0, "value"), ("target", "value")]
    assert places(Kind.OUT_OF_REACH, **changes) == [Ref(FILE, path) for path in held]


def test_in_and_after_the_target_year_there_is_no_pace() -> None:
    assert told(Kind.OUT_OF_REACH, year="R7", **way("70", R6="20", R7="29")) is BESIDE
    assert told(Kind.OUT_OF_REACH, of={"target_year": "R2"}, **way("70", R2="20", R3="29")) is BESIDE


def level(target: str = "100", **values: str) -> dict[str, Any]:
    return {"baseline": {"value": "40", "year": "R1"}, "target": {"value": target}, "actuals": finals(**values)}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (level(R2="43", R3="43"), Flat(year("R1"), year("R3"))),
        (level(R2="37", R3="43"), Flat(year("R1"), year("R3"))),
        (level(R2="43", R3="43.000001"), CLEAR),
        (level(R2="36.999999", R3="40"), CLEAR),
        (level(R1="70", R2="43", R3="43"), Flat(year("R1"), year("R3"))),
        (level(R3="41"), UNTOLD),
        (level(R2="41") | {"actuals": finals(R2="41") | build.actual("41", "見込")}, UNTOLD),
        (level() | {"actuals": finals(R2="41") | build.actual("41", period=MONTHS)}, UNTOLD),
        (level("0", R2="40", R3="0"), CLEAR),
        (level("0", R2="40", R3="39"), Flat(year("R1"), year("R3"))),
        (RISE | {"baseline": {"value": "12", "year": "R1"}, "actuals": finals(R2="12", R3="12")},
         Flat(year("R1"), year("R3"))),
        (RISE | {"baseline": {"value": "12", "year": "R1"}, "actuals": finals(R2="12", R3="13")}, CLEAR),
        (RISE | {"baseline": {"value": "12"}, "actuals": finals(R2="12", R3="12")}, UNTOLD),
        (RISE | {"baseline": {"value": "65667", "year": "R1"}, "actuals": finals(R2="65667", R3="65667")}, BESIDE),
        (KEEP, BESIDE),
        (RANGE, BESIDE),
        (STEPS, BESIDE),
    ],
)  # fmt: skip
def test_a_missed_target_to_which_nothing_has_moved_for_years(changes: dict[str, Any], said: Reason | Silence) -> None:
    assert told(Kind.FLAT, **changes) == said


def in_parts(**values: tuple[str, str]) -> dict[str, Any]:
    """Parts to bring to 100 each, in several years."""
    own: dict[str, Any] = parts("worst", ("100", "100"), ("0", "0"), None)
    records = {of: {"parts": {"県": one, "市": other}, "status": "実績"} for of, (one, other) in values.items()}
    return own | {"actuals": records}


def test_parts_are_flat_when_all_are_and_one_is_missed() -> None:
    still = Flat(year("R1"), year("R3"))
    assert told(Kind.FLAT, **in_parts(R1=("40", "100"), R2=("41", "100"), R3=("42", "100"))) == still
    assert told(Kind.FLAT, **in_parts(R1=("40", "50"), R2=("41", "60"), R3=("42", "70"))) is CLEAR
    assert told(Kind.FLAT, **in_parts(R1=("100", "100"), R2=("100", "100"), R3=("100", "100"))) is CLEAR


def test_a_target_that_was_met_once_can_be_flat_since() -> None:
    fallen = {"better": "higher", "baseline": None, "actuals": finals(R1="100", R2="50", R3="51", R4="52")}
    assert told(Kind.FLAT, year="R4", **fallen) == Flat(year("R2"), year("R4"))


def test_of_several_records_of_a_year_the_one_known_last_counts() -> None:
    records = [
        {"value": "41", "status": "実績", "known": "2022-05-01"},
        {"value": "70", "status": "実績", "known": "2022-06-01"},
        {"value": "41", "status": "見込", "known": "2022-07-01"},
    ]
    changes = {"baseline": {"value": "40", "year": "R1"}, "actuals": {**finals(R2="41"), "R3": records}}
    assert told(Kind.FLAT, **changes) is CLEAR
    assert told(Kind.FLAT, **changes, as_of=Day(2022, 5, 31)) == Flat(year("R1"), year("R3"))
    same = {"baseline": {"value": "65667"}, "actuals": {**finals(R2="65667"), "R3": records[:2]}}
    assert told(Kind.COPIED, **same) is CLEAR
    records[1] = {"value": "65667", "status": "実績", "known": "2022-06-01"}
    assert told(Kind.COPIED, **same | {"actuals": {**finals(R2="65667"), "R3": records[:2]}}) == Copied(3)


def test_years_before_the_values_came_to_rest_do_not_count() -> None:
    moved = finals(R1="0", R2="60", R3="61", R4="62")
    changes = {"better": "higher", "baseline": None, "actuals": moved}
    assert told(Kind.FLAT, year="R4", **changes) == Flat(year("R2"), year("R4"))
    assert told(Kind.FLAT, year="R3", **changes) is CLEAR
    held = [*(("actuals", f"R{n}", 0, "value") for n in (2, 3, 4)), ("target", "value")]
    assert places(Kind.FLAT, year="R4", **changes) == [Ref(FILE, path) for path in held]


@pytest.mark.parametrize(
    ("changes", "asked", "said"),
    [
        ({"actuals": None}, "R3", NeverMeasured(year("R1"), 2)),
        ({"actuals": None}, "R2", CLEAR),
        ({"actuals": None, "baseline": {"value": "0", "year": "R2"}}, "R3", CLEAR),
        ({"actuals": None, "baseline": {"value": "0", "year": "R2"}}, "R4", NeverMeasured(year("R2"), 2)),
        ({"actuals": finals(R2="5"), "baseline": {"value": "5", "year": "R2"}}, "R4", NeverMeasured(year("R2"), 2)),
        ({"actuals": finals(R3="5"), "baseline": {"value": "5", "year": "R2"}}, "R4", CLEAR),
        ({"actuals": finals(R5="5")}, "R4", NeverMeasured(year("R1"), 3)),
        ({"actuals": finals(H30="5")}, "R4", NeverMeasured(year("R1"), 3)),
        ({"actuals": finals(R1="5")}, "R4", CLEAR),
        (STEPS | {"actuals": None}, "R3", NeverMeasured(year("R1"), 2)),
        (KEEP | {"actuals": None}, "R3", NeverMeasured(year("R1"), 2)),
    ],
)
def test_a_target_without_any_actual(changes: dict[str, Any], asked: str, said: Reason | Silence) -> None:
    assert told(Kind.NEVER_MEASURED, year=asked, **changes) == said


def test_what_was_not_known_yet_was_not_measured() -> None:
    own = build.actual("5", known="2022-05-31")
    assert told(Kind.NEVER_MEASURED, actuals=own, as_of=Day(2022, 5, 30)) == NeverMeasured(year("R1"), 2)
    assert told(Kind.NEVER_MEASURED, actuals=own, as_of=Day(2022, 5, 31)) is CLEAR


def test_without_a_beginning_nobody_knows_how_long_there_was_none() -> None:
    whole = case(actuals=None)
    timeless = DeclaredPlan("p", whole.plan.plan.model_copy(update={"adopted": None}))
    assert CHECKS[Kind.NEVER_MEASURED](replace(whole, plan=timeless)) is UNTOLD


def test_where_no_target_has_an_actual_the_records_are_wanting() -> None:
    assert CHECKS[Kind.NEVER_MEASURED](replace(case(actuals=None), newest=None)) is UNTOLD
    none = {"actuals": None}
    assert checked(none, none).weak == ()
    assert [own.kind for own in checked(none, {"actuals": finals(R2="50")}).weak] == []
    own = checked(none, {"actuals": finals(R2="50")}, {"actuals": finals(R3="50")}).weak
    assert [(one.kind, one.case and one.case.indicator.id) for one in own] == [(Kind.NEVER_MEASURED, "a0")]


@pytest.mark.parametrize(
    ("baseline", "values", "said"),
    [
        ({"value": "65667"}, finals(R2="65667", R3="65667"), Copied(3)),
        ({"value": "65667"}, finals(R2="65667", R3="65668"), CLEAR),
        ({"value": "65668"}, finals(R2="65667", R3="65667"), CLEAR),
        ({"value": "123"}, finals(R2="123", R3="123"), Copied(3)),
        ({"value": "120"}, finals(R2="120", R3="120"), CLEAR),
        ({"value": "12"}, finals(R2="12", R3="12"), CLEAR),
        ({"value": "1.50"}, finals(R2="1.5", R3="1.500"), CLEAR),
        ({"value": "0.735"}, finals(R2="0.735", R3="0.735"), Copied(3)),
        ({"value": "65667", "year": "R2"}, finals(R2="65667", R3="65667"), UNTOLD),
        ({"value": "1"}, finals(R1="65667", R2="65667") | build.actual("65667", "見込"), Copied(3)),
        ({"value": "0"}, finals(H30="7", R1="65667", R2="65667", R3="65667"), Copied(3)),
        (None, finals(R2="65667", R3="65667"), UNTOLD),
    ],
)
def test_a_figure_that_is_copied(baseline: Any, values: dict[str, Any], said: Reason | Silence) -> None:
    changes = {"baseline": baseline, "better": "higher", "actuals": values}
    assert told(Kind.COPIED, **changes) == said


def test_steps_are_never_copied_and_parts_only_all_together() -> None:
    assert told(Kind.COPIED, **STEPS) is BESIDE
    own = parts("sum", ("900", "900"), ("123", "1"), ("123", "1"))
    twice = dict.fromkeys(("R2", "R3"), own["actuals"]["R3"])
    assert told(Kind.COPIED, **own | {"actuals": twice}) == Copied(3)
    other = {**twice, "R3": {"parts": {"県": "123", "市": "2"}, "status": "実績"}}
    assert told(Kind.COPIED, **own | {"actuals": other}) is CLEAR


# Years that are added up, targets about a value, targets as a change


ADDED: dict[str, Any] = {
    "counting": "summed", "baseline": None, "better": "higher", "target": {"value": "100"},
    "actuals": finals(R1="90", R2="100", R3="110"),
}  # fmt: skip


def test_years_that_are_added_up_are_held_against_the_target_together() -> None:
    assert told(Kind.FAR_EXCEEDED, **ADDED) == FarExceeded(Fraction(3), by_way=False)
    held = [("target", "value"), *(("actuals", f"R{n}", 0, "value") for n in (1, 2, 3))]
    assert places(Kind.FAR_EXCEEDED, **ADDED) == [Ref(FILE, path) for path in held]
    assert told(Kind.FAR_EXCEEDED, **ADDED | {"actuals": finals(R1="90", R2="100", R3="109")}) is CLEAR
    assert told(Kind.FAR_EXCEEDED, **ADDED | {"actuals": finals(R1="90", R3="9000")}) is UNTOLD


@pytest.mark.parametrize("kind", [Kind.WORSE_THAN_BASELINE, Kind.MET_AT_BASELINE, Kind.OLD_BASELINE, Kind.FLAT])
@pytest.mark.parametrize("target", ["100", "0", "-5"])
def test_what_begins_with_nothing_has_no_baseline_and_no_level(kind: Kind, target: str) -> None:
    assert told(kind, **ADDED | {"target": {"value": target}}) is BESIDE


def test_what_is_added_up_can_be_out_of_reach() -> None:
    own = ADDED | {"target": {"value": "700"}}
    found = told(Kind.OUT_OF_REACH, **own | {"actuals": finals(R1="90", R2="100", R3="109")})
    assert isinstance(found, OutOfReach)
    assert (found.pace.observed, found.pace.projection) == (Fraction(299, 3), Fraction(2093, 3))
    assert told(Kind.OUT_OF_REACH, **own) is CLEAR
    held = [*(("actuals", f"R{n}", 0, "value") for n in (1, 2, 3)), ("target", "value")]
    assert places(Kind.OUT_OF_REACH, **own | {"target": {"value": "701"}}) == [Ref(FILE, path) for path in held]


RESTATED: dict[str, Any] = {
    "value": "40", "year": "H30", "restated": [{"date": "2021-06-01", "value": "45", "year": "H28", "reason": "改定"}]
}  # fmt: skip


def test_a_baseline_counts_as_it_was_restated_at_its_place() -> None:
    own = {"baseline": RESTATED, "better": "higher", "target": {"value": "42"}}
    assert told(Kind.WORSE_THAN_BASELINE, **own) == WorseThanBaseline()
    assert told(Kind.WORSE_THAN_BASELINE, **own, as_of=Day(2021, 5, 31)) is CLEAR
    assert places(Kind.WORSE_THAN_BASELINE, **own)[0] == Ref(FILE, ("baseline", "restated", 0, "value"))
    assert told(Kind.OLD_BASELINE, **own) == OldBaseline(3)
    assert told(Kind.OLD_BASELINE, **own, as_of=Day(2021, 5, 31)) is CLEAR
    assert places(Kind.OLD_BASELINE, **own) == [Ref(FILE, ("baseline", "restated", 0, "year"))]


def test_a_mean_is_as_old_as_the_last_of_its_years() -> None:
    mean = {"value": "40", "average_of": ["H26", "H27", "H28"]}
    assert told(Kind.OLD_BASELINE, baseline=mean) == OldBaseline(3)
    assert places(Kind.OLD_BASELINE, baseline=mean) == [Ref(FILE, ("baseline", "average_of"))]
    assert told(Kind.OLD_BASELINE, baseline={**mean, "average_of": ["H28", "H29"]}) is CLEAR
    assert told(Kind.OLD_BASELINE, baseline={**mean, "year": "R1"}) == OldBaseline(3)


def test_a_baseline_that_is_about_the_target_meets_it() -> None:
    about = {"value": "100", "tolerance": "3"}
    assert told(Kind.MET_AT_BASELINE, baseline={"value": "97"}, target=about) == MetAtBaseline()
    assert told(Kind.MET_AT_BASELINE, baseline={"value": "96.999999"}, target=about) is CLEAR


def test_a_target_that_is_said_as_a_change_is_a_value() -> None:
    tenth = {"direction": "relative", "baseline": {"value": "100"}, "target": {"change": "10"}}
    assert told(Kind.FAR_EXCEEDED, **tenth, actuals=build.actual("130")) == FarExceeded(Fraction(3), by_way=True)
    assert told(Kind.FAR_EXCEEDED, **tenth, actuals=build.actual("129.999999")) is CLEAR
    assert places(Kind.FAR_EXCEEDED, **tenth, actuals=build.actual("130"))[1] == Ref(FILE, ("target", "change"))


# What the checks of values have found


HOURS: dict[str, Any] = {"baseline": {"value": "4100"}, "target": {"value": "9000"}}


def with_leaps(own: Case) -> Case:
    return replace(own, leaps=tuple(TEN_TIMES.check(Subject.of(own.declared, own.plan))))


def test_a_value_with_a_digit_too_many_is_told_with_both_places() -> None:
    own = with_leaps(case(**HOURS, actuals=finals(R2="51200", R3="5445")))
    verdict = CHECKS[Kind.LEAP](own)
    assert isinstance(verdict, Found)
    assert verdict.reason == Leap(("KPI308",))
    assert [seen.place.path for seen in verdict.seen] == [("actuals", "R2", 0, "value"), ("baseline", "value")]


@pytest.mark.parametrize("value", ["40999", "411"])
def test_less_than_ten_times_is_none(value: str) -> None:
    assert CHECKS[Kind.LEAP](with_leaps(case(**HOURS, actuals=finals(R3=value)))) is CLEAR


@pytest.mark.parametrize("value", ["41000", "410"])
def test_ten_times_and_a_tenth_are_the_edge(value: str) -> None:
    assert isinstance(CHECKS[Kind.LEAP](with_leaps(case(**HOURS, actuals=finals(R3=value)))), Found)


def test_what_came_later_or_was_not_known_is_not_told() -> None:
    actuals = {"R2": {"value": "51200", "status": "実績", "known": "2021-05-31"}}
    assert isinstance(CHECKS[Kind.LEAP](with_leaps(case(**HOURS, actuals=actuals))), Found)
    assert CHECKS[Kind.LEAP](with_leaps(case("R1", **HOURS, actuals=actuals))) is CLEAR
    early = case(**HOURS, actuals=actuals, as_of=Day(2021, 5, 30))
    assert CHECKS[Kind.LEAP](with_leaps(early)) is CLEAR


def test_steps_have_no_digits() -> None:
    assert told(Kind.LEAP, **STEPS) is BESIDE


def published(own: Case, unit: str, plan: Plan | None = None) -> Case:
    """`own` after its plan was published in R3 with another unit."""
    then = build.declared(own.declared.indicator.model_copy(update={"unit": unit}))
    out = build.publish(own.plan, then)
    (now,) = with_published([replace(out, plan=plan or out.plan)], out.published)
    return replace(own, plan=now, published=published_units(now, own.indicator, own.year, own.as_of))


def test_a_unit_other_than_the_published_one_is_told_with_both_places() -> None:
    verdict = CHECKS[Kind.UNIT_CHANGED](published(case("R4", unit="枚"), "千枚"))
    assert isinstance(verdict, Found)
    assert verdict.reason == UnitChanged(year("R3"))
    assert [(seen.text, seen.place) for seen in verdict.seen] == [
        ("千枚", Ref("data/published/p/R3.yaml", ("rows", "a", "unit"))),
        ("枚", Ref(FILE, ("unit",))),
    ]


def test_the_width_of_a_unit_changes_nothing() -> None:
    assert CHECKS[Kind.UNIT_CHANGED](published(case(unit="%"), "％")) is CLEAR


def test_a_corrected_unit_is_known() -> None:
    own = case("R4", unit="枚")
    change = {"from": {"unit": "千枚"}, "to": {"unit": "枚"}}
    correction = {"date": "2022-07-01", "year": "R3", "indicator": "a", "why": "訳", **change}
    assert CHECKS[Kind.UNIT_CHANGED](published(own, "千枚", build.plan(corrections=[correction]))) is CLEAR


def test_a_unit_that_was_never_published_cannot_have_changed() -> None:
    assert told(Kind.UNIT_CHANGED) is UNTOLD
    assert CHECKS[Kind.UNIT_CHANGED](published(case("R2"), "千枚")) is UNTOLD
    assert CHECKS[Kind.UNIT_CHANGED](published(case(as_of=Day(2022, 5, 31)), "千枚")) is UNTOLD


# All targets of a plan


def checked(*changes: dict[str, Any], asked: str = "R3", of: dict[str, Any] | None = None) -> CheckedPlan:
    own = build.declared(*(build.indicator(id=f"a{n}", **own) for n, own in enumerate(changes)))
    plan = DeclaredPlan("data/targets/p.yaml", build.plan(**(of or {})))
    return check_plan(plan, own, year(asked))


def headline(expected: int, final: int) -> list[Reason]:
    values = [build.actual("100", "見込")] * expected + [build.actual("50")] * final
    weak = checked(*({"actuals": actuals} for actuals in values)).weak
    return [own.found.reason for own in weak if own.kind is Kind.EXPECTED_VALUES]


def test_a_headline_that_rests_on_expected_values_names_their_share() -> None:
    assert headline(1, 9) == [ExpectedValues(1, 10, 1, 1)]
    assert headline(1, 10) == []
    assert headline(0, 3) == []
    assert expected_values([case()]) is CLEAR
    assert expected_values([case(actuals=None)]) is UNTOLD
    assert expected_values([]) is UNTOLD


def test_what_is_not_judged_is_no_part_of_a_headline() -> None:
    ended = {"suspended": {"since": "R3", "reason": "終了"}, "actuals": build.actual("1", "見込")}
    weak = checked(ended, {"actuals": None}, {"actuals": build.actual("100", "見込")}).weak
    (own,) = (one for one in weak if one.kind is Kind.EXPECTED_VALUES)
    assert own.found.reason == ExpectedValues(1, 1, 1, 1)
    assert [seen.indicator.id for seen in own.found.seen] == ["a2"]


def test_targets_that_are_none_any_more_are_counted_apart() -> None:
    state = {"id": "done", "label": "完了", "group": "その他"}
    unknown = {"id": "open", "label": "未判明", "group": "その他", "when": "no_actual"}
    found = checked(
        {"suspended": {"since": "R2", "reason": "終了"}},
        {"states": {"R3": {"state": "done"}}},
        {"direction": "monitor", "target": None},
        {"actuals": None},
        {"actuals": finals(R3="50")},
        of={"states": [state, unknown]},
    )
    assert (found.targets, found.apart, found.unnamed) == (2, 2, 0)
    assert [(own.kind, own.case and own.case.indicator.id) for own in found.weak] == [(Kind.NEVER_MEASURED, "a3")]


def test_a_plan_that_rates_nothing_has_targets_all_the_same() -> None:
    suspended = {"suspended": {"since": "R3", "reason": "終了"}}
    found = checked(goal("280", "36821"), suspended, of={"ratings": [], "method": None})
    assert (found.targets, found.apart) == (1, 1)
    assert [own.kind for own in found.weak] == [Kind.FAR_EXCEEDED]


def test_it_is_said_in_how_many_targets_a_kind_could_be_looked_for() -> None:
    found = checked(goal("280", "36821"), goal("280", "5"), goal("280", "6"), goal("0", "5"), RISE)
    assert next(own for own in found.looked if own.kind is Kind.FAR_EXCEEDED) == Looked(Kind.FAR_EXCEEDED, 3, 1, 1)
