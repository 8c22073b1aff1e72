"""Which rating an indicator takes: bands and their edges, rounding and clipping, positions, two conditions at once."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dxkpi.core.assessment import NotAssessed, Rated
from dxkpi.core.basis.rounding import Mode, rounded
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.method.rating import BaselineChange, Rate, Rating, RatingInput, RatingScale, TargetStatus
from dxkpi.core.method.rounding import Clip, Rounding
from dxkpi.core.numerals import rate
from dxkpi.render.views.method_words import method_lines, plan_lines
from tests.build import actual, assessed, plan

F = Fraction
HAIR = F(1, 10**12)


def rating(identifier: str, **asks: Any) -> dict[str, Any]:
    return {"id": identifier, "label": identifier, "group": "区分", **asks}


def scale(*ratings: dict[str, Any], **more: Any) -> RatingScale:
    return RatingScale(tuple(Rating.model_validate(r) for r in ratings), **more)


def bands(*edges: str, rest: str = "rest", key: str = "at_least") -> list[dict[str, Any]]:
    return [*(rating(f"r{edge}", **{key: edge}) for edge in edges), rating(rest)]


LIBRARY = bands("110", "80", "50")
KNOWN_SCALES = [
    ["100", "60", "30"],
    ["100", "80", "50"],
    ["100", "90", "80"],
    ["100", "80"],
    ["80", "50", "20"],
    ["110", "80", "50"],
    ["100", "60"],
    ["100", "90", "80", "70", "60", "50"],
]


def on(rate_: Fraction, of: RatingScale) -> str:
    status = TargetStatus.EXCEEDED if rate_ > 1 else TargetStatus.MET if rate_ == 1 else TargetStatus.MISSED
    (found,) = of.possible(RatingInput(Rate(rate_), status, None))
    return found.id


@pytest.mark.parametrize("edges", KNOWN_SCALES, ids="/".join)
def test_at_each_edge_and_a_hair_to_both_sides(edges: list[str]) -> None:
    of = scale(*bands(*edges))
    ids = [r.id for r in of.ratings]
    for position, edge in enumerate(edges):
        exact = F(edge) / 100
        assert [on(r, of) for r in (exact + HAIR, exact, exact - HAIR)] == [
            ids[position], ids[position], ids[position + 1],
        ]  # fmt: skip


@pytest.mark.parametrize("edges", KNOWN_SCALES, ids="/".join)
def test_at_each_edge_that_is_left_out_and_a_hair_to_both_sides(edges: list[str]) -> None:
    of = scale(*bands(*edges, key="more_than"))
    ids = [r.id for r in of.ratings]
    for position, edge in enumerate(edges):
        exact = F(edge) / 100
        assert [on(r, of) for r in (exact + HAIR, exact, exact - HAIR)] == [
            ids[position], ids[position + 1], ids[position + 1],
        ]  # fmt: skip


def test_beyond_the_target_and_on_it_can_be_two_ratings() -> None:
    """いの町: ◎ 目標超 / ○ 同等 / △ 未達."""
    of = scale(rating("double", more_than="100"), rating("circle", at_least="100"), rating("triangle"))
    assert [on(r, of) for r in (1 + HAIR, F(1), 1 - HAIR)] == ["double", "circle", "triangle"]
    assert [r.met for r in of.ratings] == [True, True, False]


@pytest.mark.parametrize(
    ("exact", "mode", "digits", "found"),
    [
        ("99.6", "half_up", "0", "r100"),
        ("99.6", "down", "0", "r80"),
        ("99.5", "half_up", "0", "r100"),
        ("99.5", "half_even", "0", "r100"),
        ("98.5", "half_even", "0", "r80"),
        ("79.01", "up", "0", "r80"),
        ("79.95", "half_up", "1", "r80"),
        ("79.94", "half_up", "1", "rest"),
    ],
)
def test_bands_on_the_rounded_rate(exact: str, mode: str, digits: str, found: str) -> None:
    rounding = Rounding.model_validate({"digits": digits, "mode": mode, "rated": "rounded"})
    assert on(F(exact) / 100, scale(*bands("100", "80"), rounding=rounding)) == found


@given(st.fractions(-3, 3, max_denominator=10**6), st.sampled_from(Mode), st.integers(0, 3))
def test_rounding_stays_within_one_unit_and_keeps_what_is_round(value: Fraction, mode: Mode, digits: int) -> None:
    unit = F(1, 10**digits)
    found = rounded(value, digits, mode) * unit
    assert abs(found - value) < unit
    assert rounded(found, digits, mode) * unit == found


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (Mode.HALF_UP, [-3, -2, 0, 1, 2, 3]),
        (Mode.HALF_EVEN, [-2, -2, 0, 0, 2, 2]),
        (Mode.DOWN, [-3, -2, 0, 0, 1, 2]),
        (Mode.UP, [-2, -1, 0, 1, 2, 3]),
    ],
)
def test_halves(mode: Mode, expected: list[int]) -> None:
    assert [rounded(F(v), 0, mode) for v in ("-2.5", "-1.5", "0", "0.5", "1.5", "2.5")] == expected


@given(
    st.fractions(-2, 2, max_denominator=40_000),
    st.integers(-200_000, 200_000),
    st.sampled_from(["at_least", "more_than"]),
    st.sampled_from(Mode),
    st.integers(0, 2),
)
def test_a_band_begins_with_the_first_rate_that_is_rounded_into_it(
    rate: Fraction, edge: int, bound: str, mode: Mode, digits: int
) -> None:
    rounding = Rounding.model_validate({"digits": str(digits), "mode": mode.value, "rated": "rounded"})
    of = scale(rating("a", **{bound: format(Decimal(edge).scaleb(-3), "f")}), rating("b"), rounding=rounding)
    band, rest = (of.unrounded(own) for own in of.ratings)
    assert band.lower is not None
    assert rest.upper == band.lower
    for seen in (rate, band.lower, band.lower - HAIR, band.lower + HAIR):
        inside = seen > band.lower or (seen == band.lower and band.lower_included)
        assert (of.of(seen).id == "a") is inside
        assert (seen < band.lower or (seen == band.lower and rest.upper_included)) is not inside


def test_rates_are_cut_only_where_the_plan_says_so() -> None:
    both = Clip.model_validate({"lower": "0", "upper": "100"})
    kept, cut = scale(*bands("100", "60")), scale(*bands("100", "60"), clip=both)
    assert [rate(F(r), kept) for r in ("-2.417", "1.2", "0.6")] == ["-241.7%", "120.0%", "60.0%"]
    assert [rate(F(r), cut) for r in ("-2.417", "1.2", "0.6")] == ["0%", "100.0%", "60.0%"]


@pytest.mark.parametrize(
    ("rounding", "printed"),
    [
        ({"digits": "0"}, ["121%", "99.6%", "80%"]),
        ({"digits": "0", "rated": "rounded"}, ["121%", "100%", "80%"]),
        ({"digits": "0", "rated": "rounded", "mode": "down"}, ["121%", "99%", "80%"]),
        ({"digits": "2"}, ["121.00%", "99.60%", "80.00%"]),
    ],
)
def test_a_rate_is_printed_as_it_is_rated(rounding: dict[str, str], printed: list[str]) -> None:
    of = scale(*bands("100", "80"), rounding=Rounding.model_validate(rounding))
    assert [rate(F(r), of) for r in ("1.21", "0.996", "0.8")] == printed


def result(
    method: dict[str, Any], ratings: list[dict[str, Any]], **changes: Any
) -> str | tuple[NotAssessedReason, tuple[str, ...]]:
    of = plan(method={"formula": "distance", "against": "target", **method}, ratings=ratings)
    outcome = assessed(of=of, **changes).outcome
    if isinstance(outcome, NotAssessed):
        return outcome.why, tuple(r.id for r in outcome.possible)
    assert isinstance(outcome, Rated)
    return outcome.rating.id


def trend(b: str, a: str) -> dict[str, Any]:
    return {"direction": "increase", "baseline": {"value": b}, "target": None, "actuals": actual(a)}


def test_bands_without_an_edge_at_the_target_leave_met_and_missed_open() -> None:
    """大阪府立図書館 110/80/50: reaching the target is A or B, missing it B, C or D; the source does not say which."""
    method: dict[str, Any] = {"without_rate": {}}
    assert result(method, LIBRARY, **trend("25", "26")) == (NotAssessedReason.NO_RATE, ("r110", "r80"))
    assert result(method, LIBRARY, **trend("25", "25")) == (NotAssessedReason.NO_RATE, ("r80", "r50", "rest"))
    assert result(method, LIBRARY, actuals=actual("100")) == "r80"


def test_a_baseline_is_missing_only_where_it_would_decide() -> None:
    """A range has no rate by any method: knowing its baseline would not tell A from B."""
    between = {"direction": "range", "baseline": None, "target": {"min": "40", "max": "60"}}
    assert result({"formula": "ratio", "without_rate": {}}, LIBRARY, **between) == (
        NotAssessedReason.NO_RATE,
        ("r110", "r80"),
    )


def worst(*parts: tuple[str, str, str]) -> dict[str, Any]:
    """Parts of the same good side, each with baseline, target and actual."""
    b, t, a = ({f"部分{n}": own[place] for n, own in enumerate(parts)} for place in range(3))
    return {
        "direction": "composite",
        "better": "higher",
        "baseline": {"parts": b},
        "target": {"parts": t, "rule": "worst"},
        "actuals": {"R3": {"parts": a, "status": "実績"}},
    }


POSITION_ONLY = [
    {"id": "forward", "label": "前進", "group": "進展", "from_baseline": "better"},
    {"id": "level", "label": "横ばい", "group": "進展せず", "from_baseline": "same"},
    {"id": "back", "label": "後退", "group": "進展せず"},
]


def test_a_target_of_parts_is_met_only_where_all_parts_are() -> None:
    """The part that stands lowest may be one that is met, and leave a better placed one short of its target."""
    way = plan(method={"formula": "position", "against": "target"}, ratings=POSITION_ONLY)
    own = {"formula": "distance", "against": "target", "without_rate": {"met": "r80"}}
    rates = plan(method=own, ratings=LIBRARY)
    open_rates = plan(method={**own, "without_rate": {}}, ratings=LIBRARY)
    kept = ("10", "10", "10")
    for of, parts, expected in (
        (way, (("0", "100", "50"), kept), ("level", None, False)),
        (way, (("0", "100", "100"), kept), ("level", None, True)),
        (rates, (("0", "100", "95"), kept), ("r80", F(95, 100), False)),
        (rates, (("0", "100", "100"), kept), ("r80", None, True)),
    ):
        outcome = assessed(of=of, **worst(*parts)).outcome
        assert isinstance(outcome, Rated)
        assert (outcome.rating.id, outcome.rate, outcome.met) == expected
    for actual_, met in (("95", False), ("100", True)):
        one_left = assessed(of=open_rates, **worst(("0", "100", actual_), kept)).outcome
        assert isinstance(one_left, Rated)
        assert (one_left.rating.id, one_left.rate, one_left.met) == ("r80", None, met)


def test_a_plan_can_say_what_met_and_missed_take_without_a_rate() -> None:
    method = {"without_rate": {"met": "r80", "missed": "rest"}}
    assert result(method, LIBRARY, **trend("25", "26")) == "r80"
    assert result(method, LIBRARY, **trend("25", "25")) == "rest"
    assert result(method, bands("100", "80"), **trend("25", "25")) == "rest"


OPEN = NotAssessedReason.NO_RATE
ALONE = "だけで一つに決まる区分があればその区分とし、なければ判定しない"
OPEN_TABLE: list[tuple[tuple[str, ...], str, dict[str, Any] | None, Any, Any]] = [
    # edges, key, what the plan says of targets without a rate, a met one, a missed one
    (("100", "60", "30"), "at_least", {}, "r100", (OPEN, ("r60", "r30", "rest"))),
    (("100", "60"), "at_least", {}, "r100", (OPEN, ("r60", "rest"))),
    (("100",), "at_least", {}, "r100", "rest"),
    (("99",), "at_least", {}, "r99", (OPEN, ("r99", "rest"))),
    (("80", "50"), "at_least", {}, "r80", (OPEN, ("r80", "r50", "rest"))),
    (("101",), "at_least", {}, (OPEN, ("r101", "rest")), "rest"),
    (("110", "100"), "at_least", {}, (OPEN, ("r110", "r100")), "rest"),
    (("110", "80"), "at_least", {}, (OPEN, ("r110", "r80")), (OPEN, ("r80", "rest"))),
    (("100",), "more_than", {}, (OPEN, ("r100", "rest")), "rest"),
    (("99",), "more_than", {}, "r99", (OPEN, ("r99", "rest"))),
    (("100", "60"), "at_least", {"met": "r60"}, "r60", (OPEN, ("r60", "rest"))),
    (("100", "60"), "at_least", {"missed": "rest"}, "r100", "rest"),
    (("110", "80"), "at_least", {"missed": "rest"}, (OPEN, ("r110", "r80")), "rest"),
    (("100", "60"), "at_least", None, "r100", "rest"),
    (("110", "100", "60"), "at_least", None, "r100", "rest"),
]


@pytest.mark.parametrize(("edges", "key", "said", "met", "missed"), OPEN_TABLE)
def test_nothing_is_placed_by_decree_where_the_plan_leaves_targets_without_a_rate_open(
    edges: tuple[str, ...], key: str, said: dict[str, str] | None, met: Any, missed: Any
) -> None:
    """What is certain is rated all the same: met where the top edge is at most 100, missed where one rating is left."""
    method = {} if said is None else {"without_rate": said}
    ratings = bands(*edges, key=key)
    assert result(method, ratings, **trend("25", "26")) == met
    for value in ("25", "24"):
        assert result(method, ratings, **trend("25", value)) == missed
    step = {"direction": "range", "baseline": None, "target": {"min": "10", "max": "20"}}
    assert result(method, ratings, **step, actuals=actual("20")) == met
    assert result(method, ratings, **step, actuals=actual("20.1")) == missed


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, f"達成か未達成か{ALONE}"),
        (
            {"met": "r100"},
            "達成なら「r100」、未達成であることだけで一つに決まる区分があればその区分とし、なければ判定しない",
        ),
        (
            {"missed": "rest"},
            "未達成なら「rest」、達成であることだけで一つに決まる区分があればその区分とし、なければ判定しない",
        ),
        ({"met": "r100", "missed": "rest"}, "達成なら「r100」、未達成なら「rest」"),
    ],
)
def test_the_printed_method_says_what_becomes_of_targets_without_a_rate(said: dict[str, str], words: str) -> None:
    of = plan(ratings=bands("100", "60"), method={"formula": "ratio", "against": "target", "without_rate": said})
    assert of.method is not None
    assert f"達成率のない指標は、{words}" in list(method_lines(of.method, of.ratings))


def test_whether_the_target_is_met_does_not_hang_on_the_rating() -> None:
    of = plan(ratings=LIBRARY, method={"formula": "distance", "against": "target", "without_rate": {}})
    for value, met in (("79", False), ("85", False), ("100", True), ("109", True), ("111", True)):
        outcome = assessed(of=of, actuals=actual(value)).outcome
        assert isinstance(outcome, Rated)
        assert outcome.met is met
    assert of.scale is not None
    assert [of.scale.met(r) for r in of.ratings] == [True, None, False, False]


@pytest.mark.parametrize(
    ("mode", "possible"),
    [("half_up", ("r100", "r60", "r0")), ("up", ("r100", "r60", "r0")), ("down", ("r60", "r0"))],
)
def test_a_missed_target_without_a_baseline_may_be_rounded_up_to_it(mode: str, possible: tuple[str, ...]) -> None:
    """99.9% of a way that is not known is 100% where the bands see whole numbers, and not where they are cut."""
    method = {"rounding": {"digits": "0", "mode": mode, "rated": "rounded"}}
    ratings = [{"id": "r100", "label": "100", "group": "g", "at_least": "100"}]
    ratings += [{"id": "r60", "label": "60", "group": "g", "at_least": "60"}, {"id": "r0", "label": "0", "group": "g"}]
    found = result(method, ratings, baseline=None, better="higher", actuals=actual("99.9"))
    assert found == (NotAssessedReason.BASELINE_UNKNOWN, possible)


def test_an_unknown_baseline_leaves_the_bands_below_the_target() -> None:
    missing = {"baseline": None, "better": "higher", "actuals": actual("99")}
    assert result({"without_rate": {}}, LIBRARY, **missing) == (
        NotAssessedReason.BASELINE_UNKNOWN,
        ("r80", "r50", "rest"),
    )
    assert result({}, bands("100", "60"), **missing) == (NotAssessedReason.BASELINE_UNKNOWN, ("r60", "rest"))


POSITIONS = [
    rating("achieved", from_target=["beyond", "on"]),
    rating("forward", from_baseline="better"),
    rating("level", from_baseline="same"),
    rating("back"),
]


@pytest.mark.parametrize(
    ("b", "t", "a", "band", "expected"),
    [
        ("50", "100", "100", None, "achieved"),
        ("50", "100", "99.999999", None, "forward"),
        ("50", "100", "50", None, "level"),
        ("50", "100", "49.999999", None, "back"),
        ("50", "100", "53", {"within": "3"}, "level"),
        ("50", "100", "53.000001", {"within": "3"}, "forward"),
        ("50", "100", "47", {"within": "3"}, "level"),
        ("50", "100", "46.999999", {"within": "3"}, "back"),
        ("50", "100", "53", {"under": "3"}, "forward"),
        ("50", "100", "52.999999", {"under": "3"}, "level"),
        ("50", "100", "47", {"under": "3"}, "back"),
        ("50", "100", "50", {"under": "0"}, "level"),
        ("50", "100", "55", {"within": "10", "relative": "true"}, "level"),
        ("50", "100", "55.000001", {"within": "10", "relative": "true"}, "forward"),
        ("50", "100", "50.000001", {"within": "10", "relative": "true", "side": "worse"}, "forward"),
        ("50", "100", "45", {"within": "10", "relative": "true", "side": "worse"}, "level"),
        ("50", "100", "44.999999", {"within": "10", "relative": "true", "side": "worse"}, "back"),
        ("-50", "0", "-54", {"within": "10", "relative": "true"}, "level"),
        ("0", "10", "0.000001", {"within": "10", "relative": "true"}, "forward"),
        ("100", "50", "103", {"within": "3"}, "level"),
        ("100", "50", "104", {"within": "3"}, "back"),
        ("100", "50", "96", {"within": "3"}, "forward"),
        ("100", "99", "99", {"within": "3"}, "achieved"),
    ],
)
def test_positions_with_a_dead_band(b: str, t: str, a: str, band: dict[str, str] | None, expected: str) -> None:
    method = {"formula": "position", **({"dead_band": band} if band else {})}
    found = result(method, POSITIONS, baseline={"value": b}, target={"value": t}, actuals=actual(a))
    assert found == expected


def test_without_a_baseline_a_missed_position_is_open() -> None:
    missing = {"baseline": None, "better": "higher"}
    assert result({"formula": "position"}, POSITIONS, **missing, actuals=actual("100")) == "achieved"
    found = result({"formula": "position"}, POSITIONS, **missing, actuals=actual("99"))
    assert found == (NotAssessedReason.BASELINE_UNKNOWN, ("forward", "level", "back"))


def test_trends_and_kept_values_have_positions_too() -> None:
    method = {"formula": "position"}
    assert [result(method, POSITIONS, **trend("25", a)) for a in ("26", "25", "24")] == ["achieved", "level", "back"]
    kept = {"direction": "keep", "better": "higher", "baseline": {"value": "95"}, "target": {"value": "90"}}
    found = [result(method, POSITIONS, **kept, actuals=actual(a)) for a in ("90", "89")]
    assert found == ["achieved", "back"]


def test_steps_have_positions_too() -> None:
    steps: dict[str, Any] = {
        "direction": "milestone",
        "unit": None,
        "baseline": None,
        "target": {"steps": ["一", "二"]},
    }
    found = [
        result({"formula": "position"}, POSITIONS, **steps, actuals={"R3": {"done": done, "status": "実績"}})
        for done in (["一", "二"], ["一"], [])
    ]
    assert found == ["achieved", "forward", "level"]


@pytest.mark.parametrize(
    ("b", "a", "expected"),
    [("100", "130", "line"), ("100", "110", "progress"), ("100", "100", "none"), ("100", "90", "none")],
)
def test_two_conditions_of_a_rating(b: str, a: str, expected: str) -> None:
    """千葉県 総合計画 R4-6: 目標設定時より進展し、かつ県の目安となる水準以上."""
    ratings = [
        rating("line", from_target=["beyond", "on"], from_baseline="better"),
        rating("progress", from_baseline="better"),
        rating("none"),
    ]
    method = {"formula": "position", "against": "year_target"}
    target = {"value": "200", "by_year": {"R3": "120"}}
    own = plan(target_year="R5", method=method, ratings=ratings)
    found = assessed(of=own, baseline={"value": b}, target=target, actuals=actual(a)).outcome
    assert isinstance(found, Rated)
    assert found.rating.id == expected


def test_a_line_below_the_baseline_can_be_reached_without_progress() -> None:
    """茨城県: 期待値が基準値より低い年がある."""
    ratings = [rating("line", from_target=["beyond", "on"], from_baseline="better"), rating("none")]
    own = plan(target_year="R5", method={"formula": "position", "against": "year_target"}, ratings=ratings)
    target = {"value": "200", "by_year": {"R3": "90"}}
    found = assessed(of=own, baseline={"value": "100"}, target=target, actuals=actual("95")).outcome
    assert isinstance(found, Rated)
    assert (found.rating.id, found.met) == ("none", True)


def test_a_rate_and_a_place_at_once() -> None:
    """草津市ほか: 目標超 / 7〜8割 / 開始前より改善 / 悪化."""
    ratings = [
        rating("very", from_target=["beyond", "on"]),
        rating("fairly", at_least="70"),
        rating("some", from_baseline="better"),
        rating("none"),
    ]
    found = [result({"formula": "ratio"}, ratings, baseline={"value": "50"}, actuals=actual(a)) for a in
             ("100", "70", "69", "50", "49")]  # fmt: skip
    assert found == ["very", "fairly", "some", "none", "none"]


inputs = st.builds(
    RatingInput,
    st.one_of(
        st.builds(Rate, st.fractions(-2, 3, max_denominator=1000)), st.sampled_from([Rate(reason="なし"), Rate()])
    ),
    st.sampled_from(TargetStatus),
    st.one_of(st.none(), st.sampled_from(BaselineChange)),
)


@given(inputs, st.sampled_from([bands("100", "60"), LIBRARY, POSITIONS]))
def test_some_rating_is_always_possible_and_what_decides_is_one(
    found: RatingInput, ratings: list[dict[str, Any]]
) -> None:
    of = scale(*ratings)
    possible = of.possible(found)
    assert possible
    if found.rate.exact is not None and found.change is not None:
        assert len(possible) == 1


def refusal(**changes: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        plan(**changes)
    return str(refused.value.errors()[0]["ctx"]["reason"])


@pytest.mark.parametrize(
    ("ratings", "reason"),
    [
        ([rating("a", at_least="100"), rating("b", at_least="100"), rating("c")], "下限が上の区分の下限以上である"),
        ([rating("a", at_least="60"), rating("b", at_least="100"), rating("c")], "下限が上の区分の下限以上である"),
        ([rating("a", at_least="100"), rating("b", more_than="100"), rating("c")], "下限が上の区分の下限以上である"),
        ([rating("a", at_least="100", more_than="90"), rating("c")], "下限が二つある"),
        ([rating("a", at_least="100"), rating("b"), rating("c")], "下限 at_least がない"),
        ([rating("a", at_least="100")], "一番下の区分に下限がある"),
        ([rating("a", at_least="100"), rating("b", at_least="60")], "一番下の区分に下限がある"),
        (
            [rating("a", from_baseline="better"), rating("b", from_baseline="better", from_target="on"), rating("c")],
            "この区分に入る指標がない（上の「a」が先にすべて取る）",
        ),
        (LIBRARY, "下限が 100 の区分がない"),
    ],
)
def test_ratings_that_contradict_each_other(ratings: list[dict[str, Any]], reason: str) -> None:
    assert refusal(ratings=ratings) == reason


def method_with(**more: Any) -> dict[str, Any]:
    return {"formula": "distance", "against": "target", **more}


@pytest.mark.parametrize(
    ("method", "reason"),
    [
        (method_with(formula="position"), "率を出さない方法（formula: position）なのに、率の下限がある"),
        (method_with(without_rate={"met": "no-such"}), "区分「no-such」がない"),
        (method_with(dead_band={}), "横ばいの幅は within か under のどちらか一つで言う"),
        (method_with(dead_band={"within": "1", "under": "1"}), "横ばいの幅は within か under のどちらか一つで言う"),
        (method_with(dead_band={"within": "-1"}), "横ばいの幅が負である"),
        (method_with(clip={}), "下の端 lower も上の端 upper も書かれていない"),
        (method_with(clip={"lower": "1", "upper": "0"}), "upper が lower より小さい"),
        (method_with(rounding={"digits": "9"}), "桁が多すぎる"),
        (method_with(exceptions=[{"indicators": ["a"], "reason": "例"}]), "何を変えるかが書かれていない"),
        (
            method_with(exceptions=[{"indicators": ["a", "a"], "formula": "ratio", "reason": "例"}]),
            "「a」の例外が二度書かれている",
        ),
    ],
)
def test_methods_that_contradict_themselves(method: dict[str, Any], reason: str) -> None:
    assert refusal(method=method) == reason


def test_a_share_of_the_period_needs_the_period() -> None:
    method = method_with(against="elapsed_share")
    assert refusal(method=method, target_year=None) == "計画の期間がないのに、目標値を経過年数で按分する"
    exception = {"indicators": ["a"], "against": "elapsed_share", "reason": "例"}
    assert refusal(method=method_with(exceptions=[exception]), adopted=None) == (
        "計画の期間がないのに、目標値を経過年数で按分する"
    )


TWO = bands("100")
THREE = bands("100", "60")


@pytest.mark.parametrize(
    ("ratings", "a", "expected"),
    [
        (TWO, "99", ("rest", None, False)),
        (TWO, "-1", ("rest", None, False)),
        (TWO, "100", ("r100", None, True)),
        (THREE, "99", (NotAssessedReason.BASELINE_UNKNOWN, ("r60", "rest"))),
        (THREE, "100", ("r100", None, True)),
    ],
)
def test_a_missed_target_without_a_baseline_takes_the_only_band_below(
    ratings: list[dict[str, Any]], a: str, expected: tuple[Any, ...]
) -> None:
    outcome = assessed(of=plan(ratings=ratings), baseline=None, better="higher", actuals=actual(a)).outcome
    if isinstance(outcome, Rated):
        assert (outcome.rating.id, outcome.rate, outcome.met) == expected
    else:
        assert isinstance(outcome, NotAssessed)
        assert (outcome.why, tuple(own.id for own in outcome.possible)) == expected


few = st.integers(-3, 3).map(str)
maybe = st.none() | few


@st.composite
def anything_judged(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A plan's method and ratings, and an indicator of some direction with few or no values."""
    method: dict[str, Any] = {
        "formula": draw(st.sampled_from(["distance", "ratio", "ratio_mirrored", "position"])),
        "against": draw(st.sampled_from(["target", "year_target", "straight_line", "elapsed_share", "previous_year"])),
        **draw(st.sampled_from([{}, {"without_rate": {}}, {"rounding": {"digits": "0", "rated": "rounded"}}])),
    }
    scales = [POSITIONS, POSITION_ONLY] if method["formula"] == "position" else [TWO, THREE, LIBRARY, POSITIONS]
    ratings = draw(st.sampled_from(scales))
    if ratings is LIBRARY:
        method["without_rate"] = {}
    better, b, t = draw(st.sampled_from(["higher", "lower"])), draw(maybe), draw(few)
    actuals = {year: {"value": draw(few), "status": "実績"} for year in draw(st.sets(st.sampled_from(["R2", "R3"])))}
    numbers = {"baseline": b and {"value": b, "year": "R1"}, "better": better, "actuals": actuals or None}
    parts = draw(st.fixed_dictionaries({"県": few, "市": few}))
    known = draw(st.none() | st.fixed_dictionaries({}, optional={"県": few, "市": few}))
    kinds: list[dict[str, Any]] = [
        {**numbers, "target": {"value": t}},
        {**numbers, "target": {"value": t}, "counting": draw(st.sampled_from(["cumulative", "yearly"]))},
        {**numbers, "target": {"value": t}, "direction": "keep"},
        {**numbers, "target": {"value": t}, "baseline": None, "counting": "summed"},
        {
            "direction": "composite",
            "better": better,
            "baseline": {"parts": known} if known else None,
            "target": {"parts": parts, "rule": draw(st.sampled_from(["sum", "all", "worst"]))},
            "actuals": {"R3": {"parts": draw(st.fixed_dictionaries({"県": few, "市": few})), "status": "実績"}},
        },
    ]
    return {"method": method, "ratings": ratings}, draw(st.sampled_from(kinds))


@given(anything_judged())
def test_what_is_not_assessed_may_take_two_ratings_or_more(
    case: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    """The law of 算定不能: by the data alone something is left open, else it is a result."""
    of, changes = case
    outcome = assessed(of=plan(**of, target_year="R5", period={"from": "R2", "to": "R5"}), **changes).outcome
    if isinstance(outcome, NotAssessed):
        assert len(outcome.possible) > 1
    else:
        assert isinstance(outcome, Rated)


def test_an_exception_is_told_by_the_names_of_its_indicators() -> None:
    exception = {"indicators": ["hours", "other"], "formula": "ratio", "reason": "資料の式"}
    own = plan(method={"formula": "distance", "against": "target", "exceptions": [exception]})
    told = list(plan_lines(own, {"hours": "削減した時間"}))
    assert told[-1].startswith("例外 削減した時間、other: 達成率 = 実績値 ÷ 目標値")
