"""`dxkpi set`: what a change of a file does to the result, before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass

from dxkpi.app.change_edits import ChangeRequest, changes_for
from dxkpi.app.correcting import WHY, to_write
from dxkpi.app.data import Data, brought, clip_path
from dxkpi.app.problems import UsageProblem
from dxkpi.app.select import indicator_named, plans_named, year_of
from dxkpi.core.assess import assess
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.finding import Finding
from dxkpi.core.basis.text import clip, unified
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.numerals import percent_figure
from dxkpi.core.outcomes.change import ChangeOutcome
from dxkpi.core.plan_change import PlanChange
from dxkpi.core.publication.owed import Words, owed
from dxkpi.rules.published.contradicts_row import CONTRADICTS_ROW
from dxkpi.source.edit import NotEdited, edited
from dxkpi.source.files import ChangedTree
from dxkpi.source.listing import stem
from dxkpi.source.loader import load


@dataclass(frozen=True, slots=True)
class Prepared:
    """A change that has been thought through: the content of a file of `folder` before and after, and what that does.

    It may be written unless the outcome is `refused`.
    """

    folder: str
    before: bytes
    after: bytes
    outcome: ChangeOutcome


def prepare(data: Data, request: ChangeRequest) -> Prepared:
    """What `request` would do; nothing is written.

    Raises:
        UsageProblem: for an indicator, year or value that there is not, and for a file that cannot be edited.
    """
    for name in data.dataset.unread:
        if stem(name) == request.indicator:
            raise UsageProblem(f"{clip(name)} に先に直す誤りがある。dxkpi validate で見る")
    year = year_of(request.year)
    declared, plan = indicator_named(data.dataset, request.indicator, plans_named(data.dataset, request.plan), year)
    changes = tuple(changes_for(request, declared, plan, year))
    if not changes:
        raise UsageProblem("何を書くかが示されていない。--value（値）、--reason（理由）などを付ける")
    before = data.tree.read(declared.document)
    assert isinstance(before, bytes), "it was read a moment ago"
    after = edited(declared.document, before, changes)
    if isinstance(after, NotEdited):
        raise UsageProblem(f"{clip(declared.document)}: {after.reason}")
    tree = ChangedTree(data.tree, declared.document, after)
    changed = Data(tree, load(tree))
    today = Day(request.today.year, request.today.month, request.today.day)
    due = owed(data.dataset, changed.dataset, Words(today, WHY, percent_figure))
    new = brought(data, changed)
    if request.actual is not None and request.actual.correct:
        _refuse_what_a_paper_says(new, year)
    outcome = ChangeOutcome(
        declared.document,
        unified(declared.document, before, after),
        _result(changed, declared, plan, year),
        new,
        _others(data, changed, declared, year),
        due,
        to_write(data.tree, due),
    )
    return Prepared(data.tree.label, before, after, outcome)


def _refuse_what_a_paper_says(new: Iterable[Finding], year: FiscalYear) -> None:
    for finding in new:
        if finding.diagnostic.rule is CONTRADICTS_ROW.info:
            place = f"{clip_path(finding.spot.document)}:{finding.spot.line}"
            raise UsageProblem(
                f"公表した資料から書き写した値と食い違うため、書き換えない（{place}、{finding.diagnostic.message}）。"
                f"資料の後に分かった{year.formal}の値なら、--correct の代わりに --known でその日を示す。"
                "資料の書き写しが誤りなら、先に公表の記録のその行を直す"
            )


def _others(data: Data, changed: Data, declared: DeclaredIndicator, year: FiscalYear) -> tuple[PlanChange, ...]:
    """The other plans that share the indicator, in which it changes too."""
    others = (d for d in data.dataset.indicators if d is not declared and d.document == declared.document)
    with_plan = ((d, data.dataset.plan(d.indicator.plan)) for d in others)
    moved = (_result(changed, other, own, year) for other, own in with_plan if own is not None)
    return tuple(other for other in moved if other.before != other.after)


def _result(changed: Data, declared: DeclaredIndicator, plan: DeclaredPlan, year: FiscalYear) -> PlanChange:
    now = (d.indicator for d in changed.dataset.of_plan(plan.plan.plan) if d.document == declared.document)
    again = next(now, None)
    return PlanChange(
        plan,
        assess(declared.indicator, plan.plan, year),
        assess(again, plan.plan, year) if again else None,
        unread=again is None,
    )
