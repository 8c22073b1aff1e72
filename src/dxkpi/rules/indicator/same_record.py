"""Two records of a year with the same status, known on the same day: which of them counts is undecided."""

from collections.abc import Iterator

from dxkpi.core.basis.calendar import Day
from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, error
from dxkpi.core.basis.record import Status
from dxkpi.rules.base import IndicatorRule, Subject, named

_TWO = "actuals:\n  R3:\n    - value: 5445\n      status: 実績\n    - value: 5460\n      status: 実績\n{}"

INFO = error(
    "KPI305",
    "same-record",
    "同じ年度に、同じ日に分かった同じ状態の記録が二つある",
    Page(
        why="速報の記録を写して実績を書き足し、状態や日付を直し忘れると起きる。"
        "どちらが新しいか分からないので、どちらの値で達成率を出すかが決まらない。",
        fix="後から分かった方に known（値が分かった日）を書く。書き直しただけなら、古い方を消す。",
        bad=(Example(_TWO.format("")),),
        good=(Example(_TWO.format("      known: 2022-05-20\n")),),
        others=((Example("actuals:\n  R3:\n    - value: 5460\n      status: 実績\n"),),),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    for year, records in declared.indicator.actuals.items():
        if len(records) == 1:
            continue
        seen: dict[tuple[Day | None, Status], int] = {}
        for index, record in enumerate(records):
            known = record.known_on(plan.plan.documents, declared.indicator.source)
            first = seen.setdefault((known, record.status), index)
            if first != index:
                when = f"{known} に分かった" if known else "分かった日の記載のない"
                yield Diagnostic(
                    INFO,
                    declared.at("actuals", str(year), index),
                    f"{named(declared)}の{year.formal}に、{when}{record.status}が二つある",
                    "どちらが後に分かったかを known で示すか、片方を消す",
                    (Related(declared.at("actuals", str(year), first), "先の記録"),),
                )


SAME_RECORD = IndicatorRule(INFO, _check)
