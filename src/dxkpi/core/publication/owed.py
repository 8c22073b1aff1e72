"""The corrections of published years that a change of the data requires."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from dxkpi.core.basis.calendar import Day
from dxkpi.core.dataset import Dataset, DeclaredPlan, DeclaredPublished
from dxkpi.core.plan.published import Published
from dxkpi.core.publication.conformity import Conformity, conformity
from dxkpi.core.publication.made import PrintedShare, made
from dxkpi.core.published_rows import PrintedRate, RowDifference, Written, changes, values
from dxkpi.core.report import Scope, build_report


class Owed(NamedTuple):
    """Differences that a change makes in the published year of `declared`, and the correction that permits them.

    `indicator` is None for counts and percentages. `correction` is an entry of the `corrections` of `plan`; a person
    has to write its reason.
    """

    declared: DeclaredPublished
    plan: DeclaredPlan
    indicator: str | None
    differences: tuple[RowDifference, ...]
    correction: dict[str, Written]


class CorrectionParts(NamedTuple):
    """Parts of a correction from outside: its day, a placeholder for the reason, and formats of shares and rates."""

    day: Day
    why: str
    share: PrintedShare
    rate: PrintedRate


def owed(before: Dataset, after: Dataset, words: CorrectionParts) -> tuple[Owed, ...]:
    """Return the corrections that the change from `before` to `after` requires; none predates its publication."""
    return tuple(
        one for declared in after.published for one in _owed(before, conformity(after, declared), after, words)
    )


def _owed(before: Dataset, now: Conformity, after: Dataset, words: CorrectionParts) -> Iterator[Owed]:
    declared, plan, published = now.declared, now.plan, now.declared.published
    if plan is None or published.date is None:
        return
    head = {"date": str(max(words.day, published.date, key=lambda day: day.first)), "year": str(published.year)}
    known = {own.indicator: own.differences for own in conformity(before, declared).deviations}
    rows = [own for own in now.deviations if own.declared and known.get(own.indicator) != own.differences]
    scale = published.judged.scale if published.judged else None

    def printed(rate: Fraction) -> str:
        assert scale
        return words.rate(rate, scale)

    for deviation in rows:
        sides = changes(deviation.differences, printed if scale else None)
        correction = {**head, "indicator": deviation.indicator, **sides, "why": words.why}
        yield Owed(declared, plan, deviation.indicator, deviation.differences, correction)
    if rows:
        totals = totals_owed(now, after, words.share)
        if totals:
            yield Owed(declared, plan, None, totals, {**head, **sides_of_totals(totals), "why": words.why})


def totals_owed(now: Conformity, dataset: Dataset, share: PrintedShare) -> tuple[RowDifference, ...]:
    """Return the differences of counts and percentages from those that the data of its vintage give."""
    published = now.declared.published
    assert now.plan is not None
    plan = now.plan.plan
    report = build_report(plan, dataset.of_plan(plan.plan), published.year, Scope(as_of=published.date))
    return tuple(_totals(now.corrected, made(report, "", share, lambda _, __: "0")))


def _totals(was: Published, now: Published) -> Iterator[RowDifference]:
    for key in ("counts", "percent"):
        old, new = (values(getattr(published, key), (key,)) for published in (was, now))
        yield from (
            RowDifference(path, old.get(path), new.get(path))
            for path in {**old, **new}
            if old.get(path) != new.get(path)
        )


def sides_of_totals(totals: Iterable[RowDifference]) -> dict[str, Written]:
    """Return `from` and `to` of a correction of totals, with the percentages of tables as a list."""
    sides = changes(totals)
    for side in sides.values():
        tables = side.get("percent", {}).pop("tables", {})
        if tables:
            side["percent"]["tables"] = [tables.get(str(index), {}) for index in range(max(map(int, tables)) + 1)]
    return sides
