"""What a change does to the figures."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from dxkpi.core.assessment import Assessment, NotAssessed, Rated, Suspended
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.dataset import Dataset, DeclaredPlan
from dxkpi.core.diff.compare import compare
from dxkpi.core.diff.impact import CellMove, Impact, RatingMove, Snapshot, impacts
from dxkpi.core.indicator import Indicator
from dxkpi.core.reconcile import Agreement
from dxkpi.rules.review.case import relaxed_target
from dxkpi.rules.review.change import second_looks
from tests.build import RATINGS, actual, dataset, finals, indicator, plan
from tests.core.test_compare import INDICATORS, of, states, two_states
from tests.core.test_reconcile import published
from tests.render.outcomes import locate

R3 = FiscalYear(2021)


def change(before: Dataset, after: Dataset, **sides: Any) -> list[Impact]:
    return list(impacts(Snapshot(before, **sides), Snapshot(after), compare(before, after)))


def result(assessment: Assessment | None) -> object:
    match assessment and assessment.outcome:
        case Rated(rating, rate):
            return rating.id, rate
        case NotAssessed():
            return "not assessed"
        case Suspended():
            return "suspended"
        case _:
            return None


def results(effect: Impact) -> list[tuple[str, object, object]]:
    return [(move.indicator, result(move.before), result(move.after)) for move in effect.results]


def counted(move: CellMove | RatingMove) -> tuple[int | None, int | None]:
    """The number of indicators before and after."""
    return move.before.count if move.before else None, move.after.count if move.after else None


def test_an_actual_moves_a_rating_its_cells_and_its_percentages() -> None:
    (effect,) = change(
        dataset(plan(), indicator(id="a"), indicator(id="b", name="乙")),
        dataset(plan(), indicator(id="a", actuals=actual("60")), indicator(id="b", name="乙")),
    )
    assert (effect.plan, effect.year, effect.rerated) == ("p", R3, True)
    assert results(effect) == [("a", ("from30", Fraction(1, 2)), ("from60", Fraction(3, 5)))]
    assert effect.tables is not None
    overview, table = effect.tables
    assert (overview.overview, table.overview, [s.id for s in table.sections]) == (True, False, ["s"])
    for each in (overview, table):
        assert [(c.section.id, c.column.id, *counted(c)) for c in each.cells] == [
            ("s", "from60", 0, 1),
            ("s", "from30", 2, 1),
        ]
        assert [(r.column.id, *counted(r), r.share_before, r.share_after) for r in each.ratings] == [
            ("from60", 0, 1, Fraction(0), Fraction(1, 2)),
            ("from30", 2, 1, Fraction(1), Fraction(1, 2)),
        ]
        assert each.size == (2, 2)


def test_a_rate_may_move_within_its_band() -> None:
    (effect,) = change(dataset(plan(), indicator()), dataset(plan(), indicator(actuals=actual("51"))))
    assert results(effect) == [("a", ("from30", Fraction(1, 2)), ("from30", Fraction(51, 100)))]
    assert (effect.tables, effect.moves, effect.rerated) == ((), True, False)


def test_the_grade_of_a_section_moves_by_its_edges_and_by_its_indicators() -> None:
    """Points that add up: 2 for what is met, 1 for what is not."""

    def town(edge: str, value: str) -> Dataset:
        ratings = [{**RATINGS[0], "points": "2"}, {**RATINGS[3], "points": "1"}]
        bands = [{"id": "high", "label": "高い", "at_least": edge}, {"id": "low", "label": "低い"}]
        method = {"formula": "distance", "against": "target", "grades": {"by": "sum", "bands": bands}}
        return dataset(plan(ratings=ratings, method=method), indicator(actuals=actual(value)))

    (by_edge,) = change(town("2", "100"), town("3", "100"))
    assert (by_edge.results, by_edge.tables, by_edge.moves, by_edge.rerated) == ((), (), True, True)
    (by_value,) = change(town("2", "100"), town("2", "50"))
    for effect, points in ((by_edge, 2), (by_value, 1)):
        (move,) = effect.grades
        assert move.before
        assert move.after
        assert (move.section.id, move.before.grade.id, move.after.grade.id) == ("s", "high", "low")
        assert [move.before.figure, move.after.figure] == [Fraction(2), Fraction(points)]


def test_words_move_nothing() -> None:
    assert change(dataset(plan(), indicator()), dataset(plan(), indicator(note="注"))) == []


def test_an_indicator_that_comes_is_a_total_more() -> None:
    before, after = dataset(plan(), indicator(id="a")), dataset(plan(), indicator(id="a"), indicator(id="b", name="乙"))
    (effect,) = change(before, after)
    assert results(effect) == [("b", None, ("from30", Fraction(1, 2)))]
    assert effect.tables is not None
    assert [table.size for table in effect.tables] == [(1, 2), (1, 2)]
    assert [[(*counted(r), r.share_before, r.share_after) for r in table.ratings] for table in effect.tables] == [
        [(1, 2, Fraction(1), Fraction(1))]
    ] * 2


def test_a_monitored_indicator_that_goes_has_no_rating_to_lose() -> None:
    followed = indicator(direction="monitor", baseline=None, target=None, id="m")
    (effect,) = change(dataset(plan(), indicator(id="a"), followed), dataset(plan(), indicator(id="a")))
    (move,) = effect.results
    assert (move.indicator, move.rerated, move.refigured, effect.rerated) == ("m", False, True, False)


def test_a_suspension_shows_a_column_more() -> None:
    after = dataset(plan(), indicator(suspended={"since": "R3", "reason": "終了"}))
    (effect,) = change(dataset(plan(), indicator()), after)
    assert results(effect) == [("a", ("from30", Fraction(1, 2)), "suspended")]
    assert effect.tables is not None
    assert [(c.column.id, *counted(c)) for c in effect.tables[0].cells] == [
        ("from30", 1, 0),
        ("suspended", None, 1),
    ]


def test_a_band_of_the_plan_moves_what_nobody_touched() -> None:
    bands = [RATINGS[0], {**RATINGS[1], "at_least": "50"}, *RATINGS[2:]]
    (effect,) = change(dataset(plan(), indicator()), dataset(plan(ratings=bands), indicator()))
    assert results(effect) == [("a", ("from30", Fraction(1, 2)), ("from60", Fraction(1, 2)))]


def test_a_band_moves_no_result_that_says_the_same_before_and_after() -> None:
    """Fewer ratings are possible for it, and nothing that is told of it is another."""
    without = indicator(id="b", name="乙", actuals={})
    old, new = plan(), plan(ratings=[RATINGS[0], *RATINGS[2:]])
    assert change(dataset(old, indicator(), without), dataset(new, indicator(), without)) == []


def test_the_published_result_may_be_contradicted_by_a_change() -> None:
    own = plan(**published("0", "0", "1", "0"))
    (effect,) = change(dataset(own, indicator()), dataset(own, indicator(actuals=actual("60"))))
    assert effect.agreement == (Agreement.CONFIRMED, Agreement.CONTRADICTED)


def test_each_year_from_the_change_on_has_its_effect() -> None:
    old = finals(R1="10", R3="50")
    new = {"R1": {"value": "40", "status": "実績"}, "R2": {"value": "45", "status": "実績"}, "R3": old["R3"]}
    found = change(dataset(plan(), indicator(actuals=old)), dataset(plan(), indicator(actuals=new)))
    assert [(str(effect.year), results(effect)) for effect in found] == [
        ("R1", [("a", ("below30", Fraction(1, 10)), ("from30", Fraction(2, 5)))]),
        ("R2", [("a", ("below30", Fraction(1, 10)), ("from30", Fraction(9, 20)))]),
    ]


def test_a_single_year_may_be_asked_for() -> None:
    before, after = dataset(plan(), indicator()), dataset(plan(), indicator(actuals=actual("60")))
    difference = compare(before, after)
    assert list(impacts(Snapshot(before), Snapshot(after), difference, FiscalYear(2020))) == []
    assert len(list(impacts(Snapshot(before), Snapshot(after), difference, R3))) == 1


def test_what_errors_touch_is_not_reckoned_with() -> None:
    before = dataset(plan(), indicator(id="a"), indicator(id="b", name="乙"))
    after = dataset(plan(), indicator(id="a", actuals=actual("60")), indicator(id="b", name="乙", actuals=actual("60")))
    (effect,) = change(before, after, unsound=frozenset({"data/indicators/p/s/b.yaml"}))
    assert [move.indicator for move in effect.results] == ["a"]
    assert effect.tables is None
    (effect,) = change(before, after, unsound=frozenset({"data/targets/p.yaml"}))
    assert (effect.results, effect.tables) == ((), None)


def test_a_second_declaration_of_a_plan_has_effects_only_in_its_own_period() -> None:
    second = DeclaredPlan("data/targets/q.yaml", plan(period={"from": "R4", "to": "R5"}))
    before, after = (dataset(plan(), indicator(actuals=actual(value))) for value in ("50", "60"))
    before, after = (replace(data, plans=(*data.plans, second)) for data in (before, after))
    found = change(before, after, unsound=frozenset({"data/targets/q.yaml"}))
    assert [(effect.plan, effect.year, len(effect.results)) for effect in found] == [("p", R3, 1)]


@given(two_states(INDICATORS))
def test_effects_mirror_too(both: tuple[Indicator, Indicator]) -> None:
    before, after = (dataset(plan(plan=one.plan, sections=[{"id": one.section, "name": "分"}]), one) for one in both)
    there, back = change(before, after), change(after, before)
    if both[0].plan == both[1].plan:
        assert [(e.year, e.rerated, len(e.results)) for e in there] == [
            (e.year, e.rerated, len(e.results)) for e in back
        ]
        turned = [[(old, new) for _, new, old in results(e)] for e in back]
        assert [[(old, new) for _, old, new in results(e)] for e in there] == turned


@given(states)
def test_no_change_is_too_strange_to_be_reckoned_with(both: tuple[Any, Any]) -> None:
    before, after = of(both[0]), of(both[1])
    list(impacts(Snapshot(before), Snapshot(after), compare(before, after)))
    list(second_looks(Snapshot(before), Snapshot(after), compare(before, after), (locate, locate)))


@pytest.mark.parametrize(
    ("rule", "parts", "easier"),
    [
        ("all", {"県": "10"}, True),
        ("all", {"県": "10", "市": "6"}, False),
        ("all", {"県": "11", "市": "4"}, True),
        ("sum", {"県": "10"}, True),
        ("sum", {"県": "11", "市": "4"}, False),
        ("sum", {"県": "15"}, False),
    ],
)
def test_a_target_of_parts_is_easier_with_less_to_reach(rule: str, parts: dict[str, str], easier: bool) -> None:
    def of(parts: dict[str, str]) -> Indicator:
        target, baseline = {"parts": parts, "rule": rule}, {"parts": dict.fromkeys(parts, "0")}
        return indicator(direction="composite", target=target, baseline=baseline, better="higher", actuals=None)

    assert relaxed_target(of({"県": "10", "市": "5"}), of(parts)) is easier
