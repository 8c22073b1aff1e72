"""An indicator that lacks what its plan's method compares with, in every year: it will never be assessed.

Only data that could be added at once are asked for: the year of a known baseline, that of the target, targets by year,
and another method for a decrease where the target is divided over the years.
"""

from collections.abc import Iterator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import Diagnostic, Example, Page, Ref, Related, warning
from dxkpi.core.basis.record import Better
from dxkpi.core.compared import amounts_begin
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.target import Stepwise, YearCounting
from dxkpi.core.plan.plan import Revised, steps
from dxkpi.rules.base import IndicatorRule, Subject, named

_PLAN = """plan: plan-b
name: 計画B
adopted: 2019-09
target_year: R5
method:
  formula: distance
  against: straight_line
ratings:
  - {id: on-line, label: 目安値以上, group: 順調, at_least: 100}
  - {id: behind, label: 目安値未満, group: 要努力}
sections:
  - {id: one, name: 分野一}
documents:
  paper: {title: 計画の本文, publisher: 県, date: 2019-09-30}
"""
_ITEMS = """id: data-items
name: データ公開数
plan: plan-b
section: one
unit: 項目
direction: absolute
baseline:
  value: 100
target:
  value: 1000
source: {document: paper, page: 3}
"""

_ASKS = frozenset({"straight_line", "year_target", "elapsed_share"})
_METHOD = ("method", "against")
_BY_YEAR = {
    "absolute": "target に by_year を書き、年度をキーにして目標値を書く（例 R3: 80）",
    "relative": "target に by_year を書き、年度をキーにして基準値からの増減を書く（例 R3: 5）",
    "composite": "target に by_year を書き、年度をキーにして parts に部分ごとの目標値を書く",
    "reference": "target の reference に by_year を書き、年度をキーにして比べる相手の値を書く（例 R3: 8.5）",
}
_ELSE = "この型の目標には年度ごとの値がない。計画の method の exceptions に、何と比べるかを書く（例 against: target）"
_YEAR = "baseline に year を書く（例 year: H30）"

INFO = warning(
    "KPI321",
    "nothing-to-compare",
    "計画の方法が比べる値を、指標のデータから求められない",
    Page(
        why="目安値（均等の線）で判定する計画では、線の始まりとして基準値の年度が、終わりとして目標年度が要る。"
        "年度目標で判定する計画では、その年度の目標値が要る。どちらもなければ、目標年度までずっと算定不能になる。"
        "年度ごとの量を足す年度目標（by_year_counting: yearly）では、実績値を数え始める年度からの量がそろって要る。"
        "経過年数で按分した目標値は、0から増やす目標のもので、減らす目標では決まらない。",
        fix="資料から、基準値の年度を baseline の year に、目標年度を計画の target_year に、"
        "年度ごとの目標値を target の by_year に書く。"
        "按分の計画の減らす目標は、比べる値を method の exceptions に書く。"
        "資料にないなら、算定不能のままとし、そのことを理由に書いて免除する。",
        bad=(
            Example(_PLAN, "targets/plan-b.yaml", whole=True),
            Example(_ITEMS, "indicators/plan-b/data-items.yaml", whole=True),
        ),
        good=(
            Example(_PLAN, "targets/plan-b.yaml", whole=True),
            Example(
                _ITEMS.replace("  value: 100\n", "  value: 100\n  year: H30\n"),
                "indicators/plan-b/data-items.yaml",
                whole=True,
            ),
        ),
        others=(
            (
                Example(_PLAN, "targets/plan-b.yaml", whole=True),
                Example(
                    _ITEMS.replace("baseline:", "baseline:  # dxkpi: ignore[KPI321] 資料に基準値の年度がない"),
                    "indicators/plan-b/data-items.yaml",
                    whole=True,
                ),
            ),
        ),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    indicator = declared.indicator
    if plan.plan.method is None:
        return
    if indicator.added_up and plan.plan.first_year is None:
        message = f"{named(declared)}は計画の年度の実績値を足して判定するが、計画の始まりの年度が分からない"
        place = Related(plan.at("plan"), "計画")
        yield Diagnostic(
            INFO, declared.at("counting"), message, "計画に period を書く（例 period: {from: R1}）", (place,)
        )
    against = plan.plan.method.judging(indicator).against
    if against not in _ASKS or not indicator.has_trajectory:
        return
    if against == "straight_line" and plan.plan.target_year is None and not (indicator.target and indicator.target.due):
        message = "目標年度のない指標があり、目安値（均等の線）を引けない"
        hint = "計画に target_year を書く（例 target_year: R6）。指標によって違うなら、その指標の target に year を書く"
        yield Diagnostic(INFO, plan.at(*_METHOD), message, hint)
    match against:
        case "straight_line" if indicator.baseline is not None and indicator.baseline.year is None:
            message = f"{named(declared)}には基準値の年度がなく、目安値（均等の線）を引けない"
            hint = (
                "平均した年度のどれを線の始まりとするかを、baseline の year に書く（例 year: H30）"
                if indicator.baseline.mean_of
                else _YEAR
            )
            yield _lacking(subject, "baseline", message, hint)
        case "year_target" if not (indicator.years_written or indicator.moves):
            message = f"{named(declared)}には年度ごとの目標値がない"
            yield _lacking(subject, "target", message, _BY_YEAR.get(indicator.direction, _ELSE))
        case "year_target":
            yield from _amounts(subject)
        case "elapsed_share" if indicator.better_side is Better.LOWER:
            message = f"{named(declared)}は減らす目標であり、経過年数で按分した目標値とは比べられない"
            hint = "method の exceptions に、この指標を何と比べるかを書く（例 against: straight_line）"
            yield _lacking(subject, "target", message, hint)
        case _:
            return


def _amounts(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding where amounts of single years do not add up over the years that the actuals are counted over."""
    yield from _uneven(subject, subject.indicator, subject.declared.at("target"))
    for step in steps(subject.indicator, subject.plan.plan):
        if isinstance(step, Revised) and step.revision.after.by_year:
            yield from _uneven(subject, step.after, subject.plan.at("revisions", step.position, "to"))


def _uneven(subject: Subject, indicator: Indicator, place: Ref) -> Iterator[Diagnostic]:
    target, year = indicator.target, indicator.year_kind.of
    if not isinstance(target, Stepwise) or target.by_year_counting is not YearCounting.YEARLY:
        return
    begin = amounts_begin(indicator, subject.plan.plan)
    first, last = begin or min(target.years), max(target.years)
    early = "、".join(str(own) for own in sorted(target.years) if own < first)
    needed = map(FiscalYear, range(first.start, last.start))
    gaps = "、".join(str(year(own)) for own in needed if own not in target.years)
    found, do = [], []
    if early:
        found.append(f"{early} の量がある")
        do.append(f"by_year の {early} の行を消す")
    if gaps:
        found.append(f"{gaps} の量がない")
        do.append(f"by_year に {gaps} の量も書く（目標のない年度は 0）")
    if found:
        since = f"（実績値は{year(begin).label}から数える）" if begin else ""
        message = f"{named(subject.declared)}は、年度ごとの目標値を足して比べるのに、{'、'.join(found)}{since}"
        if not indicator.added_up:
            do.append("数え始めが違うなら、その前の年度を baseline の year に書く")
        where = Related(subject.plan.at(*_METHOD), "計画の方法")
        yield Diagnostic(INFO, place, f"{message}。同じ期間の目標値が決まらない年度がある", "。".join(do), (where,))


def _lacking(subject: Subject, key: str, message: str, hint: str) -> Diagnostic:
    where = Related(subject.plan.at(*_METHOD), "計画の方法")
    return Diagnostic(INFO, subject.declared.at(key), message, hint, (where,))


NOTHING_TO_COMPARE = IndicatorRule(INFO, _check)
