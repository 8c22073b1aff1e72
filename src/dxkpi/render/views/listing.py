"""Indicators in a list, one a row, a table for each section of each plan."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import assert_never

from dxkpi.core.assessment import Assessment, Monitored, NotAssessed, Rated, SpecialStatus, Suspended
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.numerals import number
from dxkpi.core.outcomes.indicator import ListOutcome, ShowOutcome
from dxkpi.core.plan.plan import Plan
from dxkpi.render.blocks import ASSUMED, REVISED, Align, Block, Column, Doc, Grid, Heading, Notes, Paragraph
from dxkpi.render.formats import Look
from dxkpi.render.verdicts import rate_phrase
from dxkpi.render.views.cautions import relisted_remark, section_name
from dxkpi.render.views.revisions import revision_notes
from dxkpi.render.views.show import show_doc

Row = tuple[DeclaredPlan, DeclaredIndicator, Assessment]


def view(outcome: ListOutcome | ShowOutcome, look: Look) -> Doc:  # noqa: ARG001 - both look the same everywhere
    """The list, or the one indicator."""
    if isinstance(outcome, ListOutcome):
        return list_doc(outcome.rows, outcome.sections)
    return show_doc(outcome.declared, outcome.plan, outcome.assessments, outcome.where)


def list_doc(rows: Sequence[Row], sections: Mapping[str, str] | None = None) -> Doc:
    """Indicators with what a year makes of them, by plan and section; of a plan in `sections` that one alone."""
    if not rows:
        return (Paragraph("あてはまる指標はない。"),)
    asked = sections or {}
    by_plan: dict[str, list[Row]] = {}
    for row in rows:
        by_plan.setdefault(row[0].plan.plan, []).append(row)
    return tuple(block for plan, own in by_plan.items() for block in _blocks(own, asked.get(plan)))


def _blocks(rows: Sequence[Row], only: str | None) -> Iterator[Block]:
    """The indicators of one plan, a table for each section in the plan's order, or for one section."""
    plan = rows[0][0].plan
    columns = _columns(rows)
    years = "、".join(year.label for year in sorted({a.year for _, _, a in rows}))
    yield Heading(2, f"{plan.name} {years}")
    for section in _sections(rows, only):
        own = [row for row in rows if section in row[1].indicator.listed_in]
        yield Heading(3, section_name(plan, section))
        yield Grid(tuple(columns), tuple(_row(row, section, columns.values()) for row in own))
    if any(a.assumed for _, _, a in rows):
        yield Notes((f"{ASSUMED} 推定した値による（dxkpi explain で理由を示す）",))
    revised = tuple(revision_notes((a for _, _, a in rows), plan))
    if revised:
        yield Notes(revised)
    again = "（再掲は一度だけ数えた）" if only is None and any(d.indicator.relisted for _, d, _ in rows) else ""
    yield Paragraph(f"計{number(len(rows))}指標{again}")


def _sections(rows: Sequence[Row], only: str | None) -> tuple[str, ...]:
    """The sections that list these indicators: the plan's own in its order, then what it does not declare."""
    if only is not None:
        return (only,)
    declared = [section.id for section in rows[0][0].plan.sections]
    named = dict.fromkeys(section for _, d, _ in rows for section in d.indicator.listed_in)
    return (*(i for i in declared if i in named), *(i for i in named if i not in declared))


def _columns(rows: Sequence[Row]) -> dict[Column, str]:
    """The columns that these rows need, and which value each shows; the owner and the year where they tell apart."""
    columns = {Column(("指標（id）",)): "name"}
    if any(declared.indicator.owner for _, declared, _ in rows):
        columns[Column(("担当",))] = "owner"
    if len({a.year for _, _, a in rows}) > 1:
        columns[Column(("年度",), wraps=False)] = "year"
    columns[Column(("達成率",), Align.RIGHT, wraps=False)] = "rate"
    columns[Column(("達成区分",), wraps=False)] = "rating"
    return columns


def _row(row: Row, section: str, keys: Iterable[str]) -> tuple[str, ...]:
    plan, indicator, assessment = row[0].plan, row[1].indicator, row[2]
    mark = (ASSUMED if assessment.assumed else "") + (REVISED if assessment.by_revised else "")
    rate = rate_phrase(assessment.outcome, plan)
    again = relisted_remark(plan, indicator, (section,))
    cells = {
        "name": f"{indicator.name}（{indicator.id}）{again}",
        "owner": indicator.owner or "",
        "year": str(assessment.year),
        "rate": rate + mark if rate else "-",
        "rating": _rating(assessment, plan) + ("" if rate else mark),
    }
    return tuple(cells[key] for key in keys)


def _rating(assessment: Assessment, plan: Plan) -> str:
    match assessment.outcome:
        case Rated(rating):
            return rating.label
        case NotAssessed():
            return "算定不能（未達成）" if assessment.outcome.unmet else "算定不能"
        case Suspended():
            return plan.suspended.label if plan.suspended else "停止"
        case SpecialStatus(state):
            return state.label
        case Monitored():
            return "推移"
        case _:
            assert_never(assessment.outcome)
