"""A value known before the time that it describes: a slip in the year, in a date, or in the date of the document.

What is only expected (見込) may look ahead, though not past the year after. A value known when it was measured
stays what the paper says it is: 実績 of R3 in a paper of March 2022 is real.
"""

from collections.abc import Iterator

from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.finding import Diagnostic, Example, Page, Path, Ref, Related, error
from dxkpi.core.basis.record import Status
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.indicator.attested import Actual
from dxkpi.rules.base import IndicatorRule, Subject, named
from dxkpi.rules.indicator.far_year import far

INFO = error(
    "KPI310",
    "known-too-early",
    "値が、その年度や時点より前に分かったことになっている",
    Page(
        why="R3 を R13 と打つ、日付の年を間違える、出典を取り違えると、資料の日付より後のことが測られたことになる。"
        "分かった日（known、なければ資料の date）より後に始まる年度、後の as_of、後に終わる period を挙げる。"
        "見込は、資料の翌年度までなら先のことでもよい。",
        fix="年度、as_of、period、known、出典の資料とその date のうち、違っているものを直す。",
        bad=(Example("actuals:\n  R13:\n    value: 5445\n    status: 実績\n"),),
        good=(Example("actuals:\n  R3:\n    value: 5445\n    status: 実績\n"),),
    ),
)


def too_early(year: FiscalYear, record: Actual, known: Day | None) -> tuple[Path, str] | None:
    """Return the part of a record that is later than the day it became known: its key, and its words."""
    if known is None:
        return None
    years_ahead = year.start - year.around(known).start
    if record.status is Status.FORECAST:
        return ((), f"{year.formal}の見込") if years_ahead > 1 else None
    if years_ahead > 0:
        return (), f"{year.formal}の{record.status}"
    as_of, period = record.as_of, record.period
    if as_of is not None and as_of.first > known.last:
        return ("as_of",), f"{as_of} の{record.status}"
    if period is not None and period.last.first > known.last:
        return ("period", "to"), f"{period.last} までの{record.status}"
    return None


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    for year, index, record, known in subject.records:
        found = too_early(year, record, known)
        if found is not None and not far(year, plan.plan):  # else that alone is reported
            key, what = found
            yield Diagnostic(
                INFO,
                declared.at("actuals", str(year), index, *key),
                f"{named(declared)}の{what}が、{known} に分かったことになっている",
                f"{year.kind}・as_of・period か、known（なければ出典の資料の date）を直す",
                (Related(_known_at(index, year, record, declared, plan), "分かった日"),),
            )


def _known_at(index: int, year: FiscalYear, record: Actual, declared: DeclaredIndicator, plan: DeclaredPlan) -> Ref:
    source = record.origin(declared.indicator.source)
    if record.known or source is None:
        return declared.at("actuals", str(year), index, "known")
    return plan.at("documents", source.document, "date")


KNOWN_TOO_EARLY = IndicatorRule(INFO, _check)
