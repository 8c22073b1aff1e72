"""A printed target that does not follow from the change beside it: one of both is a slip, or the baseline is newer."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Ref, Related, warning
from dxkpi.core.basis.number import ratio
from dxkpi.core.basis.text import clip
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.reach import Relative
from dxkpi.core.numerals import quantity
from dxkpi.core.plan.plan import Revised, steps
from dxkpi.rules.base import IndicatorRule, Subject, may_print_as, named, to_waive

_PLAN = Example(
    "plan: plan-b\nname: 計画B\ntarget_year: R5\nmethod: {formula: ratio, against: target}\n"
    "sections:\n  - {id: one, name: 分野一}\n"
    "documents:\n  paper: {title: 計画の本文, publisher: 県, date: 2019-09-30}\n",
    "targets/plan-b.yaml",
    whole=True,
)


def _items(target: str) -> Example:
    return Example(
        "id: data-items\nname: データ公開数\nplan: plan-b\nsection: one\nunit: 項目\ndirection: relative\n"
        f"baseline:\n  value: 73\ntarget:\n  change: 10\n{target}source: {{document: paper, page: 3}}\n",
        "indicators/plan-b/data-items.yaml",
        whole=True,
    )


INFO = warning(
    "KPI346",
    "printed-target",
    "印刷された目標値が、基準値と増減から求めた値と違う",
    Page(
        why="資料が「10%増（80件）」のように増減と目標値の両方を印刷しているとき、どちらかの写し間違いがあると、"
        "違う目標値で判定される。基準値が後で改められたときは、前の基準値による目標値が残っている。",
        fix="資料と見比べて、増減か目標値を直す。団体が決まった丸め方で丸めているなら、rounded に書く。"
        "基準値が改められたのなら、value の行を消すか、改めた目標値を計画の revisions に書く。",
        bad=(_PLAN, _items("  value: 90\n")),
        good=(_PLAN, _items("  value: 80\n")),
        others=(
            (_PLAN, _items("  value: 81\n  rounded: {digits: 0, mode: up}\n")),
            (_PLAN, _items("")),
            (_PLAN, _items("  value: 90  # dxkpi: ignore[KPI346] 資料の二つの表が食い違っている\n")),
        ),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    if not isinstance(declared.indicator, Relative):
        return
    yield from _differing(subject, declared.indicator, declared.at("target", "value"), adopted=True)
    for step in steps(declared.indicator, plan.plan):
        if isinstance(step, Revised):
            key = ("value",) if step.revision.after.value is not None else ()
            place = plan.at("revisions", step.position, "to", *key)
            yield from _differing(subject, step.after, place, adopted=False)


def _differing(subject: Subject, indicator: Indicator, place: Ref, *, adopted: bool) -> Iterator[Diagnostic]:
    if not isinstance(indicator, Relative) or indicator.target.value is None or indicator.baseline is None:
        return
    restated = [one.baseline for one in indicator.baseline.vintages(None)]
    each = [indicator.model_copy(update={"baseline": start}).changed for start in restated or [indicator.baseline]]
    shown, printed = (
        clip(quantity(indicator.changed, indicator.unit)),
        clip(quantity(indicator.target.value, indicator.unit)),
    )
    if restated and adopted:
        message = f"印刷された目標値 {printed} は、改める前の基準値によるものである。改めた後は、増減から求めて判定する"
        hint = "value の行を消すか、改めた基準値による目標値が決まったなら、計画の revisions に書く。"
    elif not any(_prints_as(changed, indicator, indicator.target.value) for changed in each):
        message = f"印刷された目標値 {printed} が、基準値と増減から求めた {shown} と違う。今は {printed} とした"
        hint = "資料と見比べて直す。団体が丸めて使う値なら、その桁を rounded に書く（例 rounded: {digits: 0}）。"
    else:
        return
    yield Diagnostic(
        INFO,
        place,
        f"{named(subject.declared)}の{message}",
        hint + to_waive(INFO, subject.declared),
        (Related(subject.declared.at("baseline", "value"), "基準値"),),
    )


def _prints_as(changed: Fraction, relative: Relative, printed: Decimal) -> bool:
    """Say whether `changed` is what is printed, in any way of rounding to its digits where the target names none."""
    return changed == ratio(printed) if relative.target.rounded else may_print_as(changed, printed)


PRINTED_TARGET = IndicatorRule(INFO, _check)
