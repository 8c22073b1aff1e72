"""A unit that differs from the published one without a correction: is the same quantity still measured?"""

import unicodedata
from collections.abc import Iterator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import PLAN, Example, Page, Ref, Related
from dxkpi.rules.review.case import Case, ReviewRule, Silence, Verdict, review

_ROW = Example("rows:\n  hours: {unit: 人日}\n", "published/plan-a/R3.yaml")
_CORRECTION = (
    "corrections:\n  - {date: 2022-06-01, year: R3, indicator: hours, from: {unit: 人日}, to: {unit: 時間}, "
    "why: 単位を写し間違えていた}\n"
)

INFO = review(
    "KPI858",
    "unit-changed",
    "公表の後に単位が変わった",
    Page(
        why="公表した年度の単位と、今の単位が違い、正誤もない。数えているものが変わったかを確かめる。",
        fix="公表した単位が正しければ、unit を戻す。公表が誤りなら、計画の corrections に正誤を書く。",
        bad=(_ROW, Example("unit: 時間\n")),
        good=(_ROW, Example("unit: 人日\n")),
        others=((_ROW, Example("unit: 時間\n"), Example(_CORRECTION, PLAN)),),
    ),
)


def _check(case: Case) -> Verdict:
    published = tuple(_published(case))
    if not published:
        return Silence.UNTOLD
    own = case.indicator.unit
    now = case.declared.at("unit") if own else case.declared.at()
    for year, unit, place in published:
        if _plain(unit) != _plain(own):
            then = Related(place, f"公表したときの単位 {unit or 'なし'}")
            reason = f"単位が、{year.label}の結果を公表したときと違う"
            return case.found(INFO, reason, then, Related(now, f"今の単位 {own or 'なし'}"), place=now)
    return Silence.CLEAR


def _published(case: Case) -> Iterator[tuple[FiscalYear, str | None, Ref]]:
    """Yield each published year up to this one with its unit as corrected, latest first.

    Rows without a unit are left out.
    """
    for declared in sorted(case.plan.published, key=lambda own: own.published.year, reverse=True):
        then = declared.published.year
        row = case.plan.plan.published[then].rows.get(case.indicator.id)
        if row is None or then > case.year or not case.plan.plan.published_by(then, case.as_of):
            continue
        if row.unit is not None or not declared.published.transcribed:
            yield then, row.unit, declared.at("rows", case.indicator.id, *(("unit",) if row.unit else ()))


def _plain(unit: str | None) -> str:
    """Return a unit without differences of width."""
    return unicodedata.normalize("NFKC", unit or "").strip()


UNIT_CHANGED = ReviewRule.of(INFO, "公表した単位が分からない", _check)
