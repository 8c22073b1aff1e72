"""How a published figure is called, and how it stands to the data, in one phrase."""

from typing import assert_never

from dxkpi.core.numerals import number
from dxkpi.core.plan import Plan
from dxkpi.core.reconcile import Agreement, Cell, Percent
from dxkpi.core.scheme import SUSPENDED


def column_label(plan: Plan, column: str) -> str:
    """The label of a rating, of a state, or of the suspended."""
    if column == SUSPENDED:
        return plan.suspended.label if plan.suspended else "停止"
    labels = {rating.id: rating.label for rating in plan.ratings} | {state.id: state.label for state in plan.states}
    return labels[column]


def published_count(cell: Cell) -> str:
    """`公表 8、データ 9`."""
    printed = "印刷なし" if cell.published is None else number(cell.published)
    return f"公表 {printed}、データ {number(cell.determined)}"


def cell_result(cell: Cell) -> str:
    """`一致`, `矛盾なし（2件は確認できない）`, `不整合（公表 8、データ 9: 差 1）`."""
    match cell.agreement:
        case Agreement.CONFIRMED:
            return "一致"
        case Agreement.POSSIBLE if cell.unconfirmed:
            return f"矛盾なし（{number(cell.unconfirmed)}件は確認できない）"
        case Agreement.POSSIBLE:
            return f"矛盾なし（算定不能の{number(len(cell.candidates))}指標が入りうる）"
        case Agreement.CONTRADICTED:
            return f"不整合（{_contradiction(cell)}）"
        case _:
            assert_never(cell.agreement)


def _contradiction(cell: Cell) -> str:
    both = published_count(cell)
    if cell.rest < 0:
        return f"{both}: 差 {number(-cell.rest)}"
    if cell.rest > len(cell.candidates):
        short = number(cell.rest - len(cell.candidates))
        return f"{both}、入りうる算定不能 {number(len(cell.candidates))}: {short}件足りない"
    return f"{both}: ほかの区分と合わせると、算定不能の指標が過不足なく収まらない"


def percent_result(percent: Percent) -> str:
    """The same of a percentage: against the published counts first, and then what these rest on."""
    match percent.agreement:
        case Agreement.CONFIRMED:
            return "一致"
        case Agreement.POSSIBLE:
            return "矛盾なし（件数に確認できないものがある）"
        case Agreement.CONTRADICTED:
            return f"不整合（{_wrong(percent)}）"
        case _:
            assert_never(percent.agreement)


def _wrong(percent: Percent) -> str:
    if percent.printed.exact is None:
        return "母数が0"
    if percent.printed.follows:
        return "もとの件数が不整合"
    return "公表の件数から計算した値と違う"
