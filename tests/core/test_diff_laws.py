"""What holds of any two states of whole data: the changes listed, and nothing else, make the one the other."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from dxkpi.core.dataset import Dataset
from dxkpi.core.diff.change import Change, Key
from dxkpi.core.diff.compare import compare
from dxkpi.core.diff.impact import Snapshot, impacts, years
from dxkpi.core.diff.parts import ORDER, leaves, standing_at
from dxkpi.core.indicator import AnyIndicator, Indicator
from dxkpi.core.plan.plan import Plan, as_written
from dxkpi.core.report import build_report
from tests import build
from tests.core.test_compare import SHIPPED, SINGLE, essence, two_states
from tests.core.test_impacts import result
from tests.render.outcomes import directions

ICT = SHIPPED.plan("chiba-ict")
assert ICT
OWN = [indicator for indicator in SINGLE if indicator.plan == "chiba-ict"]
READ = TypeAdapter[Indicator](AnyIndicator).validate_python
STRANGERS = [READ({**as_written(one), "plan": "chiba-ict", "section": "hakyu"}) for one in directions()]


@st.composite
def whole_states(draw: st.DrawFn) -> tuple[Dataset, Dataset]:
    """The shipped plan with some of its indicators, and the same with some of all edited, gone, come or renamed."""
    before = draw(st.lists(st.sampled_from(OWN), unique_by=lambda one: one.id, min_size=1, max_size=4))
    after: list[Indicator] = []
    for one in before:
        now = _kept(one, draw(st.just(one) | two_states([one]).map(lambda both: both[1])))
        after += draw(st.sampled_from([[], [now], [READ({**as_written(now), "id": f"{one.id}-again"})]]))
    after += draw(st.lists(st.sampled_from(STRANGERS), unique_by=lambda one: one.id, max_size=2))
    after.sort(key=lambda one: one.id)
    assert ICT
    plan = draw(st.just(ICT.plan) | two_states([ICT.plan]).map(lambda both: both[1]))
    plan = plan.with_published(ICT.plan.published)
    return build.dataset(ICT.plan, *before), build.dataset(plan if plan.plan == "chiba-ict" else ICT.plan, *after)


def _kept(before: Indicator, after: Indicator) -> Indicator:
    """`after`, if it is still that indicator of the plan."""
    return after if (after.plan, after.id) == (before.plan, before.id) else before


Leaves = dict[Key, str]


def applied(changes: Iterable[Change], before: Dataset, after: Dataset) -> Dataset:
    """`before` after nothing but `changes`, by what they say of themselves; lists in the order of `after`."""
    plan: Leaves = leaves(as_written(before.plans[0].plan))
    records: dict[str, Leaves] = {d.indicator.id: leaves(as_written(d.indicator)) for d in before.indicators}
    told = sorted(changes, key=lambda change: change.key != ("id",))
    for change in told:
        if change.key == ("id",):
            (value,) = change.values
            assert value.before
            records[change.indicator or ""] = records.pop(value.before)
    for change in told:
        if change.key[:1] == ("revisions",) or change.indicator is None:
            _apply(change, plan)
        else:
            _apply(change, records.setdefault(change.indicator, {}))
    shapes = {d.indicator.id: as_written(d.indicator) for d in after.indicators}
    indicators = [READ(grown(records[name], shapes[name])) for name in sorted(records) if records[name]]
    shape = as_written(after.plans[0].plan)
    now = Plan.model_validate(grown(plan, shape)).with_published(before.plans[0].plan.published)
    return build.dataset(now, *indicators)


def _apply(change: Change, record: Leaves) -> None:
    alone = ("(1)",) if change.key[:1] == ("actuals",) else ()  # no year of these data has two records
    for value in change.values:
        place = (*change.key, *alone, *value.key)
        if place[-1] == ORDER:
            continue
        assert record.pop(place, None) == value.before
        if value.after is not None:
            record[place] = value.after


def grown(record: Leaves, shape: Any, key: Key = ()) -> Any:
    """The record that has these leaves, with the lists of `shape`."""
    if set(record) == {()}:
        return {"[]": [], "{}": {}}.get(record[()], record[()])
    below: dict[str, Leaves] = {}
    for (first, *rest), text in record.items():
        below.setdefault(first, {})[tuple(rest)] = text
    if isinstance(shape, list):
        entries = [(step, own, standing_at(shape, (step,), key)[1]) for step, own in below.items()]
        entries.sort(key=lambda entry: standing_at(shape, (entry[0],), key)[0])
        return [grown(own, inner, (*key, step)) for step, own, inner in entries]
    return {step: grown(own, shape[step], (*key, step)) for step, own in below.items()}


def figures(dataset: Dataset, both: tuple[Dataset, Dataset]) -> object:
    """All counts, percentages and results of the years that either state knows of."""
    plan = dataset.plans[0].plan
    told = years(Snapshot(both[0]), Snapshot(both[1]), plan.plan)
    reports = [build_report(plan, dataset.of_plan(plan.plan), year) for year in told if plan.covers(year)]
    return [
        (
            [[cell.count for cell in row.cells] for table in report.tables for row in table.rows],
            [share.exact for table in report.tables for share in table.percentages],
            [(one.indicator.id, result(one)) for one in report.assessments],
            report.reconciliation and report.reconciliation.agreement,
        )
        for report in reports
    ]


@given(whole_states())
def test_applying_the_changes_gives_the_figures_of_the_other_state(both: tuple[Dataset, Dataset]) -> None:
    before, after = both
    changes = compare(before, after).changes
    again = applied(changes, before, after)
    assert compare(again, after).changes == ()
    assert figures(again, both) == figures(after, both)


@given(whole_states())
def test_from_the_other_end_everything_is_its_reverse(both: tuple[Dataset, Dataset]) -> None:
    before, after = both
    there, back = compare(before, after), compare(after, before)
    assert Counter(essence(c.reversed()) for c in there.changes) == Counter(essence(c) for c in back.changes)
    forth = impacts(Snapshot(before), Snapshot(after), there)
    turned = impacts(Snapshot(after), Snapshot(before), back)
    assert [(e.year, e.rerated, len(e.tables or ()), e.agreement) for e in forth] == [
        (e.year, e.rerated, len(e.tables or ()), e.agreement[::-1]) for e in turned
    ]


@given(whole_states())
def test_the_same_state_is_no_change_and_has_no_effect(both: tuple[Dataset, Dataset]) -> None:
    for one in both:
        same = compare(one, one)
        assert same.changes == ()
        assert list(impacts(Snapshot(one), Snapshot(one), same)) == []
