"""What a change of the data owes to published years: a correction for each row of theirs that it makes another."""

from collections.abc import Iterator
from dataclasses import dataclass

from dxkpi.core.basis.calendar import Day
from dxkpi.core.dataset import Dataset, DeclaredPlan, DeclaredPublished
from dxkpi.core.plan.published import Published
from dxkpi.core.publication.conformity import Conformity, conformity
from dxkpi.core.publication.made import PrintedShare, made
from dxkpi.core.published_rows import Difference, Written, changes, values
from dxkpi.core.report import Scope, build_report


@dataclass(frozen=True, slots=True)
class Owed:
    """What the change makes another of the published year of `declared`, and the correction that permits it.

    `indicator` is None where it is counts and percentages. `correction` is as the corrections of `plan` hold it; why it
    is made only a person can say.
    """

    declared: DeclaredPublished
    plan: DeclaredPlan
    indicator: str | None
    differences: tuple[Difference, ...]
    correction: dict[str, Written]


@dataclass(frozen=True, slots=True)
class Words:
    """What only others can say of a correction: its day, a word in place of the reason, and how a share is printed."""

    day: Day
    why: str
    share: PrintedShare


def owed(before: Dataset, after: Dataset, words: Words) -> tuple[Owed, ...]:
    """What the change from `before` to `after` owes; no correction is older than its publication."""
    return tuple(
        one for declared in after.published for one in _owed(before, conformity(after, declared), after, words)
    )


def _owed(before: Dataset, now: Conformity, after: Dataset, words: Words) -> Iterator[Owed]:
    declared, plan, published = now.declared, now.plan, now.declared.published
    if plan is None or published.date is None:
        return
    head = {"date": str(max(words.day, published.date, key=lambda day: day.first)), "year": str(published.year)}
    known = {own.indicator: own.differences for own in conformity(before, declared).deviations}
    rows = [own for own in now.deviations if own.declared and known.get(own.indicator) != own.differences]
    for own in rows:
        correction = {**head, "indicator": own.indicator, **changes(own.differences), "why": words.why}
        yield Owed(declared, plan, own.indicator, own.differences, correction)
    if rows:
        fresh = made(
            build_report(plan.plan, after.of_plan(plan.plan.plan), published.year, Scope(as_of=published.date)),
            "",
            words.share,
            lambda _, __: "0",
        )
        totals = tuple(_totals(now.corrected, fresh))
        if totals:
            yield Owed(declared, plan, None, totals, {**head, **_sides(totals), "why": words.why})


def _totals(was: Published, now: Published) -> Iterator[Difference]:
    for key in ("counts", "percent"):
        old, new = (values(getattr(own, key), (key,)) for own in (was, now))
        yield from (
            Difference(path, old.get(path), new.get(path)) for path in {**old, **new} if old.get(path) != new.get(path)
        )


def _sides(totals: tuple[Difference, ...]) -> dict[str, Written]:
    """`from` and `to` of totals; the percentages of tables stand in a list."""
    sides = changes(totals)
    for side in sides.values():
        tables = side.get("percent", {}).pop("tables", {})
        if tables:
            side["percent"]["tables"] = [tables.get(str(index), {}) for index in range(max(map(int, tables)) + 1)]
    return sides
