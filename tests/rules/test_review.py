"""Each rule of `dxkpi check-targets`: where it is told, where just not, and where the data cannot tell."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from dxkpi.app.check_targets import checked as check_plan
from dxkpi.core.basis.calendar import Day, FiscalYear, parse_fiscal_year
from dxkpi.core.basis.finding import Ref, Related
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.outcomes.findings import CheckedPlan, CheckTargetsOutcome
from dxkpi.core.plan.plan import Plan
from dxkpi.core.publication.corrected import with_published
from dxkpi.render.formats import Look, view
from dxkpi.rules import RULES
from dxkpi.rules.review import REVIEW_RULES, infos
from dxkpi.rules.review.case import Case, ReviewRule, Silence, Verdict
from dxkpi.rules.review.copied import COPIED
from dxkpi.rules.review.eased_then_met import EASED_THEN_MET
from dxkpi.rules.review.expected_values import EXPECTED_VALUES
from dxkpi.rules.review.far_exceeded import FAR_EXCEEDED
from dxkpi.rules.review.flat import FLAT
from dxkpi.rules.review.judged_otherwise import JUDGED_OTHERWISE
from dxkpi.rules.review.met_at_baseline import MET_AT_BASELINE
from dxkpi.rules.review.never_measured import NEVER_MEASURED
from dxkpi.rules.review.of_validate import LEAPS, WORSE_THAN_BASELINE
from dxkpi.rules.review.old_baseline import OLD_BASELINE
from dxkpi.rules.review.out_of_reach import OUT_OF_REACH
from dxkpi.rules.review.unit_changed import UNIT_CHANGED
from tests import build
from tests.build import finals
from tests.rules.telling import located

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


def reason(verdict: Verdict) -> str | Silence:
    """What is said behind the name of the indicator, or why nothing is."""
    if isinstance(verdict, Silence):
        return verdict
    (finding,) = verdict
    return finding.message.removeprefix("指標（a）: ")


def told(rule: ReviewRule, **more: Any) -> str | Silence:
    """What one rule says, or why it says nothing."""
    return reason(rule.check(case(**more)))


def places(rule: ReviewRule, **more: Any) -> list[Any]:
    verdict = rule.check(case(**more))
    assert isinstance(verdict, tuple)
    return [seen.place for finding in verdict for seen in finding.related]


WORSE, MET = "目標値が、基準値より悪い側にある", "基準値が、すでに目標に達している"


def met_before(year: str) -> str:
    return f"計画より前（{year}年度）に、すでに目標に達していた"


def old(years: int) -> str:
    return f"基準値が、計画の初めの年度より{years}年前のものである"


def still(since: str, until: str) -> str:
    return f"{since}年度から{until}年度まで、ほとんど動いていない"


def never(since: str, years: int) -> str:
    return f"{since}年度より後の実績値がデータにない（ほかの目標には、{years}年後の値がある）"


def copies(times: int) -> str:
    return f"同じ値が{times}回続いている"


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
        (limit("23.0"), WORSE),
        (limit("13.500001"), WORSE),
        (limit("13.5"), CLEAR),
        (limit("13.499999"), CLEAR),
        ({"better": "lower", "baseline": None}, UNTOLD),
        (RISE, BESIDE),
        (KEEP, BESIDE),
        (RANGE, BESIDE),
        (STEPS, BESIDE),
        (parts("worst", ("10", "20"), ("1", "1"), ("5", "21")), f"「市」の{WORSE}"),
        (parts("sum", ("10", "20"), ("1", "1"), ("5", "21")), CLEAR),
        (parts("sum", ("10", "20"), ("1", "1"), ("10", "21")), WORSE),
        (parts("worst", ("10", "20"), ("1", "1"), None) | PARTLY, UNTOLD),
    ],
)
def test_a_target_worse_than_its_baseline(changes: dict[str, Any], said: str | Silence) -> None:
    assert told(WORSE_THAN_BASELINE, **changes) == said


def test_it_is_told_of_the_target_in_force_at_its_place() -> None:
    decision = {
        "date": "2020-12-01", "indicator": "a", "from": {"value": "100"}, "to": {"value": "-5"}, "reason": "訳",
        "decision": "会議",
    }  # fmt: skip
    again = {**decision, "date": "2021-12-01", "from": {"value": "-5"}, "to": {"value": "-6"}}
    of = {"revisions": [decision, again]}
    assert told(WORSE_THAN_BASELINE, of=of, year="R1") is CLEAR
    assert places(WORSE_THAN_BASELINE, of=of) == [
        Ref(FILE, ("baseline", "value")),
        Ref("data/targets/p.yaml", ("revisions", 1, "to")),
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (limit("13.5"), MET),
        (limit("13.5", exclusive="true"), CLEAR),
        (limit("13.499999"), CLEAR),
        (limit("23.0"), BESIDE),
        (KEEP, BESIDE),
        (RISE, BESIDE),
        ({"better": "higher", "baseline": None}, UNTOLD),
        ({"better": "higher", "baseline": None, "actuals": finals(H30="100")}, met_before("H30")),
        ({"better": "higher", "baseline": None, "actuals": finals(H30="99.999999")}, CLEAR),
        ({"better": "higher", "baseline": None, "actuals": finals(H29="100", H30="99")}, CLEAR),
        ({"better": "higher", "baseline": None, "actuals": finals(R1="100")}, UNTOLD),
        ({"better": "lower", "baseline": None, "actuals": finals(H30="100")}, met_before("H30")),
        ({"better": "lower", "baseline": None, "actuals": {"H30": {"value": "100", "status": "時点"}}}, UNTOLD),
        (parts("all", ("10", "20"), ("1", "1"), ("10", "20")), MET),
        (parts("all", ("10", "20"), ("1", "1"), ("10", "19")), CLEAR),
        (parts("all", ("10", "20"), ("1", "1"), ("5", "21")), BESIDE),
        (parts("all", ("5", "20"), ("1", "1"), None) | PARTLY, UNTOLD),
        (before_the_plan(("10", "20")), met_before("H30")),
        (before_the_plan(("10", "19")), CLEAR),
    ],
)
def test_a_target_that_was_met_from_the_start(changes: dict[str, Any], said: str | Silence) -> None:
    assert told(MET_AT_BASELINE, **changes) == said


def test_of_the_years_before_the_plan_the_last_is_told() -> None:
    changes = {"better": "higher", "baseline": None, "actuals": finals(H29="50", H30="100", R3="60")}
    assert told(MET_AT_BASELINE, **changes) == met_before("H30")
    held = [("actuals", "H30", 0, "value"), ("target", "value")]
    assert places(MET_AT_BASELINE, **changes) == [Ref(FILE, path) for path in held]


@pytest.mark.parametrize(
    ("of", "changes", "said"),
    [
        ({}, {"baseline": {"value": "0", "year": "H28"}}, old(3)),
        ({}, {"baseline": {"value": "0", "year": "H29"}}, CLEAR),
        ({}, {"baseline": {"value": "0", "year": "R2"}}, CLEAR),
        ({}, {"baseline": {"value": "0"}}, UNTOLD),
        ({}, {"baseline": None, "better": "higher"}, UNTOLD),
        ({"adopted": None}, {"baseline": {"value": "0", "year": "H28"}}, UNTOLD),
        ({}, STEPS | {"baseline": {"text": "なし", "year": "H27"}}, old(4)),
    ],
)
def test_a_baseline_years_older_than_the_plan(of: dict[str, Any], changes: dict[str, Any], said: str | Silence) -> None:
    plan = {key: value for key, value in of.items() if value is not None}
    whole = case(of=plan, **changes)
    if "adopted" in of:
        whole = replace(whole, plan=DeclaredPlan("p", whole.plan.plan.model_copy(update=of)))
    verdict = OLD_BASELINE.check(whole)
    assert reason(verdict) == said


def goal(target: str, actual: str, baseline: str | None = None, better: str = "higher") -> dict[str, Any]:
    start = None if baseline is None else {"value": baseline}
    return {"baseline": start, "better": better, "target": {"value": target}, "actuals": build.actual(actual)}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (goal("280", "36821"), "目標値の131.5倍である"),
        (goal("280", "840"), "目標値の3.0倍である"),
        (goal("280", "839.999999"), CLEAR),
        (goal("280", "-5"), UNTOLD),
        (goal("280", "0"), CLEAR),
        (goal("0", "5"), UNTOLD),
        (goal("-2", "5"), UNTOLD),
        (goal("20", "5", better="lower"), "目標値が実績値の4.0倍である"),
        (goal("20", "7", better="lower"), CLEAR),
        (goal("20", "0", better="lower"), UNTOLD),
        (goal("20", "5", better="lower") | {"actuals": build.actual("5", period=MONTHS)}, UNTOLD),
        (goal("20", "5", better="lower") | {"actuals": build.actual("5", "時点")}, UNTOLD),
        (
            goal("20", "5", better="lower") | {"actuals": build.actual("5", "見込")},
            "目標値が実績値の4.0倍である",
        ),
        (goal("20", "60") | {"actuals": build.actual("60", period=MONTHS)}, "目標値の3.0倍である"),
        (goal("90", "92", "89"), "基準値から目標値までの幅の3.0倍進んだ"),
        (goal("90", "91.999999", "89"), CLEAR),
        (goal("90", "20", "89"), CLEAR),
        (goal("10", "-80", "40", "lower"), "基準値から目標値までの幅の4.0倍進んだ"),
        (goal("10", "40", "10"), "目標値の4.0倍である"),
        ({"actuals": None}, UNTOLD),
        (RISE, BESIDE),
        (KEEP, BESIDE),
        (STEPS, BESIDE),
        (parts("worst", ("10", "20"), ("40", "60"), None), "目標値の3.0倍である"),
        (parts("all", ("10", "20"), ("40", "59"), None), CLEAR),
        (parts("sum", ("10", "20"), ("89", "1"), None), "目標値の3.0倍である"),
        (parts("worst", ("10", "0"), ("40", "5"), None), UNTOLD),
        (parts("worst", ("10", "0"), ("20", "5"), None), CLEAR),
        (
            parts("worst", ("10", "20"), ("40", "60"), None)
            | {"actuals": {"R3": {"parts": {"県": "40"}, "status": "実績"}}},
            UNTOLD,
        ),
    ],
)
def test_a_target_that_was_exceeded_many_times_over(changes: dict[str, Any], said: str | Silence) -> None:
    assert told(FAR_EXCEEDED, **changes) == said


def way(target: str, **values: str) -> dict[str, Any]:
    """From 0 in H30 to `target` in R7, or from 100 where that is below."""
    start = "0" if Fraction(target) > 30 else "100"
    return {"baseline": {"value": start, "year": "H30"}, "target": {"value": target}, "actuals": finals(**values)}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (way("70", R2="20", R3="29.999999"), "に達しない"),
        (way("70", R2="20", R3="30"), CLEAR),
        (way("70", R2="20", R3="70"), CLEAR),
        (way("70", R2="20", R3="-5"), "に達しない"),
        (way("30", R2="20", R3="70.000001"), "に達しない"),
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
    found = told(OUT_OF_REACH, **changes)
    assert found.endswith(said) if isinstance(found, str) else found is said


def test_the_pace_is_that_of_the_outlook_with_its_places() -> None:
    changes = way("70", R2="20", R3="15")
    found = told(OUT_OF_REACH, **changes)
    assert found == (
        "これまで1年に+5件（H30年度から3年）、これから1年に+13.75件が要る（R7年度まで4年）。"
        "これまでのペースが続けば、R7年度は35件で、目標値 70件に達しない"
    )
    held = [("baseline", "value"), ("actuals", "R3", 0, "value"), ("target", "value")]
    assert places(OUT_OF_REACH, **changes) == [Ref(FILE, path) for path in held]


def test_in_and_after_the_target_year_there_is_no_pace() -> None:
    assert told(OUT_OF_REACH, year="R7", **way("70", R6="20", R7="29")) is BESIDE
    assert told(OUT_OF_REACH, of={"target_year": "R2"}, **way("70", R2="20", R3="29")) is BESIDE


def level(target: str = "100", **values: str) -> dict[str, Any]:
    return {"baseline": {"value": "40", "year": "R1"}, "target": {"value": target}, "actuals": finals(**values)}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (level(R2="43", R3="43"), still("R元", "R3")),
        (level(R2="37", R3="43"), still("R元", "R3")),
        (level(R2="43", R3="43.000001"), CLEAR),
        (level(R2="36.999999", R3="40"), CLEAR),
        (level(R1="70", R2="43", R3="43"), still("R元", "R3")),
        (level(R3="41"), UNTOLD),
        (level(R2="41") | {"actuals": finals(R2="41") | build.actual("41", "見込")}, UNTOLD),
        (level() | {"actuals": finals(R2="41") | build.actual("41", period=MONTHS)}, UNTOLD),
        (level("0", R2="40", R3="0"), CLEAR),
        (level("0", R2="40", R3="39"), still("R元", "R3")),
        (RISE | {"baseline": {"value": "12", "year": "R1"}, "actuals": finals(R2="12", R3="12")},
         still("R元", "R3")),
        (RISE | {"baseline": {"value": "12", "year": "R1"}, "actuals": finals(R2="12", R3="13")}, CLEAR),
        (RISE | {"baseline": {"value": "12"}, "actuals": finals(R2="12", R3="12")}, UNTOLD),
        (RISE | {"baseline": {"value": "65667", "year": "R1"}, "actuals": finals(R2="65667", R3="65667")}, BESIDE),
        (KEEP, BESIDE),
        (RANGE, BESIDE),
        (STEPS, BESIDE),
    ],
)  # fmt: skip
def test_a_missed_target_to_which_nothing_has_moved_for_years(changes: dict[str, Any], said: str | Silence) -> None:
    assert told(FLAT, **changes) == said


def in_parts(**values: tuple[str, str]) -> dict[str, Any]:
    """Parts to bring to 100 each, in several years."""
    own: dict[str, Any] = parts("worst", ("100", "100"), ("0", "0"), None)
    records = {of: {"parts": {"県": one, "市": other}, "status": "実績"} for of, (one, other) in values.items()}
    return own | {"actuals": records}


def test_parts_are_flat_when_all_are_and_one_is_missed() -> None:
    expected = still("R元", "R3")
    assert told(FLAT, **in_parts(R1=("40", "100"), R2=("41", "100"), R3=("42", "100"))) == expected
    assert told(FLAT, **in_parts(R1=("40", "50"), R2=("41", "60"), R3=("42", "70"))) is CLEAR
    assert told(FLAT, **in_parts(R1=("100", "100"), R2=("100", "100"), R3=("100", "100"))) is CLEAR


def test_a_target_that_was_met_once_can_be_flat_since() -> None:
    fallen = {"better": "higher", "baseline": None, "actuals": finals(R1="100", R2="50", R3="51", R4="52")}
    assert told(FLAT, year="R4", **fallen) == still("R2", "R4")


def test_of_several_records_of_a_year_the_one_known_last_counts() -> None:
    records = [
        {"value": "41", "status": "実績", "known": "2022-05-01"},
        {"value": "70", "status": "実績", "known": "2022-06-01"},
        {"value": "41", "status": "見込", "known": "2022-07-01"},
    ]
    changes = {"baseline": {"value": "40", "year": "R1"}, "actuals": {**finals(R2="41"), "R3": records}}
    assert told(FLAT, **changes) is CLEAR
    assert told(FLAT, **changes, as_of=Day(2022, 5, 31)) == still("R元", "R3")
    same = {"baseline": {"value": "65667"}, "actuals": {**finals(R2="65667"), "R3": records[:2]}}
    assert told(COPIED, **same) is CLEAR
    records[1] = {"value": "65667", "status": "実績", "known": "2022-06-01"}
    assert told(COPIED, **same | {"actuals": {**finals(R2="65667"), "R3": records[:2]}}) == copies(3)


def test_years_before_the_values_came_to_rest_do_not_count() -> None:
    moved = finals(R1="0", R2="60", R3="61", R4="62")
    changes = {"better": "higher", "baseline": None, "actuals": moved}
    assert told(FLAT, year="R4", **changes) == still("R2", "R4")
    assert told(FLAT, year="R3", **changes) is CLEAR
    held = [*(("actuals", f"R{n}", 0, "value") for n in (2, 3, 4)), ("target", "value")]
    assert places(FLAT, year="R4", **changes) == [Ref(FILE, path) for path in held]


@pytest.mark.parametrize(
    ("changes", "asked", "said"),
    [
        ({"actuals": None}, "R3", never("R元", 2)),
        ({"actuals": None}, "R2", CLEAR),
        ({"actuals": None, "baseline": {"value": "0", "year": "R2"}}, "R3", CLEAR),
        ({"actuals": None, "baseline": {"value": "0", "year": "R2"}}, "R4", never("R2", 2)),
        ({"actuals": finals(R2="5"), "baseline": {"value": "5", "year": "R2"}}, "R4", never("R2", 2)),
        ({"actuals": finals(R3="5"), "baseline": {"value": "5", "year": "R2"}}, "R4", CLEAR),
        ({"actuals": finals(R5="5")}, "R4", never("R元", 3)),
        ({"actuals": finals(H30="5")}, "R4", never("R元", 3)),
        ({"actuals": finals(R1="5")}, "R4", CLEAR),
        (STEPS | {"actuals": None}, "R3", never("R元", 2)),
        (KEEP | {"actuals": None}, "R3", never("R元", 2)),
    ],
)
def test_a_target_without_any_actual(changes: dict[str, Any], asked: str, said: str | Silence) -> None:
    assert told(NEVER_MEASURED, year=asked, **changes) == said


def test_what_was_not_known_yet_was_not_measured() -> None:
    own = build.actual("5", known="2022-05-31")
    assert told(NEVER_MEASURED, actuals=own, as_of=Day(2022, 5, 30)) == never("R元", 2)
    assert told(NEVER_MEASURED, actuals=own, as_of=Day(2022, 5, 31)) is CLEAR


def test_without_a_beginning_nobody_knows_how_long_there_was_none() -> None:
    whole = case(actuals=None)
    timeless = DeclaredPlan("p", whole.plan.plan.model_copy(update={"adopted": None}))
    assert NEVER_MEASURED.check(replace(whole, plan=timeless)) is UNTOLD


def test_where_no_target_has_an_actual_the_records_are_wanting() -> None:
    assert NEVER_MEASURED.check(replace(case(actuals=None), newest=None)) is UNTOLD
    none = {"actuals": None}
    assert found_in(checked(none, none)) == []
    assert found_in(checked(none, {"actuals": finals(R2="50")})) == []
    own = checked(none, {"actuals": finals(R2="50")}, {"actuals": finals(R3="50")})
    assert found_in(own) == ["KPI856 a0.yaml"]


@pytest.mark.parametrize(
    ("baseline", "values", "said"),
    [
        ({"value": "65667"}, finals(R2="65667", R3="65667"), copies(3)),
        ({"value": "65667"}, finals(R2="65667", R3="65668"), CLEAR),
        ({"value": "65668"}, finals(R2="65667", R3="65667"), CLEAR),
        ({"value": "123"}, finals(R2="123", R3="123"), copies(3)),
        ({"value": "120"}, finals(R2="120", R3="120"), CLEAR),
        ({"value": "12"}, finals(R2="12", R3="12"), CLEAR),
        ({"value": "1.50"}, finals(R2="1.5", R3="1.500"), CLEAR),
        ({"value": "0.735"}, finals(R2="0.735", R3="0.735"), copies(3)),
        ({"value": "65667", "year": "R2"}, finals(R2="65667", R3="65667"), UNTOLD),
        ({"value": "1"}, finals(R1="65667", R2="65667") | build.actual("65667", "見込"), copies(3)),
        ({"value": "0"}, finals(H30="7", R1="65667", R2="65667", R3="65667"), copies(3)),
        (None, finals(R2="65667", R3="65667"), UNTOLD),
    ],
)
def test_a_figure_that_is_copied(baseline: Any, values: dict[str, Any], said: str | Silence) -> None:
    changes = {"baseline": baseline, "better": "higher", "actuals": values}
    assert told(COPIED, **changes) == said


def test_steps_are_never_copied_and_parts_only_all_together() -> None:
    assert told(COPIED, **STEPS) is BESIDE
    own = parts("sum", ("900", "900"), ("123", "1"), ("123", "1"))
    twice = dict.fromkeys(("R2", "R3"), own["actuals"]["R3"])
    assert told(COPIED, **own | {"actuals": twice}) == copies(3)
    other = {**twice, "R3": {"parts": {"県": "123", "市": "2"}, "status": "実績"}}
    assert told(COPIED, **own | {"actuals": other}) is CLEAR


# Years that are added up, targets about a value, targets as a change


ADDED: dict[str, Any] = {
    "counting": "summed", "baseline": None, "better": "higher", "target": {"value": "100"},
    "actuals": finals(R1="90", R2="100", R3="110"),
}  # fmt: skip


def test_years_that_are_added_up_are_held_against_the_target_together() -> None:
    assert told(FAR_EXCEEDED, **ADDED) == "目標値の3.0倍である"
    held = [("target", "value"), *(("actuals", f"R{n}", 0, "value") for n in (1, 2, 3))]
    assert places(FAR_EXCEEDED, **ADDED) == [Ref(FILE, path) for path in held]
    assert told(FAR_EXCEEDED, **ADDED | {"actuals": finals(R1="90", R2="100", R3="109")}) is CLEAR
    assert told(FAR_EXCEEDED, **ADDED | {"actuals": finals(R1="90", R3="9000")}) is UNTOLD


@pytest.mark.parametrize("rule", [WORSE_THAN_BASELINE, MET_AT_BASELINE, OLD_BASELINE, FLAT])
@pytest.mark.parametrize("target", ["100", "0", "-5"])
def test_what_begins_with_nothing_has_no_baseline_and_no_level(rule: ReviewRule, target: str) -> None:
    assert told(rule, **ADDED | {"target": {"value": target}}) is BESIDE


def test_what_is_added_up_can_be_out_of_reach() -> None:
    own = ADDED | {"target": {"value": "700"}}
    found = told(OUT_OF_REACH, **own | {"actuals": finals(R1="90", R2="100", R3="109")})
    assert found == (
        "これまで1年に+99.67件（H30年度から3年）、これから1年に+100.25件が要る（R7年度まで4年）。"
        "これまでのペースが続けば、R7年度は697.67件で、目標値 700件に達しない"
    )
    assert told(OUT_OF_REACH, **own) is CLEAR
    held = [*(("actuals", f"R{n}", 0, "value") for n in (1, 2, 3)), ("target", "value")]
    assert places(OUT_OF_REACH, **own | {"target": {"value": "701"}}) == [Ref(FILE, path) for path in held]


RESTATED: dict[str, Any] = {
    "value": "40", "year": "H30", "restated": [{"date": "2021-06-01", "value": "45", "year": "H28", "reason": "改定"}]
}  # fmt: skip


def test_a_baseline_counts_as_it_was_restated_at_its_place() -> None:
    own = {"baseline": RESTATED, "better": "higher", "target": {"value": "42"}}
    assert told(WORSE_THAN_BASELINE, **own) == WORSE
    assert told(WORSE_THAN_BASELINE, **own, as_of=Day(2021, 5, 31)) is CLEAR
    assert places(WORSE_THAN_BASELINE, **own)[0] == Ref(FILE, ("baseline", "restated", 0, "value"))
    assert told(OLD_BASELINE, **own) == old(3)
    assert told(OLD_BASELINE, **own, as_of=Day(2021, 5, 31)) is CLEAR
    assert places(OLD_BASELINE, **own) == [Ref(FILE, ("baseline", "restated", 0, "year"))]


def test_a_mean_is_as_old_as_the_last_of_its_years() -> None:
    mean = {"value": "40", "average_of": ["H26", "H27", "H28"]}
    assert told(OLD_BASELINE, baseline=mean) == old(3)
    assert places(OLD_BASELINE, baseline=mean) == [Ref(FILE, ("baseline", "average_of"))]
    assert told(OLD_BASELINE, baseline={**mean, "average_of": ["H28", "H29"]}) is CLEAR
    assert told(OLD_BASELINE, baseline={**mean, "year": "R1"}) == old(3)


def test_a_baseline_that_is_about_the_target_meets_it() -> None:
    about = {"value": "100", "tolerance": "3"}
    assert told(MET_AT_BASELINE, baseline={"value": "97"}, target=about) == MET
    assert told(MET_AT_BASELINE, baseline={"value": "96.999999"}, target=about) is CLEAR


def test_a_target_that_is_said_as_a_change_is_a_value() -> None:
    tenth = {"direction": "relative", "baseline": {"value": "100"}, "target": {"change": "10"}}
    assert told(FAR_EXCEEDED, **tenth, actuals=build.actual("130")) == "基準値から目標値までの幅の3.0倍進んだ"
    assert told(FAR_EXCEEDED, **tenth, actuals=build.actual("129.999999")) is CLEAR
    assert places(FAR_EXCEEDED, **tenth, actuals=build.actual("130"))[1] == Ref(FILE, ("target", "change"))


# What the checks of values have found


HOURS: dict[str, Any] = {"baseline": {"value": "4100"}, "target": {"value": "9000"}}


def test_a_value_with_a_digit_too_many_is_told_with_both_places() -> None:
    own = HOURS | {"actuals": finals(R2="51200", R3="5445")}
    assert told(LEAPS, **own) == "値が、桁か単位の違いに見える（KPI308）"
    assert places(LEAPS, **own) == [Ref(FILE, path) for path in (("actuals", "R2", 0, "value"), ("baseline", "value"))]


@pytest.mark.parametrize("value", ["40999", "411"])
def test_less_than_ten_times_is_none(value: str) -> None:
    assert LEAPS.check(case(**HOURS, actuals=finals(R3=value))) is CLEAR


@pytest.mark.parametrize("value", ["41000", "410"])
def test_ten_times_and_a_tenth_are_the_edge(value: str) -> None:
    assert isinstance(LEAPS.check(case(**HOURS, actuals=finals(R3=value))), tuple)


def test_what_came_later_or_was_not_known_is_not_told() -> None:
    actuals = {"R2": {"value": "51200", "status": "実績", "known": "2021-05-31"}}
    assert isinstance(LEAPS.check(case(**HOURS, actuals=actuals)), tuple)
    assert LEAPS.check(case("R1", **HOURS, actuals=actuals)) is CLEAR
    early = case(**HOURS, actuals=actuals, as_of=Day(2021, 5, 30))
    assert LEAPS.check(early) is CLEAR


def test_steps_have_no_digits() -> None:
    assert told(LEAPS, **STEPS) is BESIDE


def published(own: Case, unit: str, plan: Plan | None = None) -> Case:
    """`own` after its plan was published in R3 with another unit."""
    then = build.declared(own.declared.indicator.model_copy(update={"unit": unit}))
    out = build.publish(own.plan, then)
    (now,) = with_published([replace(out, plan=plan or out.plan)], out.published)
    return replace(own, plan=now)


def test_a_unit_other_than_the_published_one_is_told_with_both_places() -> None:
    verdict = UNIT_CHANGED.check(published(case("R4", unit="枚"), "千枚"))
    assert reason(verdict) == "単位が、R3年度の結果を公表したときと違う"
    assert isinstance(verdict, tuple)
    assert verdict[0].related == (
        Related(Ref("data/published/p/R3.yaml", ("rows", "a", "unit")), "公表したときの単位 千枚"),
        Related(Ref(FILE, ("unit",)), "今の単位 枚"),
    )


def test_the_width_of_a_unit_changes_nothing() -> None:
    assert UNIT_CHANGED.check(published(case(unit="%"), "％")) is CLEAR


def test_a_corrected_unit_is_known() -> None:
    own = case("R4", unit="枚")
    change = {"from": {"unit": "千枚"}, "to": {"unit": "枚"}}
    correction = {"date": "2022-07-01", "year": "R3", "indicator": "a", "why": "訳", **change}
    assert UNIT_CHANGED.check(published(own, "千枚", build.plan(corrections=[correction]))) is CLEAR


def test_a_unit_that_was_never_published_cannot_have_changed() -> None:
    assert told(UNIT_CHANGED) is UNTOLD
    assert UNIT_CHANGED.check(published(case("R2"), "千枚")) is UNTOLD
    assert UNIT_CHANGED.check(published(case(as_of=Day(2022, 5, 31)), "千枚")) is UNTOLD


# All targets of a plan


def checked(*changes: dict[str, Any], asked: str = "R3", of: dict[str, Any] | None = None) -> CheckedPlan:
    own = build.declared(*(build.indicator(id=f"a{n}", **own) for n, own in enumerate(changes)))
    plan = DeclaredPlan("data/targets/p.yaml", build.plan(**(of or {})))
    return check_plan(plan, own, year(asked), None, located)


def found_in(plan: CheckedPlan) -> list[str]:
    """The code and the file of each finding."""
    own = (finding for kind in plan.kinds for finding in kind.findings)
    return [f"{one.diagnostic.rule.code} {one.spot.document.rpartition('/')[2]}" for one in own]


def headline(*changes: dict[str, Any]) -> list[str]:
    return [own.diagnostic.message for own in checked(*changes).headline.findings]


def values(expected: int, final: int) -> list[dict[str, Any]]:
    own = [build.actual("100", "見込")] * expected + [build.actual("50")] * final
    return [{"actuals": actuals} for actuals in own]


def test_a_headline_that_rests_on_expected_values_names_their_share() -> None:
    assert headline(*values(1, 9)) == ["判定に使った値10のうち1（10.0%）が見込である。達成の1指標では1"]
    assert headline(*values(1, 10)) == []
    assert headline(*values(0, 3)) == []
    assert EXPECTED_VALUES.check([case()]) is CLEAR
    assert EXPECTED_VALUES.check([case(actuals=None)]) is UNTOLD
    assert EXPECTED_VALUES.check([]) is UNTOLD


def test_what_is_not_judged_is_no_part_of_a_headline() -> None:
    ended = {"suspended": {"since": "R3", "reason": "終了"}, "actuals": build.actual("1", "見込")}
    (own,) = checked(ended, {"actuals": None}, {"actuals": build.actual("100", "見込")}).headline.findings
    assert own.diagnostic.message == "判定に使った値1のうち1（100.0%）が見込である。達成の1指標では1"
    assert [seen.label for seen in own.diagnostic.related] == ["指標（a2）: R3年度見込 100件"]


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
    assert found_in(found) == ["KPI856 a3.yaml"]


def test_a_plan_that_rates_nothing_has_targets_all_the_same() -> None:
    suspended = {"suspended": {"since": "R3", "reason": "終了"}}
    found = checked(goal("280", "36821"), suspended, of={"ratings": [], "method": None})
    assert (found.targets, found.apart) == (1, 1)
    assert found_in(found) == ["KPI853 a0.yaml"]


def test_it_is_said_in_how_many_targets_a_kind_could_be_looked_for() -> None:
    found = checked(goal("280", "36821"), goal("280", "5"), goal("280", "6"), goal("0", "5"), RISE)
    own = next(own for own in found.coverage if own.kind.title == FAR_EXCEEDED.title)
    assert (own.checkable, own.found, own.unknown, found.noticed) == (3, 1, 1, 1)


def test_a_part_of_another_indicator_is_looked_at_and_counted_nowhere() -> None:
    found = checked(goal("280", "5"), {**goal("280", "36821"), "of": "a0"})
    own = next(own for own in found.coverage if own.kind.title == FAR_EXCEEDED.title)
    assert found_in(found) == ["KPI853 a1.yaml"]
    assert (found.targets, found.parts, found.noticed, own.checkable, own.found) == (1, 1, 0, 1, 0)
    said = view(CheckTargetsOutcome((found,)), Look())[1]
    assert str(said.text) == (  # type: ignore[union-attr]
        "名称と目標のある1指標を見た（ほかに、うちの指標1も見た。数には入れない）。"
        "注意の要る目標は、うちの指標にだけある。"
    )


def eased(*steps: tuple[str, str, str]) -> dict[str, Any]:
    """A plan with revisions: each by its day, from what to what."""
    why = {"indicator": "a", "reason": "訳", "decision": "会議"}
    each = ({"date": day, "from": {"value": old}, "to": {"value": new}} for day, old, new in steps)
    return {"revisions": [own | why for own in each]}


EASED = "改定で易しくなり、それで達成した"


@pytest.mark.parametrize(
    ("of", "actual", "said"),
    [
        ({}, "50", BESIDE),
        (eased(("2022-03-25", "100", "50")), "50", EASED),
        (eased(("2022-03-25", "100", "60")), "50", CLEAR),  # missed all the same
        (eased(("2022-03-25", "100", "50")), "100", CLEAR),  # met as adopted
        (eased(("2022-03-25", "100", "120")), "130", CLEAR),
        (eased(("2022-04-01", "100", "50")), "50", BESIDE),  # of the next year
        (eased(("2020-05-01", "100", "120"), ("2022-03-25", "120", "90")), "95", EASED),
        (eased(("2020-05-01", "100", "80"), ("2022-03-25", "80", "90")), "95", EASED),
        (eased(("2022-03-25", "100", "50")), None, UNTOLD),
    ],
)
def test_a_target_that_was_made_easier_and_is_met_by_that_alone(
    of: dict[str, Any], actual: str | None, said: str | Silence
) -> None:
    actuals = {} if actual is None else finals(R3=actual)
    assert told(EASED_THEN_MET, of=of, actuals=actuals) == said


def test_what_was_made_easier_is_told_with_both_targets_and_what_met_it() -> None:
    verdict = EASED_THEN_MET.check(case(of=eased(("2022-03-25", "100", "50"))))
    assert isinstance(verdict, tuple)
    assert [own.label for own in verdict[0].related] == [
        "改定前の目標値 100件",
        "改定後の目標値 50件",
        "R3年度実績 50件",
    ]


@pytest.mark.parametrize(
    ("judged", "changes", "said"),
    [
        ("achieved", {}, "R3年度の人の評価は「100%」、値から計算すると「30%以上60%未満」"),
        ("from30", {}, CLEAR),
        (None, {}, BESIDE),
        ("achieved", {"actuals": None}, UNTOLD),
    ],
)
def test_people_rate_otherwise_than_the_values(
    judged: str | None, changes: dict[str, Any], said: str | Silence
) -> None:
    own = {"R3": {"rating": judged, "by": "所管課"}} if judged else {}
    assert told(JUDGED_OTHERWISE, judged=own, **changes) == said


def test_every_rule_is_looked_for_and_only_what_validate_has_not_is_its_own() -> None:
    assert [own.kind.title for own in checked({}).coverage] == [rule.title for rule in REVIEW_RULES]
    codes = {info.code for info in infos()}
    assert codes == {f"KPI{number}" for number in range(851, 876)}
    assert not codes & {rule.info.code for rule in RULES}
