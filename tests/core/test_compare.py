"""What is told of two states of the data: every change, nothing else, and from both ends the same."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.finding import Ref
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan
from dxkpi.core.diff.change import Change
from dxkpi.core.diff.compare import Difference, compare
from dxkpi.core.diff.parts import leaves
from dxkpi.core.indicator import AnyIndicator, Indicator
from dxkpi.core.plan.plan import Plan, as_written
from dxkpi.source.files import FolderTree
from dxkpi.source.loader import load
from tests.build import actual, dataset, declared, indicator, plan
from tests.render.outcomes import directions
from tests.run import DATA

_INDICATOR: TypeAdapter[Indicator] = TypeAdapter(AnyIndicator)
SHIPPED = load(FolderTree(DATA, "data")).dataset
INDICATORS = [*(d.indicator for d in SHIPPED.indicators), *directions()]
FULL = plan(
    government="県", period={"from": "R1", "to": "R3"}, tables=[["s"]], note="注",
    sections=[{"id": "s", "name": "分野", "subsections": [{"id": "x", "name": "項目"}]}, {"id": "t", "name": "他"}],
    causes=[{"id": "c", "label": "要因"}], rules=[{"code": "KPI308", "severity": "none", "reason": "訳"}],
    corrections=[{"date": "2022-06", "year": "R3", "indicator": "a", "from": {"rate": "50"}, "why": "訳"}],
    revisions=[{"date": "2021-02", "indicator": "a", "from": {"value": "100"}, "to": {"value": "80"},
                "reason": "訳", "decision": "会議"}],
    source={"document": "doc", "page": "1"},
)  # fmt: skip
PLANS = [*(d.plan for d in SHIPPED.plans), FULL]
WORDS = ["7", "0", "R2", "R4", "2020-03", "別の語", "other-id", "true", "false", "見込", "higher", "lower", "all", "80"]


def kinds(before: Indicator, after: Indicator) -> list[ChangeKind]:
    return [change.kind for change in between(before, after).changes]


def between(before: Indicator, after: Indicator) -> Difference:
    return compare(dataset(plan(), before), dataset(plan(), after))


SUSPENDED = {"suspended": {"since": "R3", "reason": "終了"}}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"actuals": None}, {}, [ChangeKind.ACTUAL_ADDED]),
        ({}, {"actuals": actual("60")}, [ChangeKind.ACTUAL_REVISED]),
        ({"actuals": actual("50", "見込")}, {}, [ChangeKind.ACTUAL_FIRMED]),
        ({"actuals": actual("50", "見込")}, {"actuals": actual("60")}, [ChangeKind.ACTUAL_FIRMED]),
        ({}, {"actuals": actual("50", "速報")}, [ChangeKind.ACTUAL_SOFTENED]),
        ({}, {"actuals": None}, [ChangeKind.ACTUAL_REMOVED]),
        ({}, {"actuals": {"2021": {"value": "50", "status": "実績"}}}, []),
        ({}, {"actuals": actual("50", note="注")}, [ChangeKind.TEXT_CHANGED]),
        ({}, {"target": {"value": "90"}}, [ChangeKind.TARGET_CHANGED]),
        ({}, {"target": {"value": "100", "year": "R4"}}, [ChangeKind.TARGET_CHANGED]),
        ({}, {"target": {"value": "100", "note": "注"}}, [ChangeKind.TEXT_CHANGED]),
        ({}, {"baseline": {"value": "1"}}, [ChangeKind.BASELINE_CHANGED]),
        ({"better": "higher"}, {"better": "higher", "baseline": None}, [ChangeKind.BASELINE_CHANGED]),
        ({}, {"better": "higher"}, [ChangeKind.DIRECTION_CHANGED]),
        ({}, {"direction": "increase", "target": None}, [ChangeKind.DIRECTION_CHANGED, ChangeKind.TARGET_CHANGED]),
        ({}, {"unit": "人"}, [ChangeKind.UNIT_CHANGED]),
        ({}, {"section": "t"}, [ChangeKind.SECTION_CHANGED]),
        ({}, {"subsection": "x"}, [ChangeKind.SECTION_CHANGED]),
        ({}, {"name": "別名"}, [ChangeKind.INDICATOR_RENAMED]),
        ({}, {"id": "b"}, [ChangeKind.INDICATOR_RENAMED]),
        ({}, SUSPENDED, [ChangeKind.SUSPENDED]),
        (SUSPENDED, {}, [ChangeKind.RESUMED]),
        (SUSPENDED, {"suspended": {"since": "R2", "reason": "終了"}}, [ChangeKind.SUSPENSION_CHANGED]),
        ({}, {"unmet": {"R3": {"reason": "訳"}}}, [ChangeKind.REASON_ADDED]),
        ({"unmet": {"R3": {"reason": "訳"}}}, {"unmet": {"R3": {"reason": "別"}}}, [ChangeKind.REASON_CHANGED]),
        ({}, {"assumed": {"baseline": "推定"}}, [ChangeKind.ASSUMPTION_CHANGED]),
        ({}, {"owner": "課"}, [ChangeKind.TEXT_CHANGED]),
        ({}, {"note": "注"}, [ChangeKind.TEXT_CHANGED]),
        ({}, {"source": {"document": "doc", "page": "2"}}, [ChangeKind.TEXT_CHANGED]),
    ],
)
def test_each_change_has_its_kind(before: dict[str, Any], after: dict[str, Any], expected: list[ChangeKind]) -> None:
    assert kinds(indicator(**before), indicator(**after)) == expected


def test_a_new_indicator_and_one_that_is_gone_are_one_change_each() -> None:
    found = between(indicator(id="a", name="甲"), indicator(id="b", name="乙")).changes
    assert [(c.kind, c.indicator, c.name) for c in found] == [
        (ChangeKind.INDICATOR_REMOVED, "a", "甲"),
        (ChangeKind.INDICATOR_ADDED, "b", "乙"),
    ]


def test_an_indicator_under_a_new_id_is_compared_with_what_it_was() -> None:
    found = between(indicator(id="a"), indicator(id="b", actuals=actual("60"))).changes
    assert [(c.kind, [(v.before, v.after) for v in c.values]) for c in found] == [
        (ChangeKind.INDICATOR_RENAMED, [("a", "b")]),
        (ChangeKind.ACTUAL_REVISED, [("50", "60")]),
    ]


def test_of_several_that_it_could_have_been_none_is_taken() -> None:
    before = dataset(plan(), indicator(id="a"), indicator(id="b"))
    found = compare(before, dataset(plan(), indicator(id="c"))).changes
    assert Counter(c.kind for c in found) == {ChangeKind.INDICATOR_REMOVED: 2, ChangeKind.INDICATOR_ADDED: 1}


def test_a_record_beside_another_is_added_and_changes_nothing() -> None:
    first = {"value": "40", "status": "見込", "known": "2021-11"}
    second = {"value": "50", "status": "実績", "known": "2022-05"}
    found = between(indicator(actuals={"R3": first}), indicator(actuals={"R3": [first, second]})).changes
    assert [(c.kind, c.before, c.after) for c in found] == [
        (ChangeKind.ACTUAL_ADDED, None, Ref("data/indicators/p/s/a.yaml", ("actuals", "R3", 1)))
    ]


def test_the_order_of_records_counts_since_of_equals_the_last_is_taken() -> None:
    one, other = {"value": "40", "status": "実績"}, {"value": "50", "status": "実績"}
    found = between(indicator(actuals={"R3": [one, other]}), indicator(actuals={"R3": [other, one]})).changes
    assert [(c.kind, c.key) for c in found] == [(ChangeKind.ACTUAL_REVISED, ("actuals", "R3", "(order)"))]


BANDS = as_written(plan())["ratings"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": "別"}, [(ChangeKind.TEXT_CHANGED, None)]),
        ({"target_year": "R4"}, [(ChangeKind.PERIOD_CHANGED, None)]),
        ({"tables": [["s"]]}, [(ChangeKind.SECTIONS_CHANGED, None)]),
        ({"sections": [{"id": "s", "name": "別"}]}, [(ChangeKind.SECTIONS_CHANGED, None)]),
        ({"suspended": None}, [(ChangeKind.RATINGS_CHANGED, None)]),
        (
            {"ratings": [BANDS[0], {**BANDS[1], "at_least": "50"}, *BANDS[2:]]},
            [(ChangeKind.RATINGS_CHANGED, None)],
        ),
        (
            {"revisions": as_written(FULL)["revisions"]},
            [(ChangeKind.REVISION_ADDED, "a")],
        ),
        ({"published": {"R3": {"source": {"document": "doc"}}}}, [(ChangeKind.PUBLISHED_ADDED, None)]),
        ({"corrections": as_written(FULL)["corrections"]}, [(ChangeKind.CORRECTIONS_CHANGED, None)]),
        ({"rules": as_written(FULL)["rules"]}, [(ChangeKind.RULES_CHANGED, None)]),
    ],
)
def test_each_change_of_a_plan_has_its_kind(
    changes: dict[str, Any], expected: list[tuple[ChangeKind, str | None]]
) -> None:
    found = compare(dataset(plan()), dataset(plan(**changes))).changes
    assert [(change.kind, change.indicator) for change in found] == expected


def test_what_could_not_be_read_is_neither_gone_nor_new() -> None:
    whole = dataset(plan(), indicator(id="a"), indicator(id="b", name="乙"))
    part = Dataset(whole.plans, whole.indicators[1:], unread=("old/indicators/x/a.yaml",))
    assert compare(whole, part) == Difference(
        (), ((whole.plans[0],) * 2,), ((whole.indicators[1],) * 2,), ("data/indicators/p/s/a.yaml",)
    )
    assert compare(part, whole).changes == ()


def test_a_file_may_move_without_a_change() -> None:
    elsewhere = DeclaredIndicator("data/indicators/other/a.yaml", indicator())
    assert compare(dataset(plan(), indicator()), Dataset(dataset(plan()).plans, (elsewhere,))).changes == ()


def test_a_fingerprint_speaks_of_what_changes_and_not_of_where_it_stands_or_what_else_changes() -> None:
    (alone,) = between(indicator(), indicator(actuals=actual("60"))).changes
    among = between(indicator(owner="甲"), indicator(owner="乙", name="別", actuals=actual("60"))).changes
    (other,) = between(indicator(), indicator(actuals=actual("61"))).changes
    assert alone.fingerprint in {change.fingerprint for change in among}
    assert alone.fingerprint != other.fingerprint
    assert alone.fingerprint == "687ce4faa7aace3e91813589c9d00cc3"


# Laws


def places(written: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of everything in a written record."""
    yield path
    entries = written.items() if isinstance(written, dict) else enumerate(written) if isinstance(written, list) else ()
    for key, below in entries:
        yield from places(below, (*path, key))


def mutated(written: Any, path: tuple[Any, ...], word: str | None) -> Any:
    """`written` with another word, or nothing, at `path`."""
    key, *rest = path
    copy = dict(written) if isinstance(written, dict) else list(written)
    if rest:
        copy[key] = mutated(copy[key], tuple(rest), word)
    elif word is None:
        del copy[key]
    else:
        copy[key] = word
    return copy


@st.composite
def two_states(draw: st.DrawFn, records: list[Any]) -> tuple[Any, Any]:
    """A record, and the same with up to three things changed or gone that it can do so with."""
    before = draw(st.sampled_from(records))
    parse = Plan.model_validate if isinstance(before, Plan) else _INDICATOR.validate_python
    written, after = as_written(before), before
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from([path for path in places(written) if path]))
        try:
            after = parse(mutated(written, path, draw(st.sampled_from([*WORDS, None]))))
        except (ValidationError, TypeError):
            continue
        written = as_written(after)
    return before, after


def of(record: Any) -> Dataset:
    return Dataset((DeclaredPlan("data/targets/p.yaml", record),)) if isinstance(record, Plan) else Dataset(
        (), declared(record)
    )  # fmt: skip


states = two_states(INDICATORS) | two_states(PLANS)


@given(states)
def test_nothing_changes_unseen_and_nothing_is_seen_where_nothing_changes(both: tuple[Any, Any]) -> None:
    before, after = both
    assert bool(compare(of(before), of(after)).changes) is (as_written(before) != as_written(after))
    assert compare(of(after), of(after)).changes == ()


def essence(change: Change) -> tuple[Any, ...]:
    return change.kind, change.plan, change.key, change.values, change.before, change.after, change.year


@given(states)
def test_from_the_other_end_every_change_is_its_reverse(both: tuple[Any, Any]) -> None:
    before, after = of(both[0]), of(both[1])
    there, back = compare(before, after).changes, compare(after, before).changes
    assert Counter(essence(c.reversed()) for c in there) == Counter(essence(c) for c in back)


@given(states)
def test_fingerprints_are_unique(both: tuple[Any, Any]) -> None:
    found = [change.fingerprint for change in compare(of(both[0]), of(both[1])).changes]
    assert len(set(found)) == len(found)


SINGLE = [i for i in INDICATORS if all(len(records) == 1 for records in i.actuals.values())]


@given(two_states(SINGLE))
def test_applying_the_changes_gives_the_other_state(both: tuple[Indicator, Indicator]) -> None:
    before, after = both
    assume((before.plan, before.id) == (after.plan, after.id))  # else one goes and another comes
    (was, now) = (leaves(as_written(record)) for record in both)
    for change in compare(of(before), of(after)).changes:
        slot = ("(1)",) if change.key[:1] == ("actuals",) else ()
        for value in change.values:
            place = (*change.key, *slot, *value.key)
            assert was.get(place) == value.before
            was = {**was, place: value.after} if value.after is not None else _without(was, place)
    empty = {(field,) for field in ("actuals", "unmet", "assumed")}
    assert {k: v for k, v in was.items() if k not in empty} == {k: v for k, v in now.items() if k not in empty}


def _without(leaves: dict[tuple[str, ...], str], place: tuple[str, ...]) -> dict[tuple[str, ...], str]:
    return {key: value for key, value in leaves.items() if key != place}
