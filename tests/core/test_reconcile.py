"""Published counts against data: 一致, 矛盾なし, 不整合."""

from decimal import Decimal
from fractions import Fraction
from itertools import permutations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.counts import can_fill, prints_as
from dxkpi.core.reconcile import Agreement, Reconciliation, reconcile
from tests.build import actual, declared, indicator, plan

R3 = FiscalYear(2021)
COLUMNS = ["achieved", "from60", "from30", "below30"]


def published(*counts: str, percent: dict[str, Any] | None = None, **more: str) -> dict[str, Any]:
    """The R3 result of the one section `s`."""
    result: dict[str, Any] = {
        "source": {"document": "doc"},
        "counts": {"s": dict(zip(COLUMNS, counts, strict=True)) | more},
    }
    return {"published": {"R3": result | ({"percent": percent} if percent else {})}}


def met(name: str) -> Any:
    return indicator(id=name, name=name, actuals=actual("100"))


def rate(name: str, percent: str) -> Any:
    return indicator(id=name, name=name, actuals=actual(percent))


def unknown(name: str) -> Any:
    """Missed for certain, by how much nobody knows."""
    return indicator(id=name, name=name, baseline=None, better="higher")


def result(indicators: list[Any], *counts: str, **more: Any) -> Reconciliation:
    found = reconcile(plan(**(published(*counts) | more)), declared(*indicators), R3)
    assert found is not None
    return found


def agreements(found: Reconciliation) -> list[tuple[str, int]]:
    return [(cell.agreement.value, cell.unconfirmed) for cell in found.sections[0].cells[:4]]


def test_everything_determined_agrees() -> None:
    found = result([met("a"), rate("b", "70")], "1", "1", "0", "0")
    assert agreements(found) == [("一致", 0), ("一致", 0), ("一致", 0), ("一致", 0)]
    assert found.agreement is Agreement.CONFIRMED


def test_what_could_not_be_assessed_fills_the_rest() -> None:
    found = result([met("a"), unknown("b"), unknown("c")], "1", "0", "1", "1")
    assert agreements(found) == [("一致", 0), ("矛盾なし", 0), ("矛盾なし", 1), ("矛盾なし", 1)]
    assert found.sections[0].allowed == {"b": ("from30", "below30"), "c": ("from30", "below30")}


def test_where_one_rating_is_left_it_is_the_only_one_allowed() -> None:
    found = result([unknown("a"), unknown("b")], "0", "0", "0", "2")
    assert found.sections[0].allowed == {"a": ("below30",), "b": ("below30",)}


def test_a_printed_rating_places_what_the_data_leave_open_and_the_counts_have_to_hold_it() -> None:
    """資料が行に区分を印刷していれば、残りの件数はそれと合わせて満たせなければならない."""

    def of(*ratings: str) -> Reconciliation:
        rows = {name: {"rating": own} for name, own in zip("bc", ratings, strict=True)}
        year = published("1", "0", "1", "1")["published"]["R3"] | {"rows": rows}
        found = reconcile(plan(published={"R3": year}), declared(met("a"), unknown("b"), unknown("c")), R3)
        assert found is not None
        return found

    assert of("from30", "below30").sections[0].allowed == {"b": ("from30",), "c": ("below30",)}
    assert agreements(of("from30", "below30")) == [("一致", 0), ("一致", 0), ("矛盾なし", 1), ("矛盾なし", 1)]
    assert agreements(of("below30", "below30")) == [("一致", 0), ("一致", 0), ("不整合", 1), ("矛盾なし", 1)]
    assert of("achieved", "below30").sections[0].allowed == {
        "b": ("from30",),
        "c": ("below30",),
    }  # the data rule it out


def test_a_missed_indicator_never_fills_achieved() -> None:
    found = result([unknown("a")], "1", "0", "0", "0")
    assert found.sections[0].cell("achieved").agreement is Agreement.CONTRADICTED
    assert found.agreement is Agreement.CONTRADICTED


def test_more_determined_than_published_contradicts_that_cell() -> None:
    found = result([met("a"), met("b")], "1", "0", "0", "0")
    assert agreements(found)[0] == ("不整合", 0)
    assert [a.indicator.id for a in found.sections[0].cell("achieved").named] == ["a", "b"]


def test_a_row_that_counts_more_than_there_are_contradicts() -> None:
    found = result([met("a"), unknown("b")], "1", "1", "1", "0")
    assert found.agreement is Agreement.CONTRADICTED
    assert [c.agreement.value for c in found.sections[0].cells[:4]] == ["一致", "不整合", "不整合", "不整合"]


def test_undisclosed_indicators_count_and_cannot_be_confirmed() -> None:
    unnamed = [{"section": "s", "rating": "achieved", "count": "3", "source": {"document": "doc"}}]
    found = result([met("a")], "4", "0", "0", "0", undisclosed=unnamed)
    assert agreements(found)[0] == ("矛盾なし", 3)


def test_a_suspended_indicator_where_none_was_published_contradicts() -> None:
    stopped = indicator(suspended={"since": "R3", "reason": "見直し"})
    found = result([stopped], "0", "0", "0", "0")
    assert found.sections[0].cell("suspended").agreement is Agreement.CONTRADICTED


def test_what_became_known_later_cannot_contradict() -> None:
    later = indicator(
        actuals={
            "R3": [
                {"value": "50", "status": "見込", "known": "2022-03-14"},
                {"value": "100", "status": "実績", "known": "2022-09-30"},
            ]
        }
    )
    assert result([later], "0", "0", "1", "0").agreement is Agreement.CONFIRMED


@pytest.mark.parametrize(
    ("total", "agreement"),
    [
        ({"achieved": "66.7"}, "一致"),
        ({"achieved": "66.6"}, "不整合"),
        ({"achieved": "67"}, "一致"),
        ({"below30": "0"}, "一致"),
    ],
)
def test_percentages_follow_from_the_published_counts(total: dict[str, str], agreement: str) -> None:
    found = reconcile(
        plan(**published("2", "1", "0", "0", percent={"total": total})),
        declared(met("a"), met("b"), rate("c", "70")),
        R3,
    )
    assert found is not None
    assert [percent.agreement.value for percent in found.percentages] == [agreement]


@given(st.integers(0, 300), st.integers(1, 300))
def test_prints_as_is_half_up_at_one_decimal(count: int, whole: int) -> None:
    exact = Fraction(count, whole)
    tenths = (exact * 1000 + Fraction(1, 2)).__floor__()
    assert prints_as(exact, Decimal(tenths).scaleb(-1))
    assert not prints_as(exact, Decimal(tenths + 1).scaleb(-1))
    assert not prints_as(exact, Decimal(tenths - 1).scaleb(-1))


@given(
    st.lists(st.sets(st.sampled_from("abc"), min_size=1), max_size=5),
    st.fixed_dictionaries({p: st.integers(0, 3) for p in "abc"}),
)
def test_can_fill_is_what_trying_every_assignment_finds(choices: list[set[str]], places: dict[str, int]) -> None:
    by_hand = any(
        all(chosen.count(place) == count for place, count in places.items())
        for chosen in product(*(sorted(choice) for choice in choices))
    )
    assert can_fill(choices, places) is by_hand


def test_the_order_of_indicators_does_not_matter() -> None:
    own = [met("a"), unknown("b"), unknown("c")]
    outcomes = {tuple(agreements(result(list(order), "1", "1", "0", "1"))) for order in permutations(own)}
    assert len(outcomes) == 1


def printed(**row: Any) -> Reconciliation:
    """The R3 result of which a paper prints one row, against the sample indicator (50 of 100)."""
    found = reconcile(
        plan(published={"R3": {"source": {"document": "doc"}, "rows": {"a": row}}}), declared(indicator()), R3
    )
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("row", "agreement"),
    [
        ({"name": "別の名称", "section": "x", "actual": {"value": "50.0", "status": "実績"}}, "一致"),
        ({"target": {"value": "100", "text": "百"}, "rate": "50.0", "rating": "from30"}, "一致"),
        ({"rate": "50"}, "一致"),
        ({"rate": "50.1"}, "不整合"),
        ({"actual": {"value": "51"}}, "不整合"),
        ({"unit": "人"}, "不整合"),
        ({"rating": "achieved"}, "不整合"),
        ({"state": "suspended"}, "不整合"),
        ({"baseline": {"value": "0", "year": "H30"}}, "矛盾なし"),
    ],
)
def test_what_is_printed_of_an_indicator_is_held_against_the_data(row: dict[str, Any], agreement: str) -> None:
    found = printed(**row)
    assert [own.agreement.value for own in found.rows] == [agreement]
    assert found.agreement.value == agreement


def test_a_printed_rate_is_rounded_as_the_plan_rounds() -> None:
    method = {"formula": "distance", "against": "target", "rounding": {"digits": "1", "mode": "down"}}
    third = indicator(target={"value": "3"}, actuals=actual("2"))
    for rate, agreement in (("66.6", "一致"), ("66.7", "不整合")):
        result = {"source": {"document": "doc"}, "rows": {"a": {"rate": rate}}}
        found = reconcile(plan(method=method, published={"R3": result}), declared(third), R3)
        assert found is not None
        assert [own.agreement.value for own in found.rows] == [agreement]


def test_a_printed_rating_that_an_unassessed_one_may_take_is_possible() -> None:
    for rating, agreement in (("from30", "矛盾なし"), ("achieved", "不整合")):
        result = {"source": {"document": "doc"}, "rows": {"a": {"rating": rating, "rate": "40.0"}}}
        found = reconcile(plan(published={"R3": result}), declared(unknown("a")), R3)
        assert found is not None
        assert [own.agreement.value for own in found.rows] == [agreement]


POSITIONS = [
    {"id": "achieved", "label": "達成", "group": "達成", "at_least": "100"},
    {"id": "better", "label": "改善", "group": "未達成", "from_baseline": "better"},
    {"id": "worse", "label": "悪化", "group": "未達成"},
]
BY_PEOPLE = [{"id": name, "label": name, "group": name} for name in "ab"]
TO_FLOOR = {"formula": "distance", "against": "target", "rounding": {"digits": "0", "mode": "down", "rated": "rounded"}}


@pytest.mark.parametrize(
    ("row", "of", "changes", "ratings"),
    [
        ({"rating": "from60", "rate": "45.2"}, {}, {}, ["from60"]),
        ({"rating": "from30", "rate": "45.2"}, {}, {}, []),
        # 59.96 is printed as 60.0, and is no 60.
        ({"rating": "from30", "rate": "60.0"}, {}, {}, []),
        ({"rating": "from30", "rate": "60.00"}, {}, {}, []),
        ({"rating": "from30", "rate": "60.1"}, {}, {}, ["from30"]),
        ({"rating": "from30", "rate": "60"}, {"method": TO_FLOOR}, {}, ["from30"]),
        ({"rating": "from30", "rate": "59"}, {"method": TO_FLOOR}, {}, []),
        # What the target was missed by nobody knows, but it was missed.
        ({"rate": "99.9"}, {}, {}, []),
        ({"rate": "100"}, {}, {}, []),
        ({"rate": "120"}, {}, {}, ["from60", "from30", "below30"]),
        ({"rating": "from60"}, {}, {}, []),
        # The rate alone does not decide.
        ({"rating": "better", "rate": "120"}, {"ratings": POSITIONS}, {}, []),
        ({"rate": "120"}, {}, {"target": {"value": "100", "exclusive": "true"}}, []),
        ({"rate": "120"}, {}, {"target": {"value": "100", "tolerance": "5"}}, []),
        ({"rating": "b", "rate": "120"}, {"method": {"formula": "judged"}, "ratings": BY_PEOPLE}, {}, []),
        ({"rating": "below30", "rate": "99"}, {}, {"direction": "keep", "actuals": None}, []),
    ],
)
def test_a_printed_rate_that_is_of_no_rating_which_row_and_data_leave_cannot_be_true(
    row: dict[str, str], of: dict[str, Any], changes: dict[str, Any], ratings: list[str]
) -> None:
    own = indicator(baseline=None, better="higher", **changes)
    result = {"source": {"document": "doc"}, "rows": {"a": row}}
    found = reconcile(plan(published={"R3": result}, **of), declared(own), R3)
    assert found is not None
    (one,) = found.rows
    assert [rating.id for rating in one.ratings] == ratings
    assert one.agreement.value == ("不整合" if ratings else "矛盾なし")


@pytest.mark.parametrize(("printed_rate", "agreement"), [("50.0", "一致"), ("50.1", "不整合")])
def test_a_printed_rate_is_held_against_that_of_a_target_which_is_not_yet_due(
    printed_rate: str, agreement: str
) -> None:
    result = {"source": {"document": "doc"}, "rows": {"a": {"rate": printed_rate}}}
    early = indicator(target={"value": "100", "year": "R5"})
    found = reconcile(plan(published={"R3": result}), declared(early), R3)
    assert found is not None
    assert [own.agreement.value for own in found.rows] == [agreement]


def test_what_was_not_known_on_the_day_of_the_paper_contradicts_no_row() -> None:
    later = [{"value": "50", "status": "実績"}, {"value": "70", "status": "実績", "known": "2022-09"}]
    result = {"source": {"document": "doc"}, "date": "2022-03-14", "rows": {"a": {"actual": {"value": "50"}}}}
    found = reconcile(plan(published={"R3": result}), declared(indicator(actuals={"R3": later})), R3)
    assert found is not None
    assert found.agreement is Agreement.CONFIRMED
