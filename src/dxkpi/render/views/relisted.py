"""Indicators that stand in several places: sections that list them again (再掲) and count them or not, and plans."""

from collections.abc import Collection, Iterable, Iterator
from typing import assert_never

from dxkpi.core.dataset import DeclaredIndicator
from dxkpi.core.detail import counted_again, relisted
from dxkpi.core.numerals import number
from dxkpi.core.plan import Plan
from dxkpi.core.relisting import RelistedCount
from dxkpi.core.report import Report, Table
from dxkpi.core.targets import Indicator
from dxkpi.render.views.declared import section_name, section_phrase


def listed_phrase(plan: Plan, indicator: Indicator) -> str:
    """The section of an indicator, and those that list it again with how it counts there."""
    own = section_phrase(plan, indicator.section, indicator.subsection)
    if not indicator.relisted:
        return own
    return f"{own}（再掲: {_names(plan, indicator.relisted)}。{_counted(plan)}）"


def shared_phrase(declared: DeclaredIndicator) -> str:
    """Which other plans share an indicator."""
    return f"ほかの計画でも使う指標: {'、'.join(declared.others)}（実績値は共通。--plan で選ぶ）"


def relisted_remark(plan: Plan, indicator: Indicator, shown: Collection[str]) -> str:
    """What follows an indicator's name in a list of the sections `shown`; nothing where it is not listed again."""
    if not indicator.relisted:
        return ""
    if indicator.section in shown:
        return f"（{_names(plan, indicator.relisted)}に再掲）"
    return f"（{_names(plan, (indicator.section,))}の再掲）"


def relisted_notes(report: Report, table: Table) -> Iterator[str]:
    """Of each indicator of `table` that is listed again where it counts, and how often the table counts one twice."""
    for indicator in relisted(report, table):
        yield relisted_note(report.plan, indicator)
    again = counted_again(report, table)
    if again:
        yield f"計{number(table.size)}指標は再掲を含む延べ数（実数は{number(table.size - again)}）"


def relisted_note(plan: Plan, indicator: Indicator) -> str:
    """Where an indicator that is listed again counts."""
    return f"再掲 {indicator.name}: {_where(plan, indicator)}"


def _where(plan: Plan, indicator: Indicator) -> str:
    match plan.relisted_count:
        case RelistedCount.ONCE:
            return f"{_names(plan, (indicator.section,))}に数え、{_names(plan, indicator.relisted)}には数えない"
        case RelistedCount.EACH:
            return f"{_names(plan, indicator.listed_in)}のそれぞれに数える"
        case _:
            assert_never(plan.relisted_count)


def _counted(plan: Plan) -> str:
    match plan.relisted_count:
        case RelistedCount.ONCE:
            return "一度だけ数える"
        case RelistedCount.EACH:
            return "載る分野ごとに数える"
        case _:
            assert_never(plan.relisted_count)


def _names(plan: Plan, sections: Iterable[str]) -> str:
    return "".join(f"「{section_name(plan, section)}」" for section in sections)
