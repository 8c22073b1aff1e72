"""A correction of a year that was not published, or of an indicator that was not frozen: a slip of year or id."""

from collections.abc import Iterator

from dxkpi.core.diagnostic import Diagnostic, Related
from dxkpi.core.page import Page
from dxkpi.core.publication.correction import Misfit
from dxkpi.core.spelling import clip, nearest
from dxkpi.rules.base import PlanRule, error
from dxkpi.rules.published_years import baseline, correction, manifest
from dxkpi.rules.subject import PlanSubject

INFO = error(
    "KPI713",
    "correction-unknown",
    "正誤が、公表記録のない年度か、そこにない指標を挙げている",
    Page(
        why="年度や指標の id を書き間違えると起きる。その正誤は何も直さず、報告にも出ない。",
        mend="year を公表した年度に、indicator を公表記録にある指標の id に直す。"
        "計画の記録の正誤なら indicator は書かない。まだ公表していない年度の値は、正誤を書かずに直してよい。",
        bad=(manifest(), correction(year="R2")),
        good=(manifest(), baseline("H29"), correction()),
    ),
)


def _check(subject: PlanSubject) -> Iterator[Diagnostic]:
    plan, dataset = subject.plan, subject.dataset
    years = sorted({d.manifest.year for d in dataset.manifests_of(plan.plan.plan)})
    for position, correction_ in enumerate(plan.plan.corrections):
        if correction_.year not in years and not dataset.unread:
            yield Diagnostic(
                INFO,
                plan.at("corrections", position, "year"),
                f"{correction_.year.formal}（{correction_.year}）の公表記録がなく、正誤は何も直さない",
                f"公表記録があるのは {'、'.join(map(str, years)) or '一つもない'}。年度を直すか、この正誤を消す",
                blocks=False,
            )
    for stand in subject.standings:
        known = [indicator.id for indicator in stand.declared.manifest.records.indicators]
        for step in stand.steps:
            if step.misfit is Misfit.UNKNOWN_INDICATOR:
                meant = nearest(str(step.correction.indicator), known)
                yield Diagnostic(
                    INFO,
                    plan.at("corrections", step.position, "indicator"),
                    f"指標「{clip(str(step.correction.indicator))}」は、公表記録にない",
                    f"「{meant}」のことなら、そう書く" if meant else "公表記録にある指標の id を書く",
                    (Related(stand.declared.at("records", "indicators"), "公表した指標"),),
                    blocks=False,
                )


CORRECTION_UNKNOWN = PlanRule(INFO, _check)
