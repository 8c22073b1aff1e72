"""A correction that corrects nothing: the record still stands as it was published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dxkpi.core.dataset import Dataset
from dxkpi.core.diagnostic import Diagnostic, Related
from dxkpi.core.page import Page
from dxkpi.core.publication.correction import Misfit
from dxkpi.rules.base import PlanRule, error
from dxkpi.rules.frozen_record import place_now
from dxkpi.rules.published_years import baseline, correction, manifest
from dxkpi.rules.subject import PlanSubject

if TYPE_CHECKING:
    from dxkpi.core.publication.standing import Deviation, Standing

INFO = error(
    "KPI714",
    "correction-idle",
    "正誤があるのに、記録が公表したときのままである",
    Page(
        why="正誤だけを書いて値を直し忘れると、報告は直したと言い、数字は直っていない。",
        mend="記録を to のとおりに直す。直す必要がなかったなら、正誤を消す。",
        bad=(manifest(), correction()),
        good=(manifest(), baseline("H29"), correction()),
    ),
)


def _check(subject: PlanSubject) -> Iterator[Diagnostic]:
    plan = subject.plan
    for stand in subject.standings:
        for step in stand.steps:
            place = plan.at("corrections", step.position, "record")
            if step.misfit is Misfit.SAME:
                found = "正誤の from と to が同じで、何も直さない"
                yield Diagnostic(INFO, place, found, "to に正しい値を書くか、この正誤を消す", blocks=False)
        for position, deviation in idle(subject.dataset, stand).items():
            yield Diagnostic(
                INFO,
                plan.at("corrections", position, "to"),
                f"{' '.join(deviation.key)} の正誤があるが、記録は公表したときのままである",
                "記録を to のとおりに直すか、この正誤を消す",
                (Related(place_now(deviation), "今の記録"),),
                blocks=False,
            )


def idle(dataset: Dataset, stand: Standing) -> dict[int, Deviation]:
    """The corrections that were not made, by position: what deviates from them is what was published."""
    from dxkpi.core.publication.standing import as_published  # noqa: PLC0415 - few folders have published years

    applying = {(s.correction.indicator, s.correction.key): s.position for s in stand.steps if not s.misfit}
    untouched = as_published(dataset, stand) if applying else ()
    return {applying[d.indicator, d.key]: d for d in untouched if (d.indicator, d.key) in applying}


CORRECTION_IDLE = PlanRule(INFO, _check)
