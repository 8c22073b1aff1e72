"""A reason for missing a target that the values reach: the value, the target or the good side (better) is a slip.

A reason that was true when only the expected value was known stays.
"""

from collections.abc import Iterator

from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, warning
from dxkpi.core.detail import Standing, standing
from dxkpi.rules.base import IndicatorRule, Subject, named

_MAPS = "indicators/plan-a/one/maps.yaml"
_VALUES = (
    "target:\n  value: 100\nactuals:\n  R2:\n    value: 80\n    status: 実績\n  R3:\n    value: 100\n    status: 実績\n"
)

INFO = warning(
    "KPI313",
    "unmet-but-met",
    "未達成の理由 unmet があるのに、値は目標に達している",
    Page(
        why="実績値や目標値の写し間違い、better（高いほど良いか、低いほど良いか）の取り違えがあると、"
        "届いていない指標が達成と判定される。未達成の理由が書かれていれば、その食い違いに気付ける。",
        fix="実績値・目標値・better を確かめる。達成で正しければ、その年度の unmet を消す。",
        bad=(Example(_VALUES + "unmet:\n  R3:\n    reason: 研修を中止したため\n", file=_MAPS),),
        good=(Example(_VALUES + "unmet:\n  R2:\n    reason: 研修を中止したため\n", file=_MAPS),),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared = subject.declared
    for year in declared.indicator.unmet:
        if all(standing(subject.assessed(year, day)) is Standing.MET for day in _days(subject, year)):
            why = "人の評価は達成である" if subject.assessed(year, None).judged else "値は目標に達している"
            shown = [y for y in declared.indicator.actuals if y <= year]
            yield Diagnostic(
                INFO,
                declared.at("unmet", str(year)),
                f"{named(declared)}に{year.formal}の未達成の理由があるが、{why}",
                "実績値・目標値・better を確かめる。達成で正しければ、この理由を消す",
                (Related(declared.at("actuals", str(max(shown))), "実績値"),) if shown else (),
            )


def _days(subject: Subject, year: FiscalYear) -> Iterator[Day | None]:
    """Yield the days on which the year may have been judged: its publication, today, and when values became known."""
    indicator, plan = subject.indicator, subject.plan.plan
    yield from (plan.published_on(year), None)
    yield from (record.known_on(plan.documents, indicator.source) for record in indicator.actuals.get(year, ()))


UNMET_BUT_MET = IndicatorRule(INFO, _check)
