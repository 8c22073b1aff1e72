"""Figures: as they print, and that a printed rate never tells of another rating than the exact one."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dxkpi.core.method.rating import Rating, RatingScale
from dxkpi.core.numerals import exact, number, percent_figure, percent_of, quantity, rate, rate_figure
from tests.build import RATINGS

SCALE = RatingScale(tuple(Rating.model_validate(r) for r in RATINGS))


@pytest.mark.parametrize(
    ("value", "digits", "printed"),
    [
        (Decimal(6000), None, "6,000"),
        (Decimal("73.50"), None, "73.50"),
        (Decimal("-1234567.5"), None, "-1,234,567.5"),
        (Decimal("-0"), None, "0"),
        (Decimal("999999999999999999.999999"), None, "999,999,999,999,999,999.999999"),
        (0, None, "0"),
        (36821, None, "36,821"),
        (Fraction(5, 2), None, "2.5"),
        (Fraction(435, 7), None, "62.14"),
        (Fraction(1, 16), 1, "0.1"),
        (Fraction(25, 100), 1, "0.3"),
        (Fraction(-25, 100), 1, "-0.3"),
        (Fraction(-1, 1000), 1, "0.0"),
        (Decimal("1999.95"), 1, "2,000.0"),
        (Decimal("0.5"), 0, "1"),
    ],
)
def test_numbers(value: Decimal | Fraction | int, digits: int | None, printed: str) -> None:
    assert number(value, digits) == printed


def test_quantities() -> None:
    assert quantity(Decimal(6000), "時間") == "6,000時間"
    assert quantity(Decimal("73.5"), "%") == "73.5%"
    assert quantity(Decimal(3), None) == "3"


@pytest.mark.parametrize(
    ("count", "of", "printed"),
    [
        (50, 68, "73.5%"),
        (3, 68, "4.4%"),
        (1, 68, "1.5%"),
        (13, 68, "19.1%"),
        (7, 12, "58.3%"),
        (1, 12, "8.3%"),
        (2, 12, "16.7%"),
        (43, 56, "76.8%"),
        (11, 56, "19.6%"),
        (0, 56, "0%"),
        (1, 16, "6.3%"),
        (1, 5000, "0.0%"),
        (4, 4, "100.0%"),
    ],
)
def test_shares(count: int, of: int, printed: str) -> None:
    assert percent_of(Fraction(count, of)) == printed
    assert percent_figure(Fraction(count, of)) + "%" == printed


@pytest.mark.parametrize(
    ("achieved", "printed"),
    [
        ("0.9075", "90.8%"),
        ("0.5996", "59.96%"),
        ("0.59995", "59.995%"),
        ("0.599999999", "59.9999%"),
        ("0.6", "60.0%"),
        ("0.29996", "29.996%"),
        ("0.9996", "99.96%"),
        ("1", "100.0%"),
        ("0", "0%"),
        ("0.0001", "0.0%"),
        ("-0.6122", "-61.2%"),
        ("-0.00001", "0.0%"),
        ("131.704", "13,170.4%"),
    ],
)
def test_rates(achieved: str, printed: str) -> None:
    assert rate(Fraction(achieved), SCALE) == printed


def test_an_edge_of_more_decimals_than_a_rate_shows() -> None:
    scale = _scale([Decimal(100), Decimal("59.999999")])
    assert rate(Fraction("0.5999999899"), scale) == "59.9999%"
    assert rate(Fraction("0.59999999"), scale) == "60.0%"
    narrow = _scale([Decimal("100.00001"), Decimal("100.000002")])
    assert rate(Fraction("1.000000021"), narrow) == "100.000002%"


def test_ratios() -> None:
    assert exact(Fraction(363, 400)) == "363/400"
    assert exact(Fraction(1)) == "1"


def _scale(edges: list[Decimal]) -> RatingScale:
    rungs: list[Decimal | None] = [*sorted(set(edges), reverse=True), None]
    return RatingScale(
        tuple(
            Rating.model_validate(
                {"id": f"r{i}", "label": "x", "group": "g"} | ({} if e is None else {"at_least": f"{e:f}"})
            )
            for i, e in enumerate(rungs)
        )
    )


edges = st.lists(
    st.decimals(-200, 200, places=6, allow_nan=False, allow_infinity=False)
    | st.sampled_from([Decimal(n) for n in (0, 30, 50, 60, 80, 90, 100, 110)]),
    min_size=1,
    max_size=5,
)
rates = st.fractions(-300, 300) | st.fractions()


@given(edges, rates)
@example([Decimal(0)], Fraction(-1, 10**9))
def test_a_printed_rate_is_of_its_own_rating(found: list[Decimal], achieved: Fraction) -> None:
    scale = _scale(found)
    assert scale.of(Fraction(rate_figure(achieved, scale)) / 100) == scale.of(achieved)


@given(edges, st.integers(-(10**6), 10**6))
def test_so_it_is_right_beside_every_edge(found: list[Decimal], step: int) -> None:
    scale = _scale(found)
    for edge in found:
        achieved = Fraction(edge) / 100 + Fraction(step, 10**12)
        assert scale.of(Fraction(rate_figure(achieved, scale)) / 100) == scale.of(achieved)


@given(rates)
def test_a_rate_is_printed_within_a_tenth_of_a_percent(achieved: Fraction) -> None:
    printed = Fraction(rate(achieved, SCALE).removesuffix("%").replace(",", "")) / 100
    assert abs(printed - achieved) <= Fraction(1, 2000)


@given(st.fractions(), st.integers(0, 6))
def test_half_up_is_the_same_on_both_sides_of_zero(value: Fraction, digits: int) -> None:
    printed = number(value, digits)
    assert number(-value, digits).lstrip("-") == printed.lstrip("-")
    assert abs(Fraction(printed.replace(",", "")) - value) <= Fraction(1, 2 * 10**digits)
