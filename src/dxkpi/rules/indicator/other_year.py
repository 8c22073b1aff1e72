"""A date of another fiscal year than that of its value: R3.2 belongs to R2, and years get copied.

After its end a year may still be counted for a while (4月1日現在, 5月1日現在).
"""

from collections.abc import Iterator
from datetime import date

from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.finding import Diagnostic, Example, Page, warning
from dxkpi.core.indicator.attested import Actual
from dxkpi.rules.base import IndicatorRule, Subject, named, to_waive
from dxkpi.rules.indicator.far_year import far
from dxkpi.rules.indicator.known_too_early import too_early

INFO = warning(
    "KPI311",
    "other-year",
    "値の時点 as_of か期間 period が、その年度のものでない",
    Page(
        why="令和3年2月は令和2年度である。暦の年と年度を取り違えたり、前の年度の記録を写して日付を直し忘れたりすると、"
        "別の年度の値として評価される。年度の始まりより前か、終わりから3か月より後の as_of と、"
        "その年度の月を一つも含まない period を挙げる。",
        fix="年度のキーか日付を直す。その年度の値として正しければ、そのことを理由に書いて免除する。",
        bad=(Example("actuals:\n  R3:\n    value: 5445\n    status: 時点\n    as_of: 2021-02\n"),),
        good=(Example("actuals:\n  R3:\n    value: 5445\n    status: 時点\n    as_of: 2022-02\n"),),
    ),
)

# Until June a date may belong to the year that ended in March (4月1日現在, 5月1日現在).
_LATE = 3


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    for year, index, record, known in subject.records:
        for key, found, belongs in _elsewhere(year, record):
            if far(year, plan.plan) or too_early(year, record, known):
                break
            yield Diagnostic(
                INFO,
                declared.at("actuals", str(year), index, key),
                f"{named(declared)}の{year.formal}の値が、{found}（{belongs.formal}）のものになっている",
                f"{year.kind}か日付を直す。" + to_waive(INFO, declared),
            )


def _elsewhere(year: FiscalYear, record: Actual) -> Iterator[tuple[str, str, FiscalYear]]:
    day, months = record.as_of, record.period
    if day and (year.around(day) < year or _month(day) > _month(year.last) + _LATE):
        yield "as_of", str(day), year.around(day)
    if months and (year.around(months.last) < year or year.around(months.first) > year):
        yield "period", f"{months.first} から {months.last}", year.around(months.first)


def _month(day: Day | date) -> int:
    return day.year * 12 + day.month


OTHER_YEAR = IndicatorRule(INFO, _check)
