"""Numbers of one size: where the rules about digits need not look at all."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dxkpi.core.dataset import DeclaredPlan
from dxkpi.rules.base import Subject
from dxkpi.rules.indicator.beyond_target import slips
from dxkpi.rules.indicator.ten_times import leaps
from tests.build import declared, indicator, plan
from tests.rules.telling import Changes, years


def subject(**changes: object) -> Subject:
    (own,) = declared(indicator(**changes))
    return Subject.of(own, DeclaredPlan("data/targets/p.yaml", plan()))


@pytest.mark.parametrize(
    ("changes", "steady"),
    [
        ({"baseline": {"value": "1000"}, "target": {"value": "6999"}, **years("1000", "6999")}, True),
        ({"baseline": {"value": "1000"}, "target": {"value": "7000"}, **years("1000")}, False),
        ({"baseline": {"value": "0"}, "target": {"value": "600"}, **years("0", "600", "0")}, True),
        ({"baseline": {"value": "-100"}, "target": {"value": "-600"}, **years("-100", "800")}, False),
        ({"baseline": None, "better": "higher", "target": {"value": "100"}, "actuals": None}, True),
        ({"direction": "range", "target": {"min": "1", "max": "9"}, **years("5")}, False),
        ({"direction": "relative", "baseline": {"value": "10"}, "target": {"change": "700"}, **years("20")}, False),
        ({"direction": "monitor", "target": None, "baseline": None, **years("3", "4")}, True),
        (
            {"direction": "milestone", "unit": None, "baseline": None, "target": {"steps": ["a"]}, "actuals": None},
            True,
        ),
    ],
)
def test_numbers_are_of_one_size_where_none_is_seven_times_another(changes: Changes, *, steady: bool) -> None:
    assert subject(**changes).steady is steady


SIZES = st.tuples(st.integers(1, 300), st.sampled_from(["", "0", "00", ".5", ".25"])).map(lambda n: f"{n[0]}{n[1]}")


@given(SIZES, SIZES, st.lists(SIZES, min_size=1, max_size=3), st.sampled_from(["higher", "lower"]))
def test_numbers_of_one_size_hold_no_slip_of_a_digit(
    baseline: str, target: str, actuals: list[str], better: str
) -> None:
    own = subject(baseline={"value": baseline}, target={"value": target}, better=better, **years(*actuals))
    assert not own.steady or [*leaps(own), *slips(own)] == []


@given(SIZES, SIZES)
def test_a_target_is_on_the_better_side_where_no_better_is_declared(baseline: str, target: str) -> None:
    assume(Decimal(baseline) != Decimal(target))
    own = subject(baseline={"value": baseline}, target={"value": target}, better=None)
    assert not any(line.limits for line in own.indicator.trajectories())
