"""Every formula, exactly: from baseline, target and actual to a rate, or to what can be said without one."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dxkpi.core.basis.record import Better
from dxkpi.core.indicator.progress import Progress, passes
from dxkpi.core.method.method import FORMULAS
from dxkpi.core.method.rating import Rate

UP, DOWN = Better.HIGHER, Better.LOWER
F = Fraction


def short(formula: str, b: str | None, t: str, a: str, better: Better) -> Fraction | str:
    """A rate, or in a word what there is instead."""
    progress = Progress(None if b is None else F(b), F(t), F(a), better)
    found = FORMULAS[formula].rate(progress)
    if found.exact is None:
        return "no baseline" if found.unknown else "met" if progress.met else "missed"
    return found.exact


CASES: list[tuple[str | None, str, str, Better]] = [
    ("0", "6000", "5445", UP),
    ("99", "100", "99", UP),
    ("20", "20", "20", UP),
    ("20", "20", "19", UP),
    ("10", "20", "5", UP),
    ("10", "20", "-5", UP),
    ("-10", "10", "0", UP),
    ("-10", "-5", "-5", UP),
    ("-5", "0", "-5", UP),
    ("0", "0", "0", UP),
    (None, "133", "119", UP),
    (None, "133", "133", UP),
    ("20", "10", "4", DOWN),
    ("20", "10", "20", DOWN),
    ("5", "0", "2", DOWN),
    ("5", "0", "0", DOWN),
    ("5", "5", "5", DOWN),
    ("5", "10", "4", DOWN),
    ("-5", "-10", "-10", DOWN),
    ("5", "2", "-1", DOWN),
    (None, "5200", "4917", DOWN),
    (None, "3", "4", DOWN),
]
RATES: dict[str, list[Fraction | str]] = {
    "distance": [
        F(5445, 6000), F(0), "met", "missed", F(-1, 2), F(-3, 2), F(1, 2), F(1), F(0), "met", "no baseline", "met",
        F(8, 5), F(0), F(3, 5), F(1), "met", "met", F(1), F(2), "met", "no baseline",
    ],
    "ratio": [
        F(5445, 6000), F(99, 100), F(1), F(19, 20), F(1, 4), F(-1, 4), F(0), "met", "missed", "met", F(119, 133), F(1),
        F(5, 2), F(1, 2), "missed", "met", F(1), F(5, 2), "met", "met", F(5200, 4917), F(3, 4),
    ],
    "ratio_mirrored": [
        F(5445, 6000), F(99, 100), F(1), F(19, 20), F(1, 4), F(-1, 4), F(0), "met", "missed", "met", F(119, 133), F(1),
        F(8, 5), F(0), "missed", "met", F(1), F(8, 5), "met", F(5, 2), F(5483, 5200), F(2, 3),
    ],
    "position": [
        "missed", "missed", "met", "missed", "missed", "missed", "missed", "met", "missed", "met", "missed", "met",
        "met", "missed", "missed", "met", "met", "met", "met", "met", "met", "missed",
    ],
}  # fmt: skip


def test_every_formula_has_its_table() -> None:
    assert RATES.keys() | {"judged"} == FORMULAS.keys()  # people's ratings need no table


@pytest.mark.parametrize("formula", RATES)
def test_the_table_of_a_formula(formula: str) -> None:
    assert [short(formula, *case) for case in CASES] == RATES[formula]


@pytest.mark.parametrize(
    ("formula", "better", "filled"),
    [
        ("distance", UP, "(119 - 100) ÷ (133 - 100)"),
        ("ratio", UP, "119 ÷ 133"),
        ("ratio", DOWN, "133 ÷ 119"),
        ("ratio_mirrored", UP, "119 ÷ 133"),
        ("ratio_mirrored", DOWN, "(2 × 133 - 119) ÷ 133"),
        ("position", UP, "119（目標値 133、基準値 100）"),
    ],
)
def test_a_formula_is_shown_with_its_values(formula: str, better: Better, filled: str) -> None:
    progress = Progress(F(100), F(133), F(119), better)
    assert FORMULAS[formula].filling(progress).format(actual=119, baseline=100, target=133) == filled


values = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)
sides = st.sampled_from(Better)
RATED = sorted(FORMULAS.keys() - {"position"})


@given(st.sampled_from(RATED), values, values, values, sides)
def test_a_rate_of_one_is_the_target_and_no_other(
    formula: str, b: Fraction, t: Fraction, a: Fraction, side: Better
) -> None:
    progress = Progress(b, t, a, side)
    found = FORMULAS[formula].rate(progress).exact
    if found is not None:
        assert (found >= 1) == progress.met
        assert (found == 1) == (a == t)


@given(st.sampled_from(RATED), values, values, values, values, sides)
def test_better_never_gives_less(
    formula: str, b: Fraction, t: Fraction, worse: Fraction, better: Fraction, side: Better
) -> None:
    assume(passes(better, worse, side))
    ways = [Progress(b, t, a, side) for a in (worse, better)]
    less, more = (FORMULAS[formula].rate(way).exact for way in ways)
    assert ways[0].met <= ways[1].met
    if less is not None and more is not None:
        assert less <= more


@given(st.sampled_from(RATED), values, values, values, sides, st.fractions(F(1, 100), 2, max_denominator=100))
def test_the_actual_for_a_rate_has_that_rate(
    formula: str, b: Fraction, t: Fraction, a: Fraction, side: Better, rate: Fraction
) -> None:
    assume(FORMULAS[formula].rate(Progress(b, t, a, side)).exact is not None and t != 0)
    needed = FORMULAS[formula].actual_at(rate, Progress(b, t, a, side))
    assert FORMULAS[formula].rate(Progress(b, t, needed, side)) == Rate(rate)


def test_no_actual_gives_the_rate_of_nothing_where_less_is_better() -> None:
    with pytest.raises(ValueError, match="no actual"):
        FORMULAS["ratio"].actual_at(F(0), Progress(F(20), F(10), F(15), DOWN))


def test_a_position_is_no_rate() -> None:
    with pytest.raises(ValueError, match="no rate"):
        FORMULAS["position"].actual_at(F(1), Progress(F(20), F(10), F(15), DOWN))
