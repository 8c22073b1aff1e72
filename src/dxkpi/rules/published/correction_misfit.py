"""A correction that does not find the published value: a slip of the year, the id, the day, or the old value."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import Diagnostic, Page, Related, error
from dxkpi.core.basis.text import clip, listed
from dxkpi.core.plan.published import Published
from dxkpi.core.publication.corrected import CorrectionMisfit, Step
from dxkpi.rules.base import PlanRule, PlanSubject, to_write
from dxkpi.rules.published_years import baseline, correction, made

INFO = error(
    "KPI715",
    "correction-misfit",
    "正誤が、公表した年度・指標・値と合わない",
    Page(
        why="正誤は、公表した値を from から to に一度だけ直す。年度や指標の id を書き間違えた、from を写し間違えた、"
        "日付が公表より前である、というときに起きる。その正誤は何も直さず、報告にも出ない。",
        fix="year と indicator を公表したとおりに、from を公表した値（または一つ前の正誤の to）のとおりに書く。"
        "値をまた直したのなら、前の正誤は残し、次の正誤を書き加える。"
        "まだ公表していない年度の値は、正誤を書かずに直してよい。",
        bad=(made(), baseline("H29"), correction(before="H28")),
        good=(made(), baseline("H29"), correction()),
    ),
)


def _published(years: Sequence[FiscalYear]) -> str:
    if not years:
        return "公表した年度は一つもない。dxkpi publish で書き留めるか、"
    return f"公表したのは {'、'.join(map(str, years))}。年度を直すか、"


def _check(subject: PlanSubject) -> Iterator[Diagnostic]:
    plan = subject.plan
    years = sorted({stand.declared.published.year for stand in subject.conformities})
    for position, correction_ in enumerate(plan.plan.corrections):
        if correction_.year not in years and not subject.dataset.unread and not subject.again:
            yield Diagnostic(
                INFO,
                plan.at("corrections", position, "year"),
                f"{correction_.year.formal}（{correction_.year}）は公表しておらず、正誤は何も直さない",
                f"{_published(years)}この正誤を消す",
                blocks=False,
            )
    for stand in subject.conformities:
        published = stand.declared.published
        for step in stand.steps:
            if step.misfit is not None:
                key, message, hint = _words(step, step.misfit, published)
                place = ("rows", step.correction.indicator) if step.correction.indicator in published.rows else ()
                related = (Related(stand.declared.at(*map(str, place)), "公表した値"),)
                yield Diagnostic(INFO, plan.at("corrections", step.position, key), message, hint, related, blocks=False)


def _words(step: Step, misfit: CorrectionMisfit, published: Published) -> tuple[str, str, str]:
    match misfit:
        case CorrectionMisfit.NO_ROW:
            named = str(step.correction.indicator)
            hint = to_write(named, published.rows, f"公表したのは {listed(published.rows)}")
            return "indicator", f"指標「{clip(named)}」は、公表した年度の行にない", hint
        case CorrectionMisfit.NOT_FROM:
            hint = "公表したとおりに、変わるキーだけを書く。前の正誤があれば、その to のとおりに書く"
            return "from" if step.correction.before else "to", "正誤の from が、公表した値と合わない", hint
        case CorrectionMisfit.TOO_EARLY:
            return "date", "正誤の日付が、公表の日より前である", "正誤を出した日を書く"
        case _:
            assert_never(misfit)


CORRECTION_MISFIT = PlanRule(INFO, _check)
