"""The same data by several methods: what the headline owes to the method."""

from fractions import Fraction
from typing import Any

from dxkpi.core.assessment import SpecialStatus
from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.by_method import MethodComparison, compare_methods, judged_by
from dxkpi.core.detail import Standing
from dxkpi.source.presets import shipped
from tests.build import actual, declared, indicator, plan

PRESETS = shipped().records


def own(identifier: str, b: str | None, t: str, a: str | None, **more: Any) -> Any:
    changes = {"baseline": {"value": b, "year": "R1"} if b else None, "target": {"value": t}, "better": "higher"}
    return indicator(id=identifier, actuals=actual(a) if a else None, **(changes | more))


INDICATORS = declared(
    own("stalled", "119", "133", "119"),
    own("ahead", "0", "100", "70"),
    own("met", "0", "100", "130"),
    own("unknown", None, "100", "50"),
    own("waiting", "0", "100", None),
    own("ended", "0", "100", "10", suspended={"since": "R2", "reason": "例"}),
    indicator(id="followed", direction="monitor", target=None, baseline=None),
)


def compared(*names: str) -> MethodComparison:
    of = plan(target_year="R5")
    return compare_methods(of, INDICATORS, parse_fiscal_year("R3"), [PRESETS[name] for name in names])


def test_each_method_has_its_own_headline() -> None:
    found = compared("aichi", "nagano", "tama")
    assert [(m.preset.preset if m.preset else None, m.count(Standing.MET), m.share) for m in found.methods] == [
        (None, 1, Fraction(1, 4)),
        ("aichi", 1, Fraction(1, 4)),
        ("nagano", 2, Fraction(2, 3)),
        ("tama", 3, Fraction(3, 4)),
    ]


def test_each_method_has_its_own_ratings() -> None:
    _, aichi, nagano, tama = compared("aichi", "nagano", "tama").methods
    assert [aichi.rated(r) for r in "abcd"] == [1, 1, 2, 0]
    assert [nagano.rated(r) for r in "abc"] == [2, 0, 1]
    assert [tama.rated(r) for r in ("steady", "mostly", "improve")] == [3, 1, 0]


def test_what_hangs_on_the_method_is_counted() -> None:
    found = compared("nagano", "tama")
    assert found.split() == (1, 0, 2)
    assert [row[0].indicator.id for row in found.rows] == ["stalled", "ahead", "met", "unknown", "waiting", "ended"]


def test_with_itself_nothing_is_split() -> None:
    assert compared("chiba-ict").split()[2] == 0


def test_a_plan_keeps_the_states_that_its_indicators_name() -> None:
    states = [
        {"id": "stopped", "label": "中止", "group": "その他"},
        {"id": "unpublished", "label": "未判明", "group": "その他", "when": "no_actual"},
    ]
    found = judged_by(plan(states=states), PRESETS["nagano"])
    assert [(state.id, state.label, state.when) for state in found.states] == [
        ("stopped", "中止", None),
        ("unpublished", "未判明", None),
        ("unpublished", "未公表", "no_actual"),
    ]
    assert found.suspended is not None
    assert found.published == {}


def test_a_state_stays_one_where_the_method_has_a_rating_or_a_state_of_its_id() -> None:
    states = [{"id": "c", "label": "中止", "group": "その他", "lasting": "true"}]
    states.append({"id": "unpublished", "label": "公表せず", "group": "その他", "lasting": "true"})
    of = plan(states=states)
    entered = {state: own("x", "0", "100", "50", states={"R2": {"state": state}}) for state in ("c", "unpublished")}
    for state, indicator_ in entered.items():
        found = compare_methods(of, declared(indicator_), parse_fiscal_year("R3"), [PRESETS["nagano"]])
        labels = [
            a.outcome.state.label
            for (a,) in (m.assessments for m in found.methods)
            if isinstance(a.outcome, SpecialStatus)
        ]
        assert labels == [{"c": "中止", "unpublished": "公表せず"}[state]] * 2


def test_what_people_said_by_the_plan_s_ratings_says_nothing_by_those_of_another_method() -> None:
    """委員会の「b」は計画の区分であり、長野県の方法の b（おおむね順調）ではない. 値からは c（努力を要する）になる."""
    ratings = [
        {"id": "a", "label": "A", "group": "達成", "at_least": "100"},
        {"id": "b", "label": "B", "group": "未達成", "at_least": "50"},
        {"id": "c", "label": "C", "group": "未達成"},
    ]
    judged = own("x", "0", "100", "7", judged={"R3": {"rating": "b", "by": "委員会"}})
    found = compare_methods(
        plan(ratings=ratings, target_year="R5"), declared(judged), parse_fiscal_year("R3"), [PRESETS["nagano"]]
    )
    assert [[m.rated(r) for r in "abc"] for m in found.methods] == [[0, 1, 0], [0, 0, 1]]
    assert [a.judged is not None for (a,) in (m.assessments for m in found.methods)] == [True, False]


def test_nothing_reckoned_by_the_plan_s_own_method_is_left_in_its_copy() -> None:
    of = plan()
    own = of.scale
    other = judged_by(of, PRESETS["nagano"]).scale
    assert own is not None
    assert other is not None
    assert (own.ratings, other.ratings) == (of.ratings, PRESETS["nagano"].ratings)
