"""A status that its date contradicts: 時点 without a day, or 実績 of a day in the middle of the year.

Statistics taken on one day of every year (5月1日現在) are final then; a note, or another year of the same month, shows
that.
"""

from collections.abc import Iterator

from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.finding import Diagnostic, Example, Page, warning
from dxkpi.core.basis.record import Status
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Actual
from dxkpi.rules.base import IndicatorRule, Subject, named, to_waive

_VALUE = "actuals:\n  R3:\n    value: 5445\n    status: {}\n    as_of: 2021-12{}\n"

INFO = warning(
    "KPI312",
    "status-as-of",
    "値の状態 status と時点 as_of が合わない",
    Page(
        why="年度の途中の値を「実績」と書くと、年度の結果として扱われる。「時点」と書いていつの時点かを書かないと、"
        "読む人はどこまでの値か分からない。",
        fix="年度の途中の値は 時点、年度末を見通した値は 見込 とし、as_of（4月〜8月のような値は period）を書く。"
        "毎年その時期に調べる値なら、そのことを理由に書いて免除する。",
        bad=(Example(_VALUE.format("実績", "")),),
        good=(Example(_VALUE.format("時点", "")),),
        others=(
            (Example(_VALUE.format("見込", "")),),
            (Example(_VALUE.format("実績", "  # dxkpi: ignore[KPI312] 毎年12月に調べる値である")),),
        ),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared = subject.declared
    for year, index, record, _ in subject.records:
        if record.status is Status.INTERIM and not (record.as_of or record.period):
            yield Diagnostic(
                INFO,
                declared.at("actuals", str(year), index, "status"),
                f"{named(declared)}の{year.formal}の値が、いつの時点のものか書かれていない",
                "as_of: 2021-12 のように時点を書くか、period に期間を書く。" + to_waive(INFO, declared),
            )
        elif record.as_of and _midway(year, record) and not _yearly(declared.indicator, year, record.as_of):
            yield Diagnostic(
                INFO,
                declared.at("actuals", str(year), index, "as_of"),
                f"{named(declared)}の{year.formal}の実績が、年度の途中（{record.as_of}）の値である",
                "途中の値は 時点、年度末の見通しは 見込 とする。" + to_waive(INFO, declared),
            )


def _midway(year: FiscalYear, record: Actual) -> bool:
    day = record.as_of
    if record.status is not Status.FINAL or day is None or record.period:
        return False
    return year.around(day) == year and (day.year, day.month) < (year.last.year, year.last.month)


def _yearly(indicator: Indicator, year: FiscalYear, day: Day) -> bool:
    """Say whether a record of another year shows that it is always taken at that time."""
    others = (r.as_of for y, records in indicator.actuals.items() if y != year for r in records)
    return any(other is not None and other.month == day.month for other in others)


STATUS_AS_OF = IndicatorRule(INFO, _check)
