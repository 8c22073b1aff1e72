"""Targets that are due only after their plan has ended: judged when they are due, and not before."""

from fractions import Fraction
from typing import Any

import pytest

from dxkpi.core.assess import assess
from dxkpi.core.assessment import NotAssessed, Rated
from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.plan.plan import Plan
from tests.build import dataset, finals, indicator, plan

F = Fraction
POSITIONS = [
    {"id": "achieved", "label": "達成", "group": "達成", "from_target": ["beyond", "on"]},
    {"id": "short", "label": "未達", "group": "未達成"},
]
YEARS = ("R3", "R4", "R5", "R6", "R7", "R8", "R9")


def of(against: str = "target", **changes: Any) -> Plan:
    """A plan of R2 to R6."""
    method = {"formula": "distance", "against": against}
    return plan(**{"adopted": "2020-04", "target_year": "R6", "method": method, **changes})


def told(own: Plan, *years: str, **changes: Any) -> list[str]:
    """What each year comes to, for a target of 100 from 0 in H31 that is due in R8, with 50 known since R3."""
    declared = {"baseline": {"value": "0", "year": "R1"}, "target": {"value": "100", "year": "R8"}, **changes}
    one = indicator(**declared)
    found = []
    for year in years:
        match assess(one, own, parse_fiscal_year(year)).outcome:
            case Rated(rating, rate):
                found.append(f"{rating.id} {rate}" if rate is not None else rating.id)
            case NotAssessed(why, possible, met, rate):
                assert why != "before_target_year" or (met is None and len(possible) == len(own.ratings))
                found.append(f"? {why} {rate}" if rate is not None else f"? {why}")
            case other:
                found.append(type(other).__name__)
    return found


EARLY = "? before_target_year"


@pytest.mark.parametrize(
    ("against", "target", "expected"),
    [
        ("target", {"year": "R8"}, ["from30 1/2"] * 3 + [f"{EARLY} 1/2"] * 2 + ["from30 1/2"] * 2),
        ("target", {"year": "R7"}, ["from30 1/2"] * 3 + [f"{EARLY} 1/2"] + ["from30 1/2"] * 3),
        ("target", {"year": "R6"}, ["from30 1/2"] * 7),
        ("target", {"year": "R5"}, ["from30 1/2"] * 7),
        ("target", {}, ["from30 1/2"] * 7),
        ("year_target", {"year": "R8", "by_year": {"R3": "100", "R6": "100", "R7": "200"}},
         ["from30 1/2", "? year_target_unknown", "? year_target_unknown", "from30 1/2", "below30 1/4", "from30 1/2",
          "from30 1/2"]),
        ("straight_line", {"year": "R8"},
         ["achieved 7/4", "achieved 7/6", "from60 7/8", "from60 7/10", "from30 7/12", "from30 1/2", "from30 1/2"]),
        ("elapsed_share", {"year": "R8"},
         ["achieved 5/4", "from60 5/6", "from60 5/8", f"{EARLY} 1/2", f"{EARLY} 1/2", "from30 1/2", "from30 1/2"]),
    ],
)  # fmt: skip
def test_the_last_year_of_a_plan_judges_only_what_is_due(
    against: str, target: dict[str, Any], expected: list[str]
) -> None:
    assert told(of(against), *YEARS, target={"value": "100", **target}) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"actuals": finals(R3="100")}, f"{EARLY} 1"),
        ({"actuals": finals(R3="-10")}, f"{EARLY} -1/10"),
        ({"baseline": None, "better": "higher"}, EARLY),
        ({"actuals": None}, "? no_actual"),
        ({"suspended": {"since": "R4", "reason": "例"}}, "Suspended"),
        ({"direction": "increase", "target": {"year": "R8"}}, EARLY),
        ({"direction": "keep", "better": "higher", "target": {"value": "40", "year": "R8"}}, EARLY),
        ({"direction": "range", "target": {"min": "40", "max": "60", "year": "R8"}}, EARLY),
        ({"direction": "increase", "target": {"year": "R6"}}, "achieved"),
        (
            {
                "direction": "milestone",
                "baseline": None,
                "target": {"steps": ["甲", "乙"], "year": "R8"},
                "actuals": {"R3": {"done": ["甲"], "status": "実績"}},
            },
            f"{EARLY} 1/2",
        ),
        (
            {
                "direction": "composite",
                "baseline": {"parts": {"甲": "0", "乙": "0"}},
                "target": {"parts": {"甲": "10", "乙": "10"}, "rule": "worst", "year": "R8"},
                "actuals": {"R3": {"parts": {"甲": "9", "乙": "4"}, "status": "実績"}},
            },
            f"{EARLY} 2/5",
        ),
    ],
)
def test_what_is_not_due_has_its_rate_and_no_rating_whatever_its_direction(
    changes: dict[str, Any], expected: str
) -> None:
    assert told(of(), "R6", **changes) == [expected]


def test_a_plan_without_rates_or_end_judges_as_ever() -> None:
    position: dict[str, Any] = {"method": {"formula": "position", "against": "target"}, "ratings": POSITIONS}
    assert told(of(**position), "R5", "R6", "R8") == ["short", EARLY, "short"]
    open_ended = of(period={"from": "R2"}, target_year=None)
    assert told(open_ended, "R6", "R7", "R8") == ["from30 1/2"] * 3


def test_a_state_takes_in_what_is_not_due() -> None:
    states = [{"id": "hard", "label": "評価困難", "group": "その他", "when": "not_assessed"}]
    assert told(of(states=states), "R5", "R6", "R8") == ["from30 1/2", "SpecialStatus", "from30 1/2"]


REVISION = {
    "date": "2022-02-10",
    "indicator": "late",
    "from": {"year": "R8"},
    "reason": "例",
    "decision": "会議",
}


@pytest.mark.parametrize(
    ("targets", "revised", "last"),
    [
        ([{}], None, "R6"),
        ([{"year": "R5"}], None, "R6"),
        ([{"year": "R7"}, {"year": "R8"}, {}], None, "R8"),
        ([{"year": "R8"}], "R9", "R9"),
        ([{"year": "R8"}], "R6", "R6"),
    ],
)
def test_a_plan_can_be_asked_for_up_to_the_last_year_in_which_a_target_is_due(
    targets: list[dict[str, str]], revised: str | None, last: str
) -> None:
    own = of(revisions=[{**REVISION, "to": {"year": revised}}] if revised else [])
    named = ("late", "b", "c")
    found = dataset(
        own,
        *(indicator(id=n, target={"value": "100", **t}) for n, t in zip(named, targets, strict=False)),
        indicator(id="followed", direction="monitor", target=None),
    )
    assert str(found.last_year(own)) == last
    years = [parse_fiscal_year(year) for year in ("R1", "R2", "R5", "R6", "R7", "R8", "R9", "R10")]
    assert [str(year) for year in years if found.covers(own, year)] == [
        str(year) for year in years if parse_fiscal_year("R2") <= year <= parse_fiscal_year(last)
    ]
