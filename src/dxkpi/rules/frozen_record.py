"""A record that a published year rests on and that is not as it was: the paper and the data no longer agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan
from dxkpi.core.diagnostic import Diagnostic, Related
from dxkpi.core.page import Page
from dxkpi.core.reference import Ref
from dxkpi.core.spelling import clip
from dxkpi.rules.base import DatasetRule, PlanRule, error, named
from dxkpi.rules.published_years import baseline, changes, correction, manifest
from dxkpi.rules.subject import PlanSubject

if TYPE_CHECKING:
    from dxkpi.core.publication.standing import Deviation, Standing

INFO = error(
    "KPI711",
    "frozen-record",
    "公表した数字の元になった記録が、正誤なしに変わったか消えた",
    Page(
        why="公表した年度の値を書き換えると、公表した資料の数字が、データからは出なくなる。"
        "いつ、なぜ変わったのかも、後から誰にも分からない。",
        mend="書き換えるつもりがなかったなら、公表記録（data/published/）にあるとおりに戻す。"
        "公表した値の誤りなら、計画の corrections に、いつ、どの記録を、何から何に、なぜ直したかを書く。"
        "新しい値が分かったのなら、公表した値を残し、その下に並べて書く。",
        bad=(manifest(), baseline("H29")),
        good=(manifest(), baseline("H29"), correction()),
    ),
)


def _plans(dataset: Dataset) -> Iterator[Diagnostic]:
    for declared in dataset.manifests:
        if dataset.plan(declared.manifest.plan) is None and not dataset.unread:
            yield Diagnostic(
                INFO,
                declared.at("plan"),
                f"公表した計画「{declared.manifest.plan}」が、データにない",
                "計画のファイルを targets/ に戻す",
                blocks=False,
            )


def _check(subject: PlanSubject) -> Iterator[Diagnostic]:
    for stand in subject.standings:
        corrected = {(step.correction.indicator, step.correction.key) for step in stand.steps}
        for deviation in stand.deviations:
            if (deviation.indicator, deviation.key) not in corrected:
                yield _gone(stand, deviation, subject.plan) if deviation.part is None else _changed(stand, deviation)


def _when(stand: Standing) -> str:
    published = stand.declared.manifest
    return f"公表した{published.year.formal}（{published.date}）"


def _gone(stand: Standing, deviation: Deviation, plan: DeclaredPlan) -> Diagnostic:
    return Diagnostic(
        INFO,
        place_in_manifest(stand, deviation),
        f"{_when(stand)}の数字の元になった指標「{deviation.indicator}」が、データにない",
        f"指標のファイルを戻す。{_how(stand, deviation)}",
        (Related(plan.at("plan"), "計画"),),
        blocks=False,
    )


def _changed(stand: Standing, deviation: Deviation) -> Diagnostic:
    part = deviation.part
    assert part is not None
    what = "変わった" if part.after is not None else "消えた"
    return Diagnostic(
        INFO,
        place_now(deviation),
        f"{_subject(deviation.declared)}の {clip(' '.join(part.key))} が、{_when(stand)}の後に{what}"
        f"（{changes(part.values)}）",
        f"公表したときの値に戻す。{_how(stand, deviation)}",
        (Related(place_in_manifest(stand, deviation), "公表記録"),),
        blocks=False,
    )


def _subject(declared: DeclaredPlan | DeclaredIndicator) -> str:
    return "計画" if isinstance(declared, DeclaredPlan) else named(declared)


def _how(stand: Standing, deviation: Deviation) -> str:
    year = stand.declared.manifest.year
    whose = f"indicator: {deviation.indicator}、" if deviation.indicator else ""
    words = clip(" ".join(deviation.key))
    return f"公表した値の誤りなら、計画の corrections に year: {year}、{whose}record: {words} の正誤を書く"


def place_now(deviation: Deviation) -> Ref:
    """Where the record stands that deviates, or where it would stand."""
    part = deviation.part
    if part is None:
        return deviation.declared.at()
    below = part.values[0].key if len(part.values) == 1 and part.after is not None else ()
    return deviation.declared.at(*part.path_after, *below)


def place_in_manifest(stand: Standing, deviation: Deviation) -> Ref:
    """Where the record stands in the manifest."""
    holder = ("plan",) if deviation.index is None else ("indicators", deviation.index)
    path = deviation.part.path_before if deviation.part else ("id",)
    return stand.declared.at("records", *holder, *path)


FROZEN_RECORD = PlanRule(INFO, _check)
FROZEN_PLAN = DatasetRule(INFO, _plans)
