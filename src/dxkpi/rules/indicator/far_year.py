"""A year decades away from the plan: a digit too many (R61 for R6), two digits swapped, or the wrong era.

Records of such a year appear in no report, or are compared with the wrong year.
"""

from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, MINYEAR

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import Diagnostic, Example, Page, Path, Ref, Related, error
from dxkpi.core.basis.text import begins_alike, one_slip
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.baseline import Baseline
from dxkpi.core.indicator.reach import ReferenceTarget
from dxkpi.core.indicator.target import Target
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.revision import TargetValues
from dxkpi.rules.base import IndicatorRule, Subject, baselines, named

_BEFORE, _AFTER = 60, 20
"""Number of years that a year may be before the first and after the last year of its plan."""
_SHORTLY, _FEW = 10, 3
"""Number of years before the plan in which a baseline is plausible, and number of years suggested."""

INFO = error(
    "KPI319",
    "far-year",
    "年度が、計画から何十年も離れている",
    Page(
        why="R6 を R61 と打つ、2025 を 2052 と打つ、元号を取り違えると、年度は計画から何十年も離れる。"
        "その年度の値はどの報告にも出ず、目標や基準の年度なら、目安値や経過年数の按分が狂う。"
        f"計画の終わりから{_AFTER}年より後と、始まりから{_BEFORE}年より前の年度を、"
        "基準値・目標値・実績値・未達成の理由・状態・目標の改定のすべてについて挙げる。"
        "終わりのない計画では、後の年度は挙げない。",
        fix="資料で年度を確かめ、打ち間違いを直す。本当にその年度なら、理由を添えて免除してよい。",
        bad=(Example("target:\n  value: 6000\n  year: R31\n"),),
        good=(Example("target:\n  value: 6000\n  year: R3\n"),),
        others=((Example("target:\n  value: 6000\n  year: R31  # dxkpi: ignore[KPI319] 二十年後までの目標である\n"),),),
    ),
    waivable=True,
)


Named = tuple[tuple[str | int | FiscalYear, ...], FiscalYear, str]
"""The keys that lead to a year, the year, and its role in words."""


def far(year: FiscalYear, plan: Plan) -> bool:
    """Say whether a year is decades before the plan, or decades after its end where it has one."""
    earliest, latest = _bounds(plan)
    return not earliest <= year.start <= latest


def _bounds(plan: Plan) -> tuple[int, int]:
    first, last = plan.first_year, plan.last_year
    begun = first or last
    return begun.start - _BEFORE if begun else MINYEAR, last.start + _AFTER if last else MAXYEAR


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    earliest, latest = _bounds(plan.plan)
    for steps, year, what in _years(subject.indicator):
        if not earliest <= year.start <= latest:
            path = _path(steps)
            if not declared.inherits(*path):  # else it is judged by the plan of the file
                yield _finding(subject, declared.at(*path), year, what)
    for position, revision in plan.plan.revisions_of.get(subject.indicator.id, ()):
        for key, values in (("from", revision.before), ("to", revision.after)):
            for steps, year, what in _of_target(values):
                if not earliest <= year.start <= latest:
                    yield _finding(subject, plan.at("revisions", position, key, *_path(steps)), year, f"改定の{what}")


def _path(steps: Iterable[str | int | FiscalYear]) -> Path:
    return tuple(str(step) if isinstance(step, FiscalYear) else step for step in steps)


_BY_YEAR = {
    "actuals": "実績値",
    "unmet": "未達成の理由",
    "pending": "集計中の答え",
    "states": "状態",
    "judged": "人の評価",
    "remarks": "所見",
}


def _years(indicator: Indicator) -> Iterator[Named]:
    """Yield every year in an indicator, except that of its suspension, which another rule checks."""
    for key, what in _BY_YEAR.items():
        for year in getattr(indicator, key):
            yield (key, year), year, what
    if indicator.target is not None:
        for steps, year, what in _of_target(indicator.target):
            yield ("target", *steps), year, what
    for path, baseline in baselines(indicator):
        yield from _of_baseline(path, baseline)
    for position, definition in enumerate(indicator.redefined):
        yield ("breaks", position, "from"), definition.first, "定義の変更"
    for position, former in enumerate(indicator.formerly):
        yield ("formerly", position, "until"), former.until, "前の名称・分野・担当"


def _of_baseline(path: Path, baseline: Baseline) -> Iterator[Named]:
    if baseline.year is not None:
        yield (*path, "year"), baseline.year, "基準値"
    for index, year in enumerate(baseline.mean_of):
        yield (*path, "average_of", index), year, "平均した基準値"
    for index, restated in enumerate(baseline.revisions):
        if restated.year is not None:
            yield (*path, "restated", index, "year"), restated.year, "改めた基準値"


def _of_target(target: Target | TargetValues) -> Iterator[Named]:
    if target.year is not None:
        yield ("year",), target.year, "目標"
    for year in target.by_year or {} if isinstance(target, TargetValues) else target.years:
        yield ("by_year", year), year, "年度ごとの目標値"
    if isinstance(target, (ReferenceTarget, TargetValues)) and target.reference and target.reference.year:
        yield ("reference", "year"), target.reference.year, "比べる相手の値"


def _finding(subject: Subject, place: Ref, year: FiscalYear, what: str) -> Diagnostic:
    plan = subject.plan
    first, last = plan.plan.first_year, plan.plan.last_year
    if last is not None and year > last:
        edge, when, end, key = last, "後", "終わり", "to"
    else:
        edge, when, end, key = first or last or year, "前", "始まり", "from"
    meant = "か".join(f"「{probable}」（{probable.start}年度）" for probable in _meant(year, plan.plan))
    offer = f"{meant}の打ち間違いではないか。" if meant else ""
    path = ("period", key) if plan.plan.period else ("adopted",) if end == "始まり" and first else ("target_year",)
    return Diagnostic(
        INFO,
        place,
        f"{named(subject.declared)}の{what}の年度が {year}（{year.start}年度）で、"
        f"計画の{end}（{edge}）より{abs(year.start - edge.start)}年も{when}である",
        f"{offer}資料で年度を確かめて直す",
        (Related(plan.at(*path), f"計画の{end}"),),
    )


def _meant(year: FiscalYear, plan: Plan) -> list[FiscalYear]:
    """Return the years one slip of the keyboard away, likeliest first: those of the plan, else shortly before it."""
    first, last = plan.first_year or plan.last_year, plan.last_year or plan.first_year
    if first is None or last is None:
        return []
    near = map(FiscalYear, range(first.start - _SHORTLY, last.start + 1))
    slips = sorted((one for one in near if _alike(year, one)), key=lambda one: -_alike(year, one))
    return ([one for one in slips if one >= first] or slips)[:_FEW]


def _alike(year: FiscalYear, other: FiscalYear) -> int:
    """Count the characters of `other` typed correctly if `year` is a slip for it, in either notation, else 0."""
    spelt = ((str(year), str(other)), (str(year.start), str(other.start)))
    return max(begins_alike(one, meant) + 1 if one_slip(one, meant) else 0 for one, meant in spelt)


FAR_YEAR = IndicatorRule(INFO, _check)
