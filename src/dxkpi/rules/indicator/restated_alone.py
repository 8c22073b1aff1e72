"""A restated baseline beside actuals that nobody restated: the two are of different statistics."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, warning
from dxkpi.core.indicator.history import Break
from dxkpi.core.numerals import day_phrase
from dxkpi.core.observations import Vintage
from dxkpi.rules.base import IndicatorRule, Subject, named, to_waive

_PLAN = Example(
    "plan: plan-b\nname: 計画B\ntarget_year: R5\nmethod: {formula: distance, against: target}\n"
    "sections:\n  - {id: one, name: 分野一}\n"
    "documents:\n  paper: {title: 実績報告, publisher: 県, date: 2022-09-30}\n",
    "targets/plan-b.yaml",
    whole=True,
)


def _wages(baseline: str, actuals: str, breaks: str = "") -> Example:
    return Example(
        "id: wages\nname: 一人あたりの給与\nplan: plan-b\nsection: one\nunit: 円\ndirection: absolute\nbetter: higher\n"
        f"baseline:\n  value: 300000\n  year: R1\n{baseline}{breaks}target:\n  value: 330000\n"
        f"actuals:\n  R3:\n{actuals}source: {{document: paper, page: 3}}\n",
        "indicators/plan-b/wages.yaml",
        whole=True,
    )


_RESTATED = "  restated:\n    - date: 2023-06-01{}\n      value: 310000\n      reason: 調査の対象の入れ替え\n"
_OLD = "    - {value: 312000, status: 実績}\n"

INFO = warning(
    "KPI350",
    "restated-alone",
    "基準値だけが改められ、実績値は改める前のままである",
    Page(
        why="改めた基準値（restated）は、過ぎた年度も含めてすべての年度に使う。実績値が改める前の統計のままだと、"
        "違う統計の値どうしを比べ、実際より良く（悪く）見える。基準値を改めた日より前に分かった実績値だけの年度を挙げる。",
        fix="実績値も遡って改められたなら、改めた値を、分かった日 known とともに、同じ年度に並べて書く。"
        "ある年度から定義が変わり、前の年度の実績値は改められないのなら、restated でなく breaks に書く。"
        "基準値の誤りを直しただけなら、そのことを理由に書いて免除する。",
        bad=(_PLAN, _wages(_RESTATED.format(""), _OLD)),
        good=(
            _PLAN,
            _wages(_RESTATED.format(""), _OLD + "    - {value: 322000, status: 実績, known: 2023-06-01}\n"),
        ),
        others=(
            (
                _PLAN,
                _wages("", _OLD, "breaks:\n  - {from: R4, reason: 調査の対象の入れ替え, baseline: {value: 310000}}\n"),
            ),
            (_PLAN, _wages(_RESTATED.format("  # dxkpi: ignore[KPI350] 基準値の写し間違いを直した"), _OLD)),
        ),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    for since in (None, *subject.indicator.redefined):
        yield from _of_series(subject, since)


def _of_series(subject: Subject, since: Break | None) -> Iterator[Diagnostic]:
    declared, indicator = subject.declared, subject.indicator
    baseline = (since or indicator).baseline
    if not (baseline and baseline.revisions):
        return
    position, last = len(baseline.revisions) - 1, baseline.revisions[-1]
    vintage = Vintage(indicator, subject.plan.plan)
    years = sorted(year for year in indicator.actuals if indicator.break_in(year) is since)
    newest = [record for year in years for record in vintage.of_year(year)[-1:]]
    old = [observation for observation in newest if observation.known and observation.known.last < last.date.first]
    if not old:
        return
    yield Diagnostic(
        INFO,
        declared.baseline_at(since, "restated", position, "date"),
        f"{named(declared)}の基準値は{day_phrase(last.date)}に改められたが、"
        f"{'、'.join(own.year.label for own in old)}の実績値は、それより前に分かった値である",
        "改めた実績値があれば、同じ年度に並べて書く。ある年度から定義が変わったのなら、breaks に書く。"
        + to_waive(INFO, declared),
        tuple(Related(declared.at("actuals", str(own.year), own.index), f"{own.year.label}の実績値") for own in old),
    )


RESTATED_ALONE = IndicatorRule(INFO, _check)
