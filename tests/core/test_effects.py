"""What a change does to the figures, and what in it deserves a second look."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from dxkpi.core.assessment import Assessment, NotAssessed, Rated, Suspended
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.change_kind import Kind
from dxkpi.core.dataset import Dataset, DeclaredPlan
from dxkpi.core.diff.compare import compare
from dxkpi.core.diff.doubt import Why, doubts
from dxkpi.core.diff.ease import eased
from dxkpi.core.diff.impact import Effect, Side, effects
from dxkpi.core.indicator import Indicator
from dxkpi.core.plan.plan import Plan
from dxkpi.core.reconcile import Agreement
from tests.build import RATINGS, actual, dataset, indicator, plan
from tests.core.test_compare import INDICATORS, of, states, two_states
from tests.core.test_reconcile import published

R3 = FiscalYear(2021)


def change(before: Dataset, after: Dataset, **sides: Any) -> list[Effect]:
    return list(effects(Side(before, **sides), Side(after), compare(before, after)))


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


def results(effect: Effect) -> list[tuple[str, object, object]]:
    return [(move.indicator, result(move.before), result(move.after)) for move in effect.results]


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
        assert [(c.section.id, c.column.id, c.before, c.after) for c in each.cells] == [
            ("s", "from60", 0, 1),
            ("s", "from30", 2, 1),
        ]
        assert [(s.column.id, s.before, s.after) for s in each.shares] == [
            ("from60", Fraction(0), Fraction(1, 2)),
            ("from30", Fraction(1), Fraction(1, 2)),
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
    assert [table.shares for table in effect.tables] == [(), ()]


def test_a_suspension_shows_a_column_more() -> None:
    after = dataset(plan(), indicator(suspended={"since": "R3", "reason": "終了"}))
    (effect,) = change(dataset(plan(), indicator()), after)
    assert results(effect) == [("a", ("from30", Fraction(1, 2)), "suspended")]
    assert effect.tables is not None
    assert [(c.column.id, c.before, c.after) for c in effect.tables[0].cells] == [
        ("from30", 1, 0),
        ("suspended", None, 1),
    ]


def test_a_band_of_the_plan_moves_what_nobody_touched() -> None:
    bands = [RATINGS[0], {**RATINGS[1], "at_least": "50"}, *RATINGS[2:]]
    (effect,) = change(dataset(plan(), indicator()), dataset(plan(ratings=bands), indicator()))
    assert results(effect) == [("a", ("from30", Fraction(1, 2)), ("from60", Fraction(1, 2)))]


def test_the_published_result_may_be_contradicted_by_a_change() -> None:
    own = plan(**published("0", "0", "1", "0"))
    (effect,) = change(dataset(own, indicator()), dataset(own, indicator(actuals=actual("60"))))
    assert effect.agreement == (Agreement.CONFIRMED, Agreement.CONTRADICTED)


def test_each_year_from_the_change_on_has_its_effect() -> None:
    old = {"R1": {"value": "10", "status": "実績"}, "R3": {"value": "50", "status": "実績"}}
    new = {"R1": {"value": "40", "status": "実績"}, "R2": {"value": "45", "status": "実績"}, "R3": old["R3"]}
    found = change(dataset(plan(), indicator(actuals=old)), dataset(plan(), indicator(actuals=new)))
    assert [(str(effect.year), results(effect)) for effect in found] == [
        ("R1", [("a", ("below30", Fraction(1, 10)), ("from30", Fraction(2, 5)))]),
        ("R2", [("a", ("below30", Fraction(1, 10)), ("from30", Fraction(9, 20)))]),
    ]


def test_a_single_year_may_be_asked_for() -> None:
    before, after = dataset(plan(), indicator()), dataset(plan(), indicator(actuals=actual("60")))
    difference = compare(before, after)
    assert list(effects(Side(before), Side(after), difference, FiscalYear(2020))) == []
    assert len(list(effects(Side(before), Side(after), difference, R3))) == 1


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
    list(effects(Side(before), Side(after), compare(before, after)))
    list(doubts(Side(before), Side(after), compare(before, after)))


# A second look


def looks(before: dict[str, Any] | None, after: dict[str, Any] | None, **of_plan: Any) -> list[Why]:
    old, new = (
        dataset(plan(**of_plan), *([indicator(**changes)] if changes is not None else []))
        for changes in (before, after)
    )
    return [doubt.why for doubt in doubts(Side(old), Side(new), compare(old, new))]


LOW = {"value": "80"}
RESULT = published("0", "0", "1", "0")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"actuals": actual("60")}, []),
        ({}, {"target": LOW}, [Why.TARGET_UNRECORDED]),
        ({}, {"target": LOW, "actuals": actual("60")}, [Why.TARGET_UNRECORDED, Why.TARGET_EASED]),
        ({}, {"target": LOW, "actuals": actual("40")}, [Why.TARGET_UNRECORDED]),
        ({}, {"target": {"value": "120"}, "actuals": actual("60")}, [Why.TARGET_UNRECORDED]),
        (
            {"baseline": {"value": "90"}, "target": {"value": "20"}},
            {"baseline": {"value": "90"}, "target": {"value": "30"}, "actuals": actual("40")},
            [Why.TARGET_UNRECORDED, Why.TARGET_EASED],
        ),
        ({}, {"actuals": actual("500")}, [Why.TEN_TIMES]),
        ({}, {"actuals": actual("5")}, [Why.TEN_TIMES]),
        ({}, {"actuals": actual("499")}, []),
        ({}, {"actuals": {**actual("50"), "R4": {"value": "500", "status": "実績"}}}, [Why.TEN_TIMES]),
        ({}, {"actuals": {"R3": [*actual("50").values(), *actual("500").values()]}}, [Why.TEN_TIMES]),
        ({}, {"actuals": {"R3": [*actual("500").values(), *actual("50").values()]}}, []),
        ({}, {"unit": "人"}, [Why.UNIT_ALONE]),
        ({}, {"unit": "千件", "target": {"value": "0.1"}}, [Why.TARGET_UNRECORDED]),
        ({}, None, [Why.REMOVED_BELOW]),
        ({"actuals": actual("100")}, None, []),
        ({}, {"baseline": {"value": "-100"}}, [Why.BASELINE_RAISES]),
        # from the baseline before, nothing says which side of the target now is the good one
        ({"baseline": None, "better": "higher"}, {}, []),
        ({"baseline": {"value": "100"}, "target": {"value": "200"}}, {}, [Why.TARGET_UNRECORDED]),
        ({}, {"baseline": {"value": "10"}}, []),
        ({}, {"name": "別", "note": "注"}, []),
    ],
)  # fmt: skip
def test_what_deserves_a_second_look(before: dict[str, Any], after: dict[str, Any] | None, expected: list[Why]) -> None:
    assert looks(before, after) == expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ({"actuals": actual("51")}, [Why.PUBLISHED_YEAR]),
        ({"actuals": None}, [Why.PUBLISHED_YEAR]),
        ({"actuals": {**actual("50"), "R2": {"value": "40", "status": "実績"}}}, []),
    ],
)
def test_a_year_whose_result_is_published_is_not_edited_lightly(after: dict[str, Any], expected: list[Why]) -> None:
    assert looks({}, after, **RESULT) == expected


def decided(date: str = "2021-02", **to: str) -> dict[str, Any]:
    return {"date": date, "indicator": "a", "from": {"value": "100"}, "to": to, "reason": "訳", "decision": "会議"}


def looked_at(old: Plan, new: Plan, before: Indicator, after: Indicator) -> list[tuple[Why, list[Kind]]]:
    sides = dataset(old, before), dataset(new, after)
    found = doubts(Side(sides[0]), Side(sides[1]), compare(*sides))
    return [(doubt.why, [change.kind for change in doubt.changes]) for doubt in found]


def test_a_recorded_revision_deserves_a_look_only_beside_a_better_actual() -> None:
    old, revised = plan(), plan(revisions=[decided(value="80")])

    def found(value: str) -> list[Why]:
        return [why for why, _ in looked_at(old, revised, indicator(), indicator(actuals=actual(value)))]

    assert (found("50"), found("60")) == ([], [Why.TARGET_EASED])


def test_whoever_records_a_revision_leaves_the_adopted_target_as_it_is() -> None:
    """What the revision starts from is gone, so that it does not count: the target is rewritten twice for nothing."""
    found = looked_at(plan(), plan(revisions=[decided(value="80")]), indicator(), indicator(target=LOW))
    assert found == [(Why.TARGET_REWRITTEN, [Kind.TARGET_CHANGED])]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ([], [decided(value="80")], Kind.REVISION_ADDED),
        ([decided(value="80")], [], Kind.REVISION_REMOVED),
        ([decided(value="80")], [decided(value="60")], Kind.REVISION_CHANGED),
    ],
)
def test_what_moves_a_published_year_by_another_target_deserves_a_look(
    before: list[dict[str, Any]], after: list[dict[str, Any]], kind: Kind
) -> None:
    old, new = (plan(revisions=revisions, **RESULT) for revisions in (before, after))
    assert looked_at(old, new, indicator(), indicator()) == [(Why.PUBLISHED_RESULT, [kind])]


def test_a_decision_of_a_later_year_leaves_the_published_one_alone() -> None:
    new = plan(revisions=[decided("2022-05", value="80")], **RESULT)
    assert looked_at(plan(**RESULT), new, indicator(), indicator()) == []


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

    assert eased(of({"県": "10", "市": "5"}), of(parts)) is easier
