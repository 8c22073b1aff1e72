"""The truth table of all formulas: from the values as they stand in a file to rating and exact rate, or to neither.

A cell is `rating rate`, `rating` where there is no rate, or why there is no rating (`?`).
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from dxkpi.core.assessment import NotAssessed, Rated
from dxkpi.core.method.method import COMPARISONS, FORMULAS
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.plan.plan import Plan, as_written
from dxkpi.core.presets import Preset
from dxkpi.render.verdicts import rate_phrase
from dxkpi.source.presets import shipped
from tests.build import RATINGS, actual, assessed, plan

F = Fraction
POSITIONS = [
    {"id": "achieved", "label": "達成", "group": "達成", "from_target": ["beyond", "on"]},
    {"id": "forward", "label": "前進", "group": "未達成", "from_baseline": "better"},
    {"id": "level", "label": "横ばい", "group": "未達成", "from_baseline": "same"},
    {"id": "back", "label": "後退", "group": "未達成"},
]
ORDER = ("distance", "ratio", "ratio_mirrored", "position")


def under(formula: str, against: str = "target", **changes: Any) -> Plan:
    ratings = POSITIONS if formula == "position" else RATINGS
    return plan(method={"formula": formula, "against": against}, ratings=ratings, **changes)


def cell(of: Plan, **changes: Any) -> str:
    outcome = assessed(of=of, **changes).outcome
    match outcome:
        case Rated(rating, rate):
            return rating.id if rate is None else f"{rating.id} {rate}"
        case NotAssessed(why):
            return f"? {why}"
        case _:
            raise AssertionError(outcome)


def values(b: str | None, t: str, a: str | None, better: str, **target: str) -> dict[str, Any]:
    return {
        "baseline": None if b is None else {"value": b},
        "target": {"value": t, **target},
        "actuals": None if a is None else actual(a),
        "better": better,
    }


TABLE: list[tuple[str, tuple[str | None, str, str | None, str], tuple[str, str, str, str]]] = [
    ("t=b, reached", ("20", "20", "20", "higher"), ("achieved", "achieved 1", "achieved 1", "achieved")),
    ("t=b, passed", ("20", "20", "25", "higher"), ("achieved", "achieved 5/4", "achieved 5/4", "achieved")),
    ("t=b, missed", ("20", "20", "19", "higher"),
     ("? formula_inapplicable", "from60 19/20", "from60 19/20", "back")),
    ("t=b, less is better", ("20", "20", "20", "lower"), ("achieved", "achieved 1", "achieved 1", "achieved")),
    ("t=b, too much", ("20", "20", "25", "lower"),
     ("? formula_inapplicable", "from60 4/5", "from60 3/4", "back")),
    ("t=b=0", ("0", "0", "0", "lower"), ("achieved", "achieved", "achieved", "achieved")),
    ("t=b=0, missed", ("0", "0", "1", "lower"),
     ("? formula_inapplicable", "? formula_inapplicable", "? formula_inapplicable", "back")),
    ("b=0, halfway", ("0", "100", "50", "higher"), ("from30 1/2", "from30 1/2", "from30 1/2", "forward")),
    ("b=0, nothing done", ("0", "100", "0", "higher"), ("below30 0", "below30 0", "below30 0", "level")),
    ("b=0, below it", ("0", "100", "-10", "higher"), ("below30 -1/10", "below30 -1/10", "below30 -1/10", "back")),
    ("t=0 from above", ("10", "0", "5", "lower"),
     ("from30 1/2", "? formula_inapplicable", "? formula_inapplicable", "forward")),
    ("t=0 from above, reached", ("10", "0", "0", "lower"), ("achieved 1", "achieved", "achieved", "achieved")),
    ("t=0 from below", ("-10", "0", "-5", "higher"),
     ("from30 1/2", "? formula_inapplicable", "? formula_inapplicable", "forward")),
    ("t=0 from below, reached", ("-10", "0", "0", "higher"), ("achieved 1", "achieved", "achieved", "achieved")),
    ("negative to positive", ("-10", "10", "0", "higher"), ("from30 1/2", "below30 0", "below30 0", "forward")),
    ("still negative", ("-10", "10", "-4", "higher"), ("from30 3/10", "below30 -2/5", "below30 -2/5", "forward")),
    ("negative to positive, reached", ("-10", "10", "10", "higher"),
     ("achieved 1", "achieved 1", "achieved 1", "achieved")),
    ("negative to less negative", ("-20", "-10", "-15", "higher"),
     ("from30 1/2", "? formula_inapplicable", "? formula_inapplicable", "forward")),
    ("positive to negative", ("10", "-10", "0", "lower"),
     ("from30 1/2", "? formula_inapplicable", "? formula_inapplicable", "forward")),
    ("positive to negative, halfway back", ("10", "-10", "5", "lower"),
     ("below30 1/4", "? formula_inapplicable", "? formula_inapplicable", "forward")),
    ("falling past zero", ("5", "2", "-1", "lower"), ("achieved 2", "achieved", "achieved 5/2", "achieved")),
    ("falling past zero, more is better", ("10", "20", "-5", "higher"),
     ("below30 -3/2", "below30 -1/4", "below30 -1/4", "back")),
    ("worse than baseline", ("10", "20", "5", "higher"), ("below30 -1/2", "below30 1/4", "below30 1/4", "back")),
    ("worse than baseline, less is better", ("16.9", "12.0", "19.9", "lower"),
     ("below30 -30/49", "from60 120/199", "from30 41/120", "back")),
    ("a limit to a worsening, better than before", ("13.5", "23.0", "11.4", "lower"),
     ("achieved", "achieved 115/57", "achieved 173/115", "achieved")),
    ("a limit, worse than before and within", ("13.5", "23.0", "15", "lower"),
     ("achieved", "achieved 23/15", "achieved 31/23", "achieved")),
    ("a limit, on it", ("13.5", "23.0", "23.0", "lower"), ("achieved", "achieved 1", "achieved 1", "achieved")),
    ("a limit, passed", ("13.5", "23.0", "23.1", "lower"),
     ("? formula_inapplicable", "from60 230/231", "from60 229/230", "back")),
    ("baseline not known, missed", (None, "133", "119", "higher"),
     ("? baseline_unknown", "from60 17/19", "from60 17/19", "? baseline_unknown")),
    ("baseline not known, reached", (None, "133", "133", "higher"),
     ("achieved", "achieved 1", "achieved 1", "achieved")),
    ("no actual", ("0", "100", None, "higher"), ("? no_actual",) * 4),
]  # fmt: skip


def test_the_table_has_every_formula() -> None:
    assert {*ORDER, "judged"} == FORMULAS.keys()


@pytest.mark.parametrize(("case", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_a_row_of_the_table(case: tuple[str | None, str, str | None, str], expected: tuple[str, ...]) -> None:
    assert tuple(cell(under(formula), **values(*case)) for formula in ORDER) == expected


@pytest.mark.parametrize(
    ("t", "a", "better", "expected"),
    [
        ("93", "93.000001", "higher", ("achieved 3000001/3000000", "achieved 93000001/93000000", "achieved")),
        ("93", "93", "higher", ("from60 1", "from60 1", "forward")),
        ("93", "92.999999", "higher", ("from60 2999999/3000000", "from60 92999999/93000000", "forward")),
        ("12", "11.999999", "lower", ("achieved 78000001/78000000", "achieved 12000000/11999999", "achieved")),
        ("12", "12", "lower", ("from60 1", "from60 1", "forward")),
    ],
)
def test_a_target_that_has_to_be_passed(t: str, a: str, better: str, expected: tuple[str, ...]) -> None:
    """93%超 を目標とするとき、93% は達成でない."""
    case = values("90", t, a, better, exclusive="true")
    assert tuple(cell(under(formula), **case) for formula in ("distance", "ratio", "position")) == expected


def parts(rule: str, b: dict[str, str] | None, a: dict[str, str]) -> dict[str, Any]:
    return {
        "direction": "composite",
        "better": "higher",
        "baseline": {"parts": b} if b else None,
        "target": {"parts": {"県": "10", "市": "50"}, "rule": rule},
        "actuals": {"R3": {"parts": a, "status": "実績"}},
    }


KNOWN = {"県": "0", "市": "0"}
HALF = {"県": "10", "市": "25"}


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (parts("sum", KNOWN, HALF), ("from30 7/12", "from30 7/12", "from30 7/12", "forward")),
        (parts("worst", KNOWN, HALF), ("from30 1/2", "from30 1/2", "from30 1/2", "forward")),
        (parts("all", KNOWN, HALF), ("below30", "below30", "below30", "forward")),
        (parts("all", {"県": "0", "市": "25"}, HALF), ("below30", "below30", "below30", "level")),
        (parts("all", {"県": "0", "市": "26"}, HALF), ("below30", "below30", "below30", "back")),
        (parts("all", {"県": "0"}, HALF), ("below30", "below30", "below30", "? baseline_unknown")),
        (parts("all", None, {"県": "10", "市": "50"}), ("achieved", "achieved", "achieved", "achieved")),
        (parts("sum", {"県": "0"}, HALF), ("? baseline_unknown", "from30 7/12", "from30 7/12", "? baseline_unknown")),
        (parts("worst", {"県": "0"}, HALF), ("? baseline_unknown", "from30 1/2", "from30 1/2", "? baseline_unknown")),
        (parts("worst", {"市": "0"}, HALF), ("from30 1/2", "from30 1/2", "from30 1/2", "forward")),
        (parts("worst", None, {"県": "10", "市": "50"}), ("achieved", "achieved 1", "achieved 1", "achieved")),
        (parts("sum", KNOWN, {"県": "10"}), ("? part_missing",) * 4),
        (parts("worst", KNOWN, {"県": "10"}), ("? part_missing",) * 4),
        (parts("all", KNOWN, {"市": "50"}), ("? part_missing",) * 4),
    ],
)
def test_parts_of_a_target_and_missing_ones(case: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert tuple(cell(under(formula), **case) for formula in ORDER) == expected


T = 10**12
ONE_PART = 1


def on_edge(formula: str, better: str, edge: Fraction, hair: int) -> dict[str, Any]:
    """Values whose rate is `edge`, and with a `hair` one part in 10^12 of the target beside it, on its good side."""
    match formula, better:
        case (("distance" | "ratio" | "ratio_mirrored"), "higher"):
            return values("0", str(T), str(edge * T + hair), better)
        case "distance", _:
            return values(str(T), "0", str(T - edge * T - hair), better)
        case "ratio", _:
            return values("0", str(edge * 100 * T), str(100 * T - 100 * hair), better)
        case _:
            return values("0", str(T), str((2 - edge) * T - hair), better)


def banded() -> Iterator[tuple[str, str, int]]:
    for name, preset in shipped().records.items():
        edges = [position for position, rating in enumerate(preset.ratings) if rating.edge is not None]
        yield from ((name, better, position) for better in ("higher", "lower") for position in edges)


def by(preset: Preset, **method: str) -> Plan:
    return plan(
        method={**as_written(preset.method), **method},
        ratings=as_written(preset.ratings),
        states=as_written(preset.states),
        period={"from": "R1", "to": "R3"},
    )


@pytest.mark.parametrize("formula", [f for f in ORDER if f != "position"])
@pytest.mark.parametrize(("name", "better", "position"), list(banded()))
def test_each_band_of_each_method_one_part_in_10_to_the_12_to_both_sides(
    name: str, better: str, position: int, formula: str
) -> None:
    preset = shipped().records[name]
    of, edge = by(preset, formula=formula, against="target"), preset.ratings[position].edge
    assert edge is not None
    ids = [rating.id for rating in preset.ratings]
    found = [cell(of, **on_edge(formula, better, edge, hair)).split()[0] for hair in (ONE_PART, 0, -ONE_PART)]
    assert found == [ids[position], ids[position], ids[position + 1]]


TOWARDS: list[tuple[str, tuple[str, str, str, str], dict[str, str]]] = [
    ("t=b", ("20", "20", "19", "higher"), {
        "target": "? formula_inapplicable", "year_target": "below30 -1/10",
        "straight_line": "? formula_inapplicable", "elapsed_share": "achieved",
        "previous_year": "achieved", "since_previous": "from60 9/10",
    }),
    ("b=0", ("0", "100", "50", "higher"), {
        "target": "from30 1/2", "year_target": "achieved 5/3", "straight_line": "achieved 1",
        "elapsed_share": "achieved 1", "previous_year": "achieved 5", "since_previous": "from30 4/9",
    }),
    ("t=0", ("-100", "0", "-50", "higher"), {
        "target": "from30 1/2", "year_target": "from30 5/13", "straight_line": "achieved 1",
        "elapsed_share": "from30 1/2", "previous_year": "from30 5/11", "since_previous": "? formula_inapplicable",
    }),
    ("negative to positive", ("-50", "50", "-10", "higher"), {
        "target": "from30 2/5", "year_target": "from30 1/2", "straight_line": "from60 4/5",
        "elapsed_share": "from30 8/15", "previous_year": "from60 2/3", "since_previous": "below30 -1/2",
    }),
    ("falling past zero", ("50", "-50", "-60", "lower"), {
        "target": "achieved 11/10", "year_target": "achieved 11/2", "straight_line": "achieved 11/5",
        "elapsed_share": "? share_of_decrease", "previous_year": "achieved 11/4", "since_previous": "achieved 7/6",
    }),
    ("worse than baseline", ("20", "60", "15", "higher"), {
        "target": "below30 -1/8", "year_target": "below30 -1/2", "straight_line": "below30 -1/4",
        "elapsed_share": "below30 -1/2", "previous_year": "achieved", "since_previous": "below30 1/10",
    }),
]  # fmt: skip


def test_the_second_table_has_every_comparison() -> None:
    assert all(row[2].keys() == COMPARISONS.keys() for row in TOWARDS)


@pytest.mark.parametrize(("case", "expected"), [row[1:] for row in TOWARDS], ids=[row[0] for row in TOWARDS])
def test_a_row_of_the_table_of_comparisons(case: tuple[str, str, str, str], expected: dict[str, str]) -> None:
    """The second year of four from a baseline of R1: 10 in the year before, 30 as the target of the year."""
    b, t, a, _ = case
    declared = values(*case) | {
        "baseline": {"value": b, "year": "R1"},
        "target": {"value": t, "by_year": {"R3": "30"}},
        "actuals": {"R2": {"value": "10", "status": "実績"}, **actual(a)},
    }
    found = {
        against: cell(under("distance", against, period={"from": "R2", "to": "R5"}, target_year="R5"), **declared)
        for against in COMPARISONS
    }
    assert found == expected


PUBLISHED: list[tuple[str, str, tuple[str | None, str, str, str], str]] = [
    ("大分県 死傷事故", "oita", (None, "5200", "4917", "lower"), "achieved 105.8%"),
    ("大分県 港湾の貨物取扱量", "oita", ("119", "133", "119", "higher"), "short 89.5%"),
    ("同じ値を基準値型で", "chiba-ict", ("119", "133", "119", "higher"), "below30 0%"),
    ("糖尿病予備群", "chiba-ict", ("13.5", "23.0", "11.4", "lower"), "achieved"),
    ("長崎県 教育振興（減らす指標）", "nagasaki-education", (None, "2.5", "3.9", "lower"), "missed 64.1%"),
    ("長崎県 国土強靭化（公表は100%）", "oita", (None, "120", "121", "higher"), "achieved 100.8%"),
    ("長崎県 国土強靭化（公表は98%）", "oita", (None, "96", "85", "higher"), "short 88.5%"),
    ("鹿児島県の町（80%以上に対して75%以上）", "aichi", (None, "80", "75", "higher"), "b 93.8%"),
    ("静岡県（当初=目標=実績）", "aichi", ("20.0", "20.0", "20.0", "higher"), "a 100.0%"),
    ("静岡県（同じ値を基準値型で）", "chiba-ict", ("20.0", "20.0", "20.0", "higher"), "achieved"),
    ("千葉県ICT RPA", "chiba-ict", ("0", "6000", "5445", "higher"), "from60 90.8%"),
    ("千葉県ICT 働き方改革アドバイザー（基準0のとき）", "chiba-ict", ("0", "25", "20", "higher"), "from60 80.0%"),
    ("千葉県ICT 指定文化財等（基準0のとき）", "chiba-ict", ("0", "70", "51", "higher"), "from60 72.9%"),
    ("千葉県ICT ちば情報マップ（基準99のとき）", "chiba-ict", ("99", "100", "99", "higher"), "below30 0%"),
    ("千葉県ICT 分娩間隔（基準459のとき）", "chiba-ict", ("459", "419", "447", "lower"), "from30 30.0%"),
    ("愛知県 100/80/50", "aichi", (None, "100", "79.9", "higher"), "c 79.9%"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("preset", "case", "expected"), [row[1:] for row in PUBLISHED], ids=[row[0] for row in PUBLISHED]
)
def test_the_published_cases(preset: str, case: tuple[str | None, str, str, str], expected: str) -> None:
    of = by(shipped().records[preset])
    outcome = assessed(of=of, **values(*case)).outcome
    assert isinstance(outcome, Rated)
    assert f"{outcome.rating.id} {rate_phrase(outcome, of)}".strip() == expected


@pytest.mark.parametrize(
    ("b", "a", "direction", "expected"),
    [("25", "26", "increase", "achieved"), ("12", "12", "increase", "below30"), ("12", "13", "decrease", "below30")],
)
def test_any_improvement_of_a_trend_is_enough(b: str, a: str, direction: str, expected: str) -> None:
    """千葉県ICT: 25→26名 は達成、施設予約 12→12 は未達成."""
    case: dict[str, Any] = {"direction": direction, "baseline": {"value": b}, "target": None, "actuals": actual(a)}
    assert {cell(under(formula), **case) for formula in ORDER if formula != "position"} == {expected}


@pytest.mark.parametrize(
    ("a", "expected"),
    [("40", "achieved"), ("60", "achieved"), ("50.5", "achieved"), ("39.999999", "missed"), ("60.000001", "missed")],
)
def test_a_range_is_met_between_its_ends_whatever_the_formula(a: str, expected: str) -> None:
    """男女共同参画: 40%以上60%以下."""
    case = {"direction": "range", "baseline": None, "target": {"min": "40", "max": "60"}, "actuals": actual(a)}
    found = {cell(under(formula), **case) for formula in ORDER}
    assert found == ({"achieved"} if expected == "achieved" else {"below30", "? baseline_unknown"})


@pytest.mark.parametrize(
    ("b", "a", "expected"),
    [
        ("35", "38", "forward"),
        ("35", "35", "level"),
        ("35", "34", "back"),
        ("65", "62", "forward"),
        ("65", "66", "back"),
        ("65", "36", "forward"),
        ("65", "35", "level"),
        ("65", "34", "back"),
        ("50", "39", "back"),
        ("50", "55", "achieved"),
        (None, "39", "? baseline_unknown"),
    ],
)
def test_outside_of_a_range_what_counts_is_how_far(b: str | None, a: str, expected: str) -> None:
    case = {
        "direction": "range",
        "baseline": None if b is None else {"value": b},
        "target": {"min": "40", "max": "60"},
        "actuals": actual(a),
    }
    assert cell(under("position"), **case) == expected


@pytest.mark.parametrize(
    ("b", "a", "better"), [("95.0", "92.9", "higher"), ("82.5", "85.0", "higher")], ids=["95.0→92.9", "82.5→85.0"]
)
def test_what_gunma_calls_level_needs_a_dead_band_of_at_least_two_and_a_half(b: str, a: str, better: str) -> None:
    """群馬県 情報化推進計画: 両方とも「横ばいC」。幅の公表はない."""
    found = []
    for band in ({"within": "2.5"}, {"under": "2.5"}, {"within": "2"}):
        method = {"formula": "position", "against": "target", "dead_band": band}
        found.append(cell(plan(method=method, ratings=POSITIONS), **values(b, "100", a, better)))
    moved = "forward" if b < a else "back"
    assert found == ["level", moved if b == "82.5" else "level", moved]


LIMITS: list[tuple[str, tuple[str, str, str, str], str | None]] = [
    ("distance", ("13.5", "23", "24", "lower"), None),
    ("distance", ("13.5", "23", "23", "lower"), "met"),
    ("distance", ("13.5", "23", "23.000001", "lower"), None),
    ("distance", ("40", "40", "39.9", "higher"), None),
    ("distance", ("40", "39.9", "39.8", "higher"), None),
    ("distance", ("40", "40.1", "40", "higher"), "far"),
    ("ratio", ("9", "0", "4", "lower"), None),
    ("ratio", ("9", "0.000001", "4", "lower"), "far"),
    ("ratio", ("9", "-3", "-2", "lower"), None),
    ("ratio", ("9", "3", "0", "lower"), "met"),
    ("ratio", ("9", "3", "-1", "lower"), "met"),
    ("ratio", ("-9", "0", "-1", "higher"), None),
    ("ratio_mirrored", ("9", "0", "4", "lower"), None),
    ("ratio_mirrored", ("9", "0", "0", "lower"), "met"),
]


@pytest.mark.parametrize(("formula", "case", "rating"), LIMITS)
def test_a_formula_that_does_not_apply_places_only_what_is_met(
    formula: str, case: tuple[str, str, str, str], rating: str | None
) -> None:
    """Three bands leave a missed target without a rate open, two bands leave it one; `without_rate` places it."""
    method = {"formula": formula, "against": "target"}
    bands = [
        {"id": "met", "label": "達成", "group": "達成", "at_least": "100"},
        {"id": "near", "label": "80%以上", "group": "未達成", "at_least": "80"},
        {"id": "far", "label": "80%未満", "group": "未達成"},
    ]
    open_ = assessed(of=plan(method=method, ratings=bands), **values(*case)).outcome
    if rating is None:
        assert isinstance(open_, NotAssessed)
        assert (open_.why, open_.met) == (NotAssessedReason.FORMULA_INAPPLICABLE, False)
        assert [own.id for own in open_.possible] == ["near", "far"]
    else:
        assert isinstance(open_, Rated)
        assert open_.rating.id == rating
    decreed = plan(method=method | {"without_rate": {"missed": "near"}}, ratings=bands)
    placed = cell(decreed, **values(*case))
    assert placed.split()[0] == (rating or "near")
    two = cell(plan(method=method, ratings=[bands[0], bands[2]]), **values(*case))
    assert two.split()[0] == (rating or "far")
