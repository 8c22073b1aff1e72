"""The year that is taken where none is asked for: the newest that at least half of the indicators have a value of."""

from typing import Any

import pytest

from dxkpi.core.basis.calendar import Day, parse_day
from dxkpi.core.dataset import Dataset
from dxkpi.core.default_year import default_year, newest_of
from dxkpi.core.indicator import Indicator
from dxkpi.core.overview import overview
from tests.build import dataset, indicator, plan
from tests.core.test_marks import records

LONG = {"target_year": "R9"}


def known(*years: str, **changes: Any) -> dict[str, Any]:
    """An indicator that has a value of each of those years."""
    return {"actuals": records(*(f"{year} 実績 1" for year in years)), **changes}


def data(*own: dict[str, Any], **changes: Any) -> Dataset:
    made: list[Indicator] = [indicator(id=f"a{n}", name=f"指標{n}", **one) for n, one in enumerate(own)]
    return dataset(plan(**LONG | changes), *made)


def taken(found: Dataset, as_of: Day | None = None) -> tuple[str, list[tuple[str, int, int]]] | None:
    """The year, and of each that was passed over how many have a value, of how many."""
    year = default_year(found, found.plans[0], as_of)
    if year is None:
        return None
    return str(year.year), [(str(own.year), own.of_year, own.indicators) for own in year.passed_over]


SUSPENDED = {"suspended": {"since": "R4", "reason": "終了"}}
GONE = {"states": {"R5": {"state": "gone"}}}
STATES = {"states": [{"id": "gone", "label": "中止", "group": "その他"}]}
FOLLOWED = {"direction": "monitor", "target": None, "baseline": None}


@pytest.mark.parametrize(
    ("own", "year"),
    [
        ([known("R4"), known("R4")], ("R4", [])),
        ([known("R4", "R5"), known("R4")], ("R5", [])),  # a half is enough
        ([known("R4", "R5"), known("R4"), known("R4")], ("R4", [("R5", 1, 3)])),
        ([known("R4", "R5"), *[known("R4")] * 11], ("R4", [("R5", 1, 12)])),
        ([known("R3", "R4", "R5", "R6"), known("R3", "R4"), known("R3")], ("R4", [("R6", 1, 3), ("R5", 1, 3)])),
        ([known("R4"), known("R3"), known("R2")], ("R4", [])),  # none has a half: the newest with any value
        ([known("R5"), known("R4", **SUSPENDED), known("R4", **SUSPENDED)], ("R5", [])),  # the others are suspended
        ([known("R5", **SUSPENDED), known("R4"), known("R4")], ("R4", [("R5", 0, 2)])),
        ([known("R4"), known("R3", "R5", **FOLLOWED), known("R3", "R5", **FOLLOWED)], ("R4", [("R5", 0, 1)])),
        ([known("R5", **FOLLOWED), known("R4", **FOLLOWED)], ("R5", [])),  # where none is rated, all count
        ([known("R5", **FOLLOWED), *[known("R4", **FOLLOWED)] * 2], ("R4", [("R5", 1, 3)])),
        ([known("R5", "R8", "R20")], ("R8", [])),  # no year that the plan does not cover
        ([{"actuals": None}], None),
    ],
)
def test_at_least_half_of_those_that_are_rated_must_have_a_value(own: list[dict[str, Any]], year: Any) -> None:
    assert taken(data(*own)) == year


def test_what_is_in_a_state_in_that_year_does_not_count() -> None:
    assert taken(data(known("R5"), known("R4", **GONE), known("R4", **GONE), **STATES)) == ("R5", [])
    entered_later = {"states": {"R6": {"state": "gone"}}}
    own = [known("R5"), known("R4", **entered_later), known("R4", **entered_later)]
    assert taken(data(*own, **STATES)) == ("R4", [("R5", 1, 3)])
    waits = [{"id": "waits", "label": "未判明", "group": "その他", "when": "no_actual"}]
    assert taken(data(known("R5"), known("R4"), known("R4"), states=waits)) == ("R4", [("R5", 1, 3)])


def test_of_several_plans_the_newest_year_is_taken_and_only_newer_ones_were_passed_over() -> None:
    one = data(known("R4", "R5", "R6"), known("R4"), known("R4"))
    other = data(known("R5"), known("R5"))
    found = newest_of([year for each in (one, other) if (year := default_year(each, each.plans[0]))])
    assert (str(found.year), [str(own.year) for own in found.passed_over]) == ("R5", ["R6"])


def test_the_overview_takes_it_plan_by_plan() -> None:
    (line,) = overview(data(known("R4", "R5"), known("R4"), known("R4")))
    assert str(line.year) == "R4"
    (line,) = overview(data(known("R4"), known("R4"), known("R4", "R5")), line.year)
    assert str(line.year) == "R4"


@pytest.mark.parametrize(
    ("day", "year"),
    [(None, ("R5", [])), ("2024-04-30", ("R5", [])), ("2024-04-29", ("R4", [("R5", 1, 3)])), ("2023-04", None)],
)
def test_on_an_earlier_day_it_is_the_year_that_was_known_then(day: str | None, year: Any) -> None:
    def on(own: str, day: str) -> dict[str, Any]:
        return {own: [{"value": "1", "status": "実績", "known": day}]}

    early = {"actuals": on("R4", "2023-05-10") | on("R5", "2024-04-20")}
    late = {"actuals": on("R4", "2023-05-10") | on("R5", "2024-04-30")}
    found = data(early, late, late)
    assert taken(found, parse_day(day) if day else None) == year


def test_what_was_suspended_later_counts_on_an_earlier_day() -> None:
    later = {"suspended": {"since": "R5", "reason": "終了", "known": "2024-06-01"}}
    found = data(known("R4", "R5"), known("R4", **later), known("R4", **later))
    assert taken(found) == ("R5", [])
    assert taken(found, parse_day("2024-05-01")) == ("R4", [("R5", 1, 3)])
