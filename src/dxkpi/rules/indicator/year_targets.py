"""Targets of single years (by_year) that contradict the final target: one was changed alone, or is a slip.

A revision of the final target leaves those of the years unchanged, unless it states them too.
"""

from collections.abc import Iterator

from dxkpi.core.basis.finding import INDICATOR, PLAN, Diagnostic, Example, Page, Ref, Related, warning
from dxkpi.core.compared import due
from dxkpi.core.dataset import DeclaredIndicator
from dxkpi.core.indicator import Indicator
from dxkpi.core.numerals import spoken
from dxkpi.core.plan.plan import Plan, Revised, steps
from dxkpi.rules.base import IndicatorRule, Subject, named
from dxkpi.rules.indicator.yearly_under_total import reads_as_yearly

_INDICATOR = Example("target:\n  value: 6000\n  by_year:\n    R2: 3000\n    R3: 6000\n", INDICATOR)
_REVISION = """revisions:
  - date: 2021-02-10
    indicator: hours
    from:{}
      value: 6000
{}    to:{}
      value: 5500
{}    reason: 対象の業務を見直したため
    decision: 本部会議で決定
"""
_OLD, _NEW = "      by_year: {R2: 3000, R3: 6000}\n", "      by_year: {R2: 3000, R3: 5500}\n"
_WAIVED = "  # dxkpi: ignore[KPI509] R2の年度目標は変わらない"

INFO = warning(
    "KPI509",
    "year-targets",
    "年度ごとの目標値が、最終の目標値と食い違う",
    Page(
        why="最終の目標値だけを改定し、年度ごとの目標値 by_year を改定し忘れると起きる。"
        "年度目標と比べる計画では、改定の後の年度も、古い年度目標で判定される。",
        fix="改定の from と to に by_year も書く（変わらない年度も含めて全部を書く）。年度目標が本当に変わらないなら、"
        "そのことを理由に書いて免除する。目標年度の by_year は、最終の目標値と同じにするか、消す。",
        bad=(_INDICATOR, Example(_REVISION.format("", "", "", ""), PLAN)),
        good=(_INDICATOR, Example(_REVISION.format("", _OLD, "", _NEW), PLAN)),
        others=((_INDICATOR, Example(_REVISION.format("", "", _WAIVED, ""), PLAN)),),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    if declared.indicator.years_written:
        yield from _at_the_end(declared, declared.indicator, plan.plan, declared.at("target", "by_year"))
    for step in steps(declared.indicator, plan.plan):
        if isinstance(step, Revised):
            place = plan.at("revisions", step.position, "to")
            if step.revision.after.by_year is not None:
                yield from _at_the_end(declared, step.after, plan.plan, Ref(place.document, (*place.path, "by_year")))
            else:
                yield from _left_behind(declared, step, place)


def _at_the_end(declared: DeclaredIndicator, indicator: Indicator, plan: Plan, place: Ref) -> Iterator[Diagnostic]:
    """Yield a finding where the target of the target year is not the final target."""
    last = due(indicator, plan)
    own = indicator.in_year(last) if last and not reads_as_yearly(indicator) else None  # which another rule reports
    if last and own and own.target_form != indicator.target_form:
        ended, goal = (
            str(form.number) if form and form.number is not None else spoken(one.target_words())
            for one in (own, indicator)
            for form in [one.target_form]
        )
        yield Diagnostic(
            INFO,
            Ref(place.document, (*place.path, str(last))),
            f"{named(declared)}の目標年度（{last}）の年度目標 {ended} が、最終の目標値 {goal} と違う",
            "どちらかを直すか、目標年度の行を消す",
        )


def _left_behind(declared: DeclaredIndicator, step: Revised, place: Ref) -> Iterator[Diagnostic]:
    """Yield a finding where a revision of the final target or its year leaves out the targets of later years."""
    after = step.revision.after
    later = sorted(year for year in step.after.years_written if year >= step.revision.first_year)
    if later and after.stated.keys() & _ENDS:
        listed = "、".join(map(str, later))
        yield Diagnostic(
            INFO,
            place,
            f"{named(declared)}の最終の目標値は改定されたが、その後の年度目標（{listed}）は策定のときのままである",
            "from と to に by_year も書く。年度目標が変わらないなら、その行の終わりに"
            f"「# dxkpi: ignore[{INFO.code}] 理由」と書く",
            (Related(declared.at("target", "by_year"), "年度ごとの目標値"),),
        )


_ENDS = frozenset({"value", "lower", "upper", "change", "points", "parts", "year"})

YEAR_TARGETS = IndicatorRule(INFO, _check)
