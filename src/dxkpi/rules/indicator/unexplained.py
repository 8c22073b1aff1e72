"""A missed target of a published year without cause or reason: the board will ask, and the file cannot answer."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, error
from dxkpi.core.detail import Standing, standing
from dxkpi.rules.base import IndicatorRule, Subject, named

INFO = error(
    "KPI302",
    "unexplained",
    "公表した年度に未達成の指標に、要因も理由もない",
    Page(
        why="昨年度のファイルの unmet（未達成の要因と理由）を直し忘れると、今年度の未達成には何の説明もない。"
        "会議でも公表後にも理由を問われるが、データからは答えられない。",
        fix="unmet の下にその年度を置き、cause（計画にある要因の id）か reason（理由）を、担当課に確かめて書く。",
        bad=(Example("unmet:\n  R2:\n    cause: covid\n"),),
        good=(Example("unmet:\n  R3:\n    reason: 対象の業務が当初の見込みより少なかったため\n"),),
    ),
    waivable=True,
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    if not plan.plan.ratings:
        return
    for year, result in plan.plan.published.items():
        if year in declared.indicator.unmet or not result.transcribed:
            continue
        if standing(subject.assessed(year, plan.plan.published_on(year))) is Standing.UNMET:
            yield Diagnostic(
                INFO,
                declared.at("actuals", str(year)),
                f"{named(declared)}は、結果を公表した{year.formal}に未達成だが、その要因も理由もない",
                f"unmet: の下に {year}: を置き、cause（計画の causes の id）か reason（理由）を書く",
                tuple(Related(place, "公表した結果") for place in plan.published_at(year)),
                blocks=False,
            )


UNEXPLAINED = IndicatorRule(INFO, _check)
