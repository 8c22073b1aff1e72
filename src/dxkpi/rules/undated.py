"""A record whose day of knowledge no document gives, beside one that has a day: the later-known one counts.

Without a day it is taken for the oldest, so that an undated 実績 would lose against a dated 見込.
"""

from collections.abc import Iterator

from dxkpi.core.diagnostic import Diagnostic, Related
from dxkpi.core.page import PLAN, Example, Page
from dxkpi.core.scalars import Status
from dxkpi.rules.base import IndicatorRule, named, warning
from dxkpi.rules.subject import Subject

_DOCUMENTS = Example(
    "documents:\n  report: {title: 進捗状況, publisher: 県, date: 2022-03-14}\n"
    "  list: {title: 実績の一覧, publisher: 県}\n",
    file=PLAN,
)
_EXPECTED = "actuals:\n  R3:\n    - value: 5200\n      status: 見込\n      known: 2021-11\n"
_FINAL = "    - value: 5445\n      status: 実績\n      source: {document: list, heading: 実績}\n"

INFO = warning(
    "KPI703",
    "undated",
    "いつ分かったか分からない記録が、日付のある記録と並んでいる",
    Page(
        why="一つの年度に記録が並ぶときは、最後に分かったものを使う。"
        "分かった日（known、なければ資料の date）のない記録は最も古いものとみなすので、"
        "日付のない「実績」は、日付のある「見込」に負けて使われない。",
        mend="記録に known を書くか、計画の documents の資料に date を書く。",
        bad=(_DOCUMENTS, Example(_EXPECTED + _FINAL)),
        good=(_DOCUMENTS, Example(_EXPECTED + _FINAL + "      known: 2022-03-14\n")),
    ),
)

_FIRM = tuple(Status)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    for year, records in declared.indicator.actuals.items():
        if len(records) == 1:
            continue
        known = [record.known_on(plan.plan.documents, declared.indicator.source) for record in records]
        dated = [index for index, day in enumerate(known) if day is not None]
        for index, record in enumerate(records):
            rank = _FIRM.index(record.status)
            beaten_by = [i for i in dated if rank <= _FIRM.index(records[i].status)]
            if known[index] is None and beaten_by:
                other = records[beaten_by[0]]
                yield Diagnostic(
                    INFO,
                    declared.at("actuals", str(year), index),
                    f"{named(declared)}の{year.formal}の{record.status}は、いつ分かったかが分からないため、"
                    f"{known[beaten_by[0]]} に分かった{other.status}より古いものとされる",
                    "known に分かった日を書くか、資料の date を書く",
                    (Related(declared.at("actuals", str(year), beaten_by[0]), "日付のある記録"),),
                )


UNDATED = IndicatorRule(INFO, _check)
