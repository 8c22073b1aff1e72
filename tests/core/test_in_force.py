"""Which target a year is judged by, where the governing body revised it."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.assess import assess
from dxkpi.core.assessment import NotAssessed, Rated
from dxkpi.core.basis.calendar import Day, FiscalYear, parse_day, parse_fiscal_year
from dxkpi.core.indicator import Indicator
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.plan.plan import RevisionMisfit, as_written, in_force, steps, within
from tests.build import indicator, plan, revision

TWICE = [
    revision("2021-02-10", {"value": "100"}, {"value": "80"}),
    revision("2022-03", {"value": "80"}, {"value": "60", "exclusive": "true"}),
]


def target(found: Indicator) -> dict[str, Any]:
    """The target as the data would write it."""
    written: dict[str, Any] = as_written(found.target)
    return written


@pytest.mark.parametrize(
    ("year", "as_of", "value"),
    [
        ("R1", None, "100"),
        ("R2", None, "80"),  # decided in February of R2
        ("R3", None, "60"),  # decided some day of the last month of R3
        ("R4", None, "60"),
        ("R3", "2021-02-09", "100"),
        ("R3", "2021-02-10", "80"),
        ("R3", "2021-02", "80"),
        ("R3", "2022-03-30", "80"),  # March may still have had a day to come
        ("R3", "2022-03-31", "60"),
        ("R3", "2022-03", "60"),
        ("R1", "2022-04", "100"),  # known, but not in force at the end of R1
    ],
)
def test_the_target_in_force_at_the_end_of_the_year(year: str, as_of: str | None, value: str) -> None:
    found = assess(indicator(), plan(revisions=TWICE), parse_fiscal_year(year), parse_day(as_of) if as_of else None)
    assert target(found.indicator)["value"] == value
    assert target(found.adopted)["value"] == "100"
    assert len(found.revisions) == {"100": 0, "80": 1, "60": 2}[value]


DIRECTIONS: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "a number": (
        {},
        {"value": "100"},
        {"value": "80"},
        {"value": "80", "exclusive": "false"},
    ),
    "超": ({}, {"value": "100"}, {"value": "100", "exclusive": "true"}, {"value": "100", "exclusive": "true"}),
    "the year": (
        {"target": {"value": "100", "note": "R3まで"}},
        {"year": "R3"},
        {"year": "R5"},
        {"value": "100", "exclusive": "false", "year": "R5"},
    ),
    "the year of a trend": (
        {"direction": "increase", "target": None},
        {"year": "R3"},
        {"year": "R5"},
        {"year": "R5"},
    ),
    "the targets of the years": (
        {"target": {"value": "100", "by_year": {"R1": "60", "R2": "80"}}},
        {"value": "100", "by_year": {"R1": "60", "R2": "80"}},
        {"value": "90", "by_year": {"R1": "60", "R2": "75"}},
        {"value": "90", "by_year": {"R1": "60", "R2": "75"}, "exclusive": "false"},
    ),
    "10%増 becomes 5%増": (
        {"direction": "relative", "baseline": {"value": "120"}, "target": {"change": "10"}},
        {"change": "10"},
        {"change": "5"},
        {"change": "5", "exclusive": "false"},
    ),
    "程度 takes the place of the value": (
        {"target": {"value": "50"}},
        {"value": "50"},
        {"value": "50", "tolerance_percent": "10"},
        {"value": "50", "tolerance_percent": "10", "exclusive": "false"},
    ),
    "a level to keep loses its tolerance": (
        {"direction": "keep", "better": "higher", "target": {"value": "50", "tolerance": "2"}},
        {"value": "50", "tolerance": "2"},
        {"value": "45"},
        {"value": "45"},
    ),
    "one end of a range": (
        {"direction": "range", "target": {"min": "40", "max": "60"}},
        {"max": "60"},
        {"max": "70"},
        {"min": "40", "max": "70"},
    ),
    "a referenced value": (
        {"direction": "reference", "target": {"reference": {"name": "全国", "value": "70"}}},
        {"reference": {"name": "全国", "value": "70"}},
        {"reference": {"name": "全国", "value": "72.5", "year": "R2"}},
        {"reference": {"name": "全国", "value": "72.5", "year": "R2"}},
    ),
    "parts": (
        {
            "direction": "composite",
            "baseline": {"parts": {"県": "0", "市": "0"}},
            "target": {"parts": {"県": "1", "市": "54"}, "rule": "sum"},
            "actuals": {"R3": {"parts": {"県": "1", "市": "20"}, "status": "実績"}},
        },
        {"parts": {"県": "1", "市": "54"}},
        {"parts": {"県": "1", "市": "52"}},
        {"parts": {"県": "1", "市": "52"}, "rule": "sum"},
    ),
    "steps": (
        {
            "direction": "milestone",
            "baseline": None,
            "target": {"steps": ["設計", "開設"]},
            "actuals": {"R3": {"done": ["設計"], "status": "実績"}},
        },
        {"steps": ["設計", "開設"]},
        {"steps": ["設計", "試行", "開設"]},
        {"steps": ["設計", "試行", "開設"]},
    ),
}


@pytest.mark.parametrize(("changes", "before", "after", "expected"), DIRECTIONS.values(), ids=DIRECTIONS)
def test_every_direction_is_revised_in_the_keys_of_its_target(
    changes: dict[str, Any], before: dict[str, Any], after: dict[str, Any], expected: dict[str, Any]
) -> None:
    own = plan(revisions=[revision("2021-02-10", before, after)])
    assert target(assess(indicator(**changes), own, FiscalYear(2021)).indicator) == expected


def test_which_side_is_good_does_not_turn_with_the_target() -> None:
    own = plan(revisions=[revision("2021-02-10", {"value": "100"}, {"value": "-10"})])
    limit = assess(indicator(), own, FiscalYear(2021))
    assert limit.indicator.better_side == indicator().better_side


def test_a_decision_bears_no_assumption_of_the_target_it_replaces() -> None:
    assumed = indicator(assumed={"target": "資料に記載がない", "owner": "推測"})
    found = assess(assumed, plan(revisions=TWICE), FiscalYear(2021))
    assert (found.assumed, found.indicator.assumed) == ((), {"owner": "推測"})


@pytest.mark.parametrize("after", [{"min": "1"}, {"parts": {"県": "1"}}, {"steps": ["a"]}])
def test_what_does_not_fit_never_comes_into_force(after: dict[str, Any]) -> None:
    own = plan(revisions=[revision("2021-02-10", {"value": "100"}, after), *TWICE])
    assert [type(step) for step in steps(indicator(), own)] == [RevisionMisfit]
    assert assess(indicator(), own, FiscalYear(2021)).indicator == indicator()


@given(st.integers(2019, 2030), st.none() | st.dates().map(lambda day: Day(day.year, day.month, day.day)))
def test_without_revisions_nothing_changes(start: int, as_of: Day | None) -> None:
    other = plan(revisions=[revision("2021-02-10", {"value": "1"}, {"value": "2"}, indicator="b")])
    found = assess(indicator(), other, FiscalYear(start), as_of)
    assert found == assess(indicator(), plan(), FiscalYear(start), as_of)
    assert found.indicator == indicator()


@given(st.integers(2019, 2030), st.dates())
def test_a_later_decision_never_changes_a_year_that_is_over(start: int, day: Any) -> None:
    own = plan(revisions=[revision(day.isoformat(), {"value": "100"}, {"value": "1"})])
    found = in_force(indicator(), own, FiscalYear(start))
    assert bool(found) is (day.isoformat() <= f"{start + 1}-03-31")


def test_the_rate_is_that_of_the_target_in_force_and_of_the_adopted_one_without_revisions() -> None:
    own = plan(revisions=TWICE[:1])
    rates = [assess(indicator(), p, FiscalYear(2021)).outcome for p in (own, own.as_adopted)]
    assert [str(o.rate) for o in rates if isinstance(o, Rated)] == ["5/8", "1/2"]


PARTS: dict[str, Any] = {
    "direction": "composite",
    "better": "higher",
    "baseline": {"parts": {"県": "0", "市": "0", "消防": "5"}},
    "target": {"parts": {"県": "1", "市": "54"}, "rule": "sum"},
    "actuals": {
        "R2": {"parts": {"県": "1", "市": "21"}, "status": "実績"},
        "R4": {"parts": {"県": "1", "市": "54", "消防": "15"}, "status": "実績"},
    },
}
JOINED = {"parts": {"県": "1", "市": "54", "消防": "25"}}
LEFT = {"parts": {"県": "1"}}


@pytest.mark.parametrize(
    ("after", "year", "outcome"),
    [
        (JOINED, "R2", Fraction(22, 55)),  # by the target of then, of which 消防 was no part
        (JOINED, "R3", NotAssessedReason.PART_MISSING),  # revised in R3, and no value of 消防 yet
        (JOINED, "R4", Fraction(65, 75)),
        (LEFT, "R2", Fraction(22, 55)),
        (LEFT, "R3", Fraction(1)),  # by the record of R2, of which 市 counts no more
        (LEFT, "R4", Fraction(1)),
    ],
)
@pytest.mark.parametrize("rule", ["sum", "worst"])
def test_a_year_is_judged_by_the_parts_of_its_own_target(
    after: dict[str, Any], year: str, outcome: object, rule: str
) -> None:
    own = indicator(**PARTS | {"target": PARTS["target"] | {"rule": rule}})
    declared = plan(revisions=[revision("2021-11-30", {"parts": PARTS["target"]["parts"]}, after)])
    found = assess(own, declared, parse_fiscal_year(year)).outcome
    if rule == "worst" and isinstance(outcome, Fraction):
        outcome = {Fraction(22, 55): Fraction(21, 54), Fraction(65, 75): Fraction(10, 20)}.get(outcome, outcome)
    assert (
        found.why if isinstance(found, NotAssessed) else found.rate if isinstance(found, Rated) else None
    ) == outcome


@pytest.mark.parametrize(("year", "done"), [("R2", Fraction(1, 2)), ("R3", Fraction(1, 3)), ("R4", Fraction(2, 3))])
def test_a_year_is_judged_by_the_steps_of_its_own_target(year: str, done: Fraction) -> None:
    steps_ = {
        "direction": "milestone",
        "baseline": None,
        "target": {"steps": ["設計", "開設"]},
        "actuals": {
            "R2": {"done": ["設計"], "status": "実績"},
            "R4": {"done": ["設計", "試行", "開設"], "status": "実績"},  # 開設 is a step of the adopted target alone
        },
    }
    after = {"steps": ["設計", "試行", "公開"]}
    own = plan(revisions=[revision("2021-11-30", {"steps": ["設計", "開設"]}, after)])
    found = assess(indicator(**steps_), own, parse_fiscal_year(year)).outcome
    assert isinstance(found, Rated)
    assert found.rate == done


def test_every_target_of_a_year_the_last_one_last() -> None:
    own = plan(revisions=[*TWICE, revision("2022-03-31", {"value": "60"}, {"value": "50"})])
    found = {
        year: [target(own)["value"] for own in within(indicator(), own, parse_fiscal_year(year))]
        for year in ("R1", "R2", "R3", "R4")
    }
    assert found == {"R1": ["100"], "R2": ["100", "80"], "R3": ["80", "60", "50"], "R4": ["50"]}
