"""A moving reference (全国平均) without the value of a year that has an actual: an older one is compared with."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, warning
from dxkpi.core.basis.text import clip
from dxkpi.core.indicator.reach import ReferenceTarget
from dxkpi.rules.base import IndicatorRule, Subject, named, to_waive

_PLAN = Example(
    "plan: plan-b\nname: 計画B\ntarget_year: R5\nmethod: {formula: ratio, against: target}\n"
    "sections:\n  - {id: one, name: 分野一}\n"
    "documents:\n  paper: {title: 実績報告, publisher: 県, date: 2023-09-30}\n",
    "targets/plan-b.yaml",
    whole=True,
)


def _items(by_year: str, mark: str = "") -> Example:
    return Example(
        "id: check-ups\nname: 健診の受診率\nplan: plan-b\nsection: one\nunit: '%'\n"
        "direction: reference\nbetter: higher\n"
        f"target:\n  reference:\n    name: 全国の平均\n    by_year: {{{by_year}}}{mark}\n"
        "actuals:\n  R3: {value: 50, status: 実績}\n  R4: {value: 52, status: 実績}\n"
        "source: {document: paper, page: 3}\n",
        "indicators/plan-b/check-ups.yaml",
        whole=True,
    )


INFO = warning(
    "KPI347",
    "reference-behind",
    "年度とともに動く比べる相手に、実績値のある年度の値がない",
    Page(
        why="比べる相手（全国平均など）の値を年度ごとに書く指標では、その年度の値がなければ、"
        "最も近い前の年度の値と比べる。相手だけが古いと、実際より良く（悪く）見える。前の年度の値もなければ、判定しない。",
        fix="その年度の相手の値を reference の by_year に加える。"
        "まだ公表されていないなら、そのことを理由に書いて免除する。",
        bad=(_PLAN, _items("R3: 48")),
        good=(_PLAN, _items("R3: 48, R4: 49")),
        others=((_PLAN, _items("R3: 48", "  # dxkpi: ignore[KPI347] R4年度の全国平均は未公表である")),),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, target = subject.declared, subject.indicator.target
    if not isinstance(target, ReferenceTarget) or not target.reference.by_year:
        return
    referenced = target.reference
    lacking = [year for year in sorted(subject.indicator.actuals) if referenced.known_in(year) != year]
    missing = [year for year in lacking if referenced.known_in(year) or referenced.value is None]
    if missing:
        last = referenced.known_in(missing[-1])
        then = f"{last.label}の値と比べる" if last else "判定しない"
        yield Diagnostic(
            INFO,
            declared.at("target", "reference", "by_year"),
            f"{named(declared)}に{missing[-1].label}の実績値があるが、比べる相手「{clip(referenced.name)}」の"
            f"{missing[-1].label}の値がない（{then}）",
            f"by_year に {missing[-1]} の値を加える。" + to_waive(INFO, declared),
        )


REFERENCE_BEHIND = IndicatorRule(INFO, _check)
