"""The table of DESIGN.md section 4, line by line: from values to rate and rating."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from dxkpi.core.assessment import Monitored, NotAssessed, Rated, Suspended
from dxkpi.core.indicator.progress import Progress
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.numerals import target_phrase
from tests.build import actual, assessed, finals, indicator, plan

F = Fraction


def outcome(**changes: Any) -> tuple[str, Fraction | None]:
    """The id of the rating and the exact rate."""
    result = assessed(**changes).outcome
    assert isinstance(result, Rated), result
    return result.rating.id, result.rate


def absolute(b: str | None, t: str, a: str, better: str | None = None, **target: str) -> dict[str, Any]:
    return {
        "baseline": None if b is None else {"value": b},
        "target": {"value": t, **target},
        "actuals": actual(a),
        "better": better,
    }


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (absolute("0", "6000", "5445"), ("from60", F("0.9075"))),
        (absolute("99", "100", "99"), ("below30", F(0))),
        (absolute("0", "100", "100"), ("achieved", F(1))),
        (absolute("0", "280", "36821"), ("achieved", F(36821, 280))),
        (absolute("10", "20", "5"), ("below30", F("-0.5"))),
        (absolute("16.9", "12.0", "19.9"), ("below30", F(-30, 49))),
        (absolute("20", "10", "4"), ("achieved", F("1.6"))),
        (absolute("10", "-10", "-10"), ("achieved", F(1))),
        (absolute("-10", "10", "0"), ("from30", F("0.5"))),
        (absolute("5", "0", "2"), ("from60", F("0.6"))),
        (absolute("0", "100", "60"), ("from60", F("0.6"))),
        (absolute("0", "100", "59.999999"), ("from30", F("0.59999999"))),
        (absolute("0", "100", "30"), ("from30", F("0.3"))),
        (absolute("0", "100", "29.999999"), ("below30", F("0.29999999"))),
        (absolute("0", "100", "99.999999"), ("from60", F("0.99999999"))),
        (absolute("78.0", "78.5", "78.3"), ("from60", F("0.6"))),
    ],
)
def test_absolute_with_a_baseline(values: dict[str, Any], expected: tuple[str, Fraction]) -> None:
    assert outcome(**values) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (absolute("93", "93", "93", "higher"), ("achieved", None)),
        (absolute("0", "0", "0", "lower"), ("achieved", None)),
        (absolute("13.5", "23.0", "11.4", "lower"), ("achieved", None)),
        (absolute("13.5", "23.0", "23.0", "lower"), ("achieved", None)),
        (absolute(None, "280", "280", "higher"), ("achieved", None)),
        (absolute(None, "419", "410", "lower"), ("achieved", None)),
    ],
)
def test_absolute_without_a_way_to_travel_is_met(values: dict[str, Any], expected: tuple[str, None]) -> None:
    assert outcome(**values) == expected


@pytest.mark.parametrize("values", [absolute("93", "93", "92.9", "higher"), absolute("13.5", "23.0", "23.1", "lower")])
def test_absolute_missed_without_a_way_to_travel_is_in_no_band(values: dict[str, Any]) -> None:
    result = assessed(**values).outcome
    assert isinstance(result, NotAssessed)
    assert (result.why, result.met) == (NotAssessedReason.FORMULA_INAPPLICABLE, False)
    assert [rating.id for rating in result.possible] == ["from60", "from30", "below30"]


def test_absolute_missed_without_a_baseline_is_not_assessed_but_unmet_for_certain() -> None:
    result = assessed(**absolute(None, "100", "73.5", "higher")).outcome
    assert isinstance(result, NotAssessed)
    assert result.why is NotAssessedReason.BASELINE_UNKNOWN
    assert result.unmet
    assert [rating.id for rating in result.possible] == ["from60", "from30", "below30"]


@pytest.mark.parametrize(
    ("a", "rating", "just_short"),
    [("93.1", "achieved", False), ("93", "from60", True), ("92", "from60", False)],
)
def test_a_target_to_be_passed_is_not_met_by_reaching_it(a: str, rating: str, just_short: bool) -> None:
    result = assessed(**absolute("90", "93", a, exclusive="true")).outcome
    assert isinstance(result, Rated)
    assert (result.rating.id, result.just_short) == (rating, just_short)


def relative(b: str, change: str, a: str, better: str | None = None, **target: str) -> dict[str, Any]:
    declared = {"baseline": {"value": b}, "target": {"change": change, **target}, "actuals": actual(a)}
    return {"direction": "relative", "better": better, **declared}


@pytest.mark.parametrize(
    ("values", "goal", "expected"),
    [
        (relative("120", "10", "132"), F(132), ("achieved", F(1))),
        (relative("121", "10", "133.1"), F("133.1"), ("achieved", F(1))),
        (relative("121", "10", "133"), F("133.1"), ("from60", F(120, 121))),
        (relative("121", "10", "121"), F("133.1"), ("below30", F(0))),
        (relative("500", "-80", "100"), F(100), ("achieved", F(1))),
        (relative("500", "-80", "260"), F(100), ("from60", F(3, 5))),
        (relative("500", "-80", "260.000001"), F(100), ("from30", F(239999999, 400000000))),
        (relative("500", "-80", "510"), F(100), ("below30", F(-1, 40))),
        (relative("500", "-100", "0"), F(0), ("achieved", F(1))),
        (relative("500", "100", "1000"), F(1000), ("achieved", F(1))),
        (relative("0.000003", "0.000001", "0.000003"), F("0.00000300000003"), ("below30", F(0))),
        (relative("100", "5", "104", "lower"), F(105), ("achieved", None)),
        (relative("100", "5", "106", "lower"), F(105), NotAssessedReason.FORMULA_INAPPLICABLE),
        (relative("100", "10", "110", exclusive="true"), F(110), ("from60", F(1))),
        (relative("100", "10", "110.000001", exclusive="true"), F(110), ("achieved", F(10000001, 10000000))),
        (relative("100", "10", "108.9", tolerance_percent="1"), F(110), ("achieved", None)),
        (relative("100", "10", "108.899999", tolerance_percent="1"), F(110), ("from60", F(8899999, 10000000))),
        # a change that is rounded away: the sign of the change says which side is better
        (relative("20", "1", "21", value="20"), F(20), ("achieved", None)),
        (relative("20", "1", "19", value="20"), F(20), NotAssessedReason.FORMULA_INAPPLICABLE),
    ],
)
def test_a_change_of_the_baseline_is_exact(
    values: dict[str, Any], goal: Fraction, expected: tuple[str, Fraction | None] | NotAssessedReason
) -> None:
    """10%増 of 121 is 133.1, and nothing is rounded to 133; 8割減 of 500 is 100."""
    found = assessed(**values)
    assert isinstance(found.measure, Progress)
    assert found.measure.target == goal
    own = found.outcome
    assert (own.why if isinstance(own, NotAssessed) else outcome(**values)) == expected


@pytest.mark.parametrize(
    ("values", "place", "reason"),
    [
        (relative("0", "10", "1"), ("baseline", "value"), "基準値が0以下なので、増減の割合から目標値が決まらない"),
        (relative("-5", "10", "1"), ("baseline", "value"), "基準値が0以下なので、増減の割合から目標値が決まらない"),
        (relative("5", "0", "1"), ("change",), "基準値からの増減が0%である"),
        (relative("5", "10", "1", tolerance="-1"), ("tolerance",), "許容幅が負である"),
        (
            relative("5", "10", "1", tolerance="1", tolerance_percent="1"),
            ("tolerance_percent",),
            "許容幅が二通りに書かれている",
        ),
        (
            relative("5", "10", "1", tolerance="1", exclusive="true"),
            ("exclusive",),
            "超・未満（exclusive）なのに、許容幅がある",
        ),
    ],
)
def test_what_a_change_of_the_baseline_cannot_say(values: dict[str, Any], place: tuple[str, ...], reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        assessed(**values)
    context = refused.value.errors()[0]["ctx"]
    assert (context["keys"], context["reason"]) == (place, reason)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (absolute("20", "30", "30", tolerance="3"), ("achieved", F(1))),
        (absolute("20", "30", "27", tolerance="3"), ("achieved", None)),
        (absolute("20", "30", "26.999999", tolerance="3"), ("from60", F(6999999, 10000000))),
        (absolute("20", "30", "35", tolerance="3"), ("achieved", F(3, 2))),
        (absolute("20", "30", "27", tolerance_percent="10"), ("achieved", None)),
        (absolute("20", "30", "26.999999", tolerance_percent="10"), ("from60", F(6999999, 10000000))),
        (absolute("20", "10", "11", tolerance="1"), ("achieved", None)),
        (absolute("20", "10", "11.000001", tolerance="1"), ("from60", F(8999999, 10000000))),
        (absolute(None, "30", "27", "higher", tolerance="3"), ("achieved", None)),
        (absolute("28", "30", "28", tolerance="3"), ("achieved", None)),
        (absolute("20", "30", "30", tolerance="0"), ("achieved", F(1))),
    ],
)
def test_a_target_of_about_a_value_is_met_within_its_tolerance(
    values: dict[str, Any], expected: tuple[str, Fraction | None]
) -> None:
    """30%程度: what is short of the target by no more than the tolerance is met, and has no rate below 100%."""
    assert outcome(**values) == expected


def test_a_tolerance_is_for_the_target_and_not_for_the_line_to_it() -> None:
    line = plan(target_year="R5", method={"formula": "distance", "against": "straight_line"})
    values = absolute("20", "30", "24.9", tolerance="3") | {"baseline": {"value": "20", "year": "R1"}}
    assert outcome(of=line, **values) == ("from60", F(49, 50))


@pytest.mark.parametrize(
    ("direction", "b", "a", "rating"),
    [
        ("increase", "25", "26", "achieved"),
        ("increase", "12", "12", "below30"),
        ("increase", "65667", "35406", "below30"),
        ("increase", "89", "89.000001", "achieved"),
        ("decrease", "25", "24", "achieved"),
        ("decrease", "12", "12", "below30"),
        ("decrease", "12", "13", "below30"),
    ],
)
def test_trends_are_met_by_any_improvement(direction: str, b: str, a: str, rating: str) -> None:
    values = {"direction": direction, "baseline": {"value": b}, "target": None, "actuals": actual(a)}
    assert outcome(**values) == (rating, None)


@pytest.mark.parametrize(
    ("better", "tolerance", "a", "rating"),
    [
        ("higher", None, "90", "achieved"),
        ("higher", None, "89.9", "below30"),
        ("higher", "0.1", "89.9", "achieved"),
        ("higher", "0.1", "89.8", "below30"),
        ("lower", None, "90.1", "below30"),
        ("lower", "2", "92", "achieved"),
        ("higher", "10%", "81", "achieved"),
        ("higher", "10%", "80.9", "below30"),
    ],
)
def test_keep_stays_at_the_value_less_the_tolerance(better: str, tolerance: str | None, a: str, rating: str) -> None:
    key = "tolerance_percent" if tolerance and tolerance.endswith("%") else "tolerance"
    target = {"value": "90"} | ({key: tolerance.rstrip("%")} if tolerance else {})
    values = {"direction": "keep", "better": better, "baseline": None, "target": target, "actuals": actual(a)}
    assert outcome(**values) == (rating, None)


@pytest.mark.parametrize(
    ("a", "rating"), [("40", "achieved"), ("60", "achieved"), ("39.9", "below30"), ("61", "below30")]
)
def test_range_includes_both_ends(a: str, rating: str) -> None:
    values = {"direction": "range", "baseline": None, "target": {"min": "40", "max": "60"}, "actuals": actual(a)}
    assert outcome(**values) == (rating, None)


def test_reference_is_absolute_towards_the_referenced_value() -> None:
    values = {
        "direction": "reference",
        "unit": "%",
        "baseline": {"value": "16.9"},
        "target": {"reference": {"name": "全産業の離職率", "value": "12.0", "year": "H28"}},
        "actuals": actual("19.9"),
    }
    assert outcome(**values) == ("below30", F(-30, 49))


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ([], ("below30", F(0))),
        (["窓口"], ("from30", F(1, 2))),
        (["窓口", "窓口"], ("from30", F(1, 2))),
        (["窓口", "出前"], ("achieved", F(1))),
    ],
)
def test_milestone_is_the_share_of_steps_done(done: list[str], expected: tuple[str, Fraction]) -> None:
    values = {
        "direction": "milestone",
        "unit": None,
        "baseline": None,
        "target": {"steps": ["窓口", "出前"]},
        "actuals": {"R3": {"done": done, "status": "実績", "text": "未整備"}},
    }
    assert outcome(**values) == expected


def composite(rule: str, a: tuple[str, str], b: tuple[str, str] | None, better: str = "higher") -> dict[str, Any]:
    return {
        "direction": "composite",
        "better": better,
        "baseline": {"parts": {"市": b[0], "町": b[1]}} if b else None,
        "target": {"parts": {"市": "50", "町": "10"}, "rule": rule},
        "actuals": {"R3": {"parts": {"市": a[0], "町": a[1]}, "status": "実績"}},
    }


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (composite("sum", ("50", "4"), ("0", "0")), ("from60", F(9, 10))),
        (composite("sum", ("60", "0"), ("0", "0")), ("achieved", F(1))),
        (composite("sum", ("60", "0"), None), ("achieved", None)),
        (composite("worst", ("50", "4"), ("0", "0")), ("from30", F(2, 5))),
        (composite("worst", ("60", "10"), None), ("achieved", None)),
        (composite("all", ("50", "10"), None), ("achieved", None)),
        (composite("all", ("60", "9"), None), ("below30", None)),
    ],
)
def test_composite(values: dict[str, Any], expected: tuple[str, Fraction | None]) -> None:
    assert outcome(**values) == expected


@pytest.mark.parametrize("rule", ["sum", "worst"])
def test_a_composite_missed_without_a_baseline_is_not_assessed(rule: str) -> None:
    result = assessed(**composite(rule, ("50", "4"), None)).outcome
    assert isinstance(result, NotAssessed)
    assert result.unmet


def test_the_worst_known_part_bounds_what_an_unknown_part_leaves() -> None:
    values = composite("worst", ("10", "4"), None) | {"baseline": {"parts": {"市": "0"}}}
    result = assessed(**values).outcome
    assert isinstance(result, Rated)
    assert (result.rating.id, result.rate, result.met) == ("below30", None, False)


def test_monitor_is_followed_and_never_rated() -> None:
    assert assessed(direction="monitor", baseline=None, target=None).outcome == Monitored()


def test_without_an_actual_nothing_is_known() -> None:
    result = assessed(actuals=None).outcome
    assert isinstance(result, NotAssessed)
    assert result.why is NotAssessedReason.NO_ACTUAL
    assert not result.unmet


@pytest.mark.parametrize(("year", "suspended"), [("R2", False), ("R3", True)])
def test_suspension_begins_with_its_first_year(year: str, suspended: bool) -> None:
    values: dict[str, Any] = {
        "suspended": {"since": "R3", "reason": "見直し"},
        "actuals": finals(R2="1"),
    }
    assert (assessed(year=year, **values).outcome == Suspended()) is suspended


def test_an_assumed_baseline_bears_the_rating_of_a_missed_target() -> None:
    assert assessed(assumed={"baseline": "新規"}).assumed == ("baseline",)


def test_an_assumed_baseline_does_not_bear_the_rating_of_a_met_target() -> None:
    assert assessed(assumed={"baseline": "新規"}, actuals=actual("120"), better="higher").assumed == ()


def test_an_assumed_section_is_a_matter_of_grouping() -> None:
    result = assessed(assumed={"section": "記載なし"})
    assert (result.assumed, result.section_assumed) == ((), True)


numbers = st.decimals(-1000, 1000, allow_nan=False, places=2).map(str)


def reference(b: str, t: str, a: str) -> dict[str, Any]:
    target = {"reference": {"name": "全国平均", "value": t}}
    return {"direction": "reference", "baseline": {"value": b}, "target": target, "actuals": actual(a)}


def summed(b: str, t: str, a: str) -> dict[str, Any]:
    """A composite whose second part is always 0."""
    parts = [{"市": value, "町": "0"} for value in (b, t, a)]
    return {
        "direction": "composite",
        "baseline": {"parts": parts[0]},
        "target": {"parts": parts[1], "rule": "sum"},
        "actuals": {"R3": {"parts": parts[2], "status": "実績"}},
    }


def worst(b: str, t: str, a: str) -> dict[str, Any]:
    """A composite whose second part is met."""
    return {
        "direction": "composite",
        "better": "higher" if F(t) > F(b) else "lower",
        "baseline": {"parts": {"市": b, "町": "0"}},
        "target": {"parts": {"市": t, "町": "0"}, "rule": "worst"},
        "actuals": {"R3": {"parts": {"市": a, "町": "0"}, "status": "実績"}},
    }


EDGES = {"achieved": F(1), "from60": F("0.6"), "from30": F("0.3")}
HAIR = F(1, 10**6)


@pytest.mark.parametrize("values", [absolute, reference, summed, worst])
@given(b=numbers, t=numbers, edge=st.sampled_from(list(EDGES.items())))
def test_band_edges_are_exact_on_both_sides_for_every_direction(
    values: Any, b: str, t: str, edge: tuple[str, Fraction]
) -> None:
    """An actual on the edge is in the band; the smallest number that can be written below it is not."""
    assume(F(b) != F(t))
    on = F(b) + edge[1] * (F(t) - F(b))
    short = on - HAIR if F(t) > F(b) else on + HAIR
    assert (on * 10**6).denominator == 1
    assert outcome(**values(b, t, written(on)))[0] == edge[0]
    assert outcome(**values(b, t, written(short)))[0] != edge[0]


def written(value: Fraction) -> str:
    return format(Decimal(value.numerator) / Decimal(value.denominator), "f")


@given(st.integers(1, 12), st.integers(0, 12))
def test_milestone_edges_are_exact(total: int, done: int) -> None:
    assume(done <= total)
    steps = [f"段階{n}" for n in range(total)]
    values = {
        "direction": "milestone",
        "unit": None,
        "baseline": None,
        "target": {"steps": steps},
        "actuals": {"R3": {"done": steps[:done], "status": "実績"}},
    }
    rating, rate = outcome(**values)
    assert rate == F(done, total)
    assert rating == next((name for name, edge in EDGES.items() if done >= edge * total), "below30")


@given(st.fractions(), st.sampled_from(list(EDGES.items())))
def test_a_rate_one_part_in_10_to_the_12_below_an_edge_is_below_it(
    spread: Fraction, edge: tuple[str, Fraction]
) -> None:
    scale = plan().scale
    assert scale is not None
    assert scale.of(edge[1]).id == edge[0]
    assert scale.of(edge[1] + abs(spread) % 1 / 10**12).id == edge[0]
    assert scale.of(edge[1] - F(1, 10**12)).id != edge[0]


@given(numbers, numbers, numbers, st.sampled_from(["higher", "lower"]))
def test_met_is_exactly_the_best_rating(b: str, t: str, a: str, better: str) -> None:
    """Whatever the formula says, an indicator is 達成 if and only if its actual reaches its target."""
    found = assessed(**absolute(b, t, a, better)).outcome
    reached = F(a) >= F(t) if better == "higher" else F(a) <= F(t)
    assert (isinstance(found, Rated) and found.rating.id == "achieved") is reached
    assert isinstance(found, (Rated, NotAssessed))
    assert found.met is reached


@pytest.mark.parametrize(
    ("b", "points", "a", "goal", "expected"),
    [
        ("50", "3", "53", "53", ("achieved", F(1))),
        ("50", "3", "51.5", "53", ("from30", F(1, 2))),
        ("50", "3", "52.999999", "53", ("from60", F(2999999, 3000000))),
        ("0", "3", "1.5", "3", ("from30", F(1, 2))),
        ("-2", "3", "1", "1", ("achieved", F(1))),
        ("40", "-5", "35", "35", ("achieved", F(1))),
        ("40", "-5", "36", "35", ("from60", F(4, 5))),
    ],
)
def test_points_are_added_to_the_baseline(
    b: str, points: str, a: str, goal: str, expected: tuple[str, Fraction]
) -> None:
    """3ポイント増 of 50% is 53%, and not 51.5%."""
    values: dict[str, Any] = {
        "direction": "relative",
        "unit": "%",
        "baseline": {"value": b},
        "target": {"points": points},
        "actuals": actual(a),
    }
    found = assessed(**values)
    assert isinstance(found.measure, Progress)
    assert found.measure.target == F(goal)
    assert outcome(**values) == expected
    way = f"{abs(int(points))}ポイント{'増' if int(points) > 0 else '減'}"
    assert target_phrase(found.indicator) == f"目標値 {goal}%（基準値から{way}）"


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ({"change": "3", "points": "3"}, "二通り"),
        ({}, "増減が書かれていない"),
        ({"points": "0"}, "0ポイント"),
        ({"change": "0"}, "0%"),
    ],
)
def test_a_change_is_in_percent_or_in_points(target: dict[str, str], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        indicator(direction="relative", baseline={"value": "50"}, target=target)


@pytest.mark.parametrize("unit", ["%", "％", "‰", "パーセント", "%（県平均）"])
@pytest.mark.parametrize("rule", ["sum", "worst", "all"])
def test_parts_that_are_shares_are_not_added(unit: str, rule: str) -> None:
    values = composite(rule, ("10", "4"), None) | {"unit": unit}
    if rule == "sum":
        with pytest.raises(ValidationError, match="割合（"):
            indicator(**values)
    else:
        assert indicator(**values).direction == "composite"


@pytest.mark.parametrize("unit", ["件", "件/月", "ポイント", "人"])
def test_parts_that_are_numbers_of_things_are_added(unit: str) -> None:
    assert indicator(**composite("sum", ("10", "4"), None), unit=unit).direction == "composite"
