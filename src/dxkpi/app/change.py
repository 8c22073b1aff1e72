"""`dxkpi set`: the effect of a change of a file on the result, before anything is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from dxkpi.app.change_edits import changes_for
from dxkpi.app.change_request import ChangeRequest
from dxkpi.app.data import Data, brought, clip_path
from dxkpi.app.problems import UsageProblem
from dxkpi.app.select import indicator_named, known_day, other_number, plans_named, year_of
from dxkpi.core.assess import assess
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.finding import Finding
from dxkpi.core.basis.text import clip, unified
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan
from dxkpi.core.keys import ORDER
from dxkpi.core.numerals import percent_figure, rate_figure
from dxkpi.core.outcomes.change import ChangeOutcome, Insertion, PlanChange
from dxkpi.core.publication.owed import CorrectionParts, Owed, owed
from dxkpi.rules.published.contradicts_row import CONTRADICTS_ROW
from dxkpi.source.changes import Add, Put, Value, as_value, block
from dxkpi.source.edit import NotEdited, edited
from dxkpi.source.listing import stem


@dataclass(frozen=True, slots=True)
class Prepared:
    """A prepared change: the content of a file of `folder` before and after, and its effect.

    It may be written unless the outcome is `refused`.
    """

    folder: str
    before: bytes
    after: bytes
    outcome: ChangeOutcome


def prepare(data: Data, request: ChangeRequest) -> Prepared:
    """Return the effect of `request`; nothing is written.

    Raises:
        UsageProblem: for an unknown indicator, an invalid year or value, and a file that cannot be edited.
    """
    _refuse_misread(name for name in data.dataset.unread if stem(name) == request.indicator)
    year = year_of(request.year)
    if request.origin.known is not None:
        known_day(request.origin.known, request.today)
    declared, plan = indicator_named(
        data.dataset, request.indicator, plans_named(data.dataset, request.plan), year, to_write=True
    )
    misread = (bundle.document for bundle in data.loaded.bundles if bundle.touches_figures)
    _refuse_misread(name for name in misread if name == declared.document)
    _refuse_after_all_plans(data.dataset, declared, year)
    changes = tuple(changes_for(request, declared, plan, year))
    if request.says_nothing:
        raise UsageProblem("何を書くかが示されていない。--value（値）、--reason（理由）などを付ける")
    before = data.content(declared.document)
    after = edited(declared.document, before, changes)
    if isinstance(after, NotEdited):
        raise UsageProblem(f"{clip(declared.document)}: {after.reason}")
    changed = data.changed({declared.document: after})
    today = Day.of(request.today)
    due = owed(data.dataset, changed.dataset, CorrectionParts(today, WHY, percent_figure, rate_figure))
    new = brought(data, changed)
    if request.actual is not None and request.actual.correct:
        for sentence in filter(None, (against_a_paper(finding, year) for finding in new)):
            raise UsageProblem(sentence)
    outcome = ChangeOutcome(
        declared.document,
        unified(declared.document, before, after),
        _result(changed, declared, plan, year),
        new,
        _others(data, changed, declared, year),
        due,
        to_write(data, due),
        other_number(data.dataset, request.indicator, declared, plan, year),
    )
    return Prepared(data.tree.label, before, after, outcome)


def _refuse_misread(documents: Iterable[str]) -> None:
    for name in documents:
        raise UsageProblem(f"{clip(name)} に先に直す誤りがある。dxkpi validate で見る")


def _refuse_after_all_plans(dataset: Dataset, declared: DeclaredIndicator, year: FiscalYear) -> None:
    """Raise for a year after the last that any of the indicator's plans can be asked for."""
    found = (dataset.plan(plan) for plan in declared.plans or (declared.indicator.plan,))
    plans = [own.plan for own in found if own]
    lasts = [dataset.last_year(plan) for plan in plans]
    known = [last for last in lasts if last is not None]
    if known and len(known) == len(lasts) and year > max(known):
        names = "、".join(f"{clip(plan.name)} {last}まで" for plan, last in zip(plans, lasts, strict=True))
        raise UsageProblem(
            f"--year: {year.formal}（{year}）は、この指標のどの計画の報告にも出ない（{names}）。"
            "年度を確かめる。後の計画でも使う指標なら、先に dxkpi new shared で加える"
        )


def against_a_paper(finding: Finding, year: FiscalYear) -> str | None:
    """Return why a correction is not made that brings `finding`: a paper printed another value; None where none did."""
    if finding.diagnostic.rule is not CONTRADICTS_ROW.info:
        return None
    place = f"{clip_path(finding.spot.document)}:{finding.spot.line}"
    return (
        f"公表した資料から書き写した値と食い違うため、書き換えない（{place}、{finding.diagnostic.message}）。"
        f"資料の後に分かった{year.formal}の値なら、--correct の代わりに --known でその日を示す。"
        "資料の書き写しが誤りなら、先に公表の記録のその行を直す"
    )


def _others(data: Data, changed: Data, declared: DeclaredIndicator, year: FiscalYear) -> tuple[PlanChange, ...]:
    """Return the results that change too: in other plans that share the indicator, of others that share its actuals."""
    others = (d for d in data.dataset.indicators if d is not declared and d.holder.document == declared.document)
    with_plan = ((d, data.dataset.plan(d.indicator.plan)) for d in others)
    moved = (_result(changed, other, own, year) for other, own in with_plan if own is not None)
    return tuple(other for other in moved if other.before != other.after)


def _result(changed: Data, declared: DeclaredIndicator, plan: DeclaredPlan, year: FiscalYear) -> PlanChange:
    now = (d.indicator for d in changed.dataset.of_plan(plan.plan.plan) if d.document == declared.document)
    again = next(now, None)
    return PlanChange(
        plan.in_year(year),
        assess(declared.indicator, plan.plan, year),
        assess(again, plan.plan, year) if again else None,
        unread=again is None,
        reported=changed.dataset.covers(plan.plan, year),
    )


WHY = "〔なぜ直すかを書く〕"
_FIELD, _INDENT = "corrections", 2


def to_write(data: Data, owed: Iterable[Owed]) -> tuple[Insertion, ...]:
    """Return, for each plan, the lines of all corrections that its years require."""
    of_plan: dict[str, list[Owed]] = {}
    for one in owed:
        of_plan.setdefault(one.plan.document, []).append(one)
    return tuple(
        _insertion(data, own[0].plan, [as_value(one.correction, ORDER) for one in own]) for own in of_plan.values()
    )


def _insertion(data: Data, plan: DeclaredPlan, corrections: Sequence[Value]) -> Insertion:
    before = data.content(plan.document)
    at = (_FIELD,)
    changes = [Add(at, one) for one in corrections] if plan.plan.corrections else [Put(at, corrections)]
    after = edited(plan.document, before, changes)
    if isinstance(after, NotEdited):
        return Insertion(plan.document, tuple(block({_FIELD: corrections}, _INDENT)))
    old, new = _lines(before), _lines(after)
    head = _alike(old, new)
    tail = _alike(reversed(old[head:]), reversed(new[head:]))
    return Insertion(plan.document, tuple(new[head : len(new) - tail]), head, len(old) - tail - head)


def _lines(content: bytes) -> list[str]:
    return [line.removesuffix("\r") for line in content.decode().split("\n")]


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """Count the lines that two texts have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
