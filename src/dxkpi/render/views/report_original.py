"""What the targets as adopted would give, beside the result by the targets in force."""

from collections.abc import Iterator

from dxkpi.core.assessment import Assessment
from dxkpi.core.plan.plan import Plan
from dxkpi.core.report import Report
from dxkpi.render.blocks import Block, Column, Grid, Heading, Notes, Paragraph
from dxkpi.render.verdicts import outcome_phrase
from dxkpi.render.views.cautions import target_words
from dxkpi.render.views.report_notes import notes
from dxkpi.render.views.report_tables import grid


def original_blocks(report: Report) -> Iterator[Block]:
    """The overview by adopted targets, and every revised indicator with both results; nothing where not asked for."""
    if report.original is None:
        return
    yield Heading(2, "策定時の目標による結果（参考）")
    by_id = {assessment.indicator.id: assessment for assessment in report.original.assessments}
    revised = [(now, by_id[now.indicator.id]) for now in report.assessments if now.by_revised]
    if not revised:
        yield Paragraph("この年度に、改定された目標はない。結果は上の表と同じである。")
        return
    if report.original.overview:
        yield grid(report.original.plan, report.original.overview)
        own = notes(report.original, report.original.overview)
        yield Notes((*own.lines, "名称のある指標は、策定時の目標とデータだけで判定した（公表件数で補っていない）"))
    columns = ("指標", "改定後の目標", "改定後の結果", "策定時の目標", "策定時の目標による結果")
    yield Grid(tuple(Column((head,)) for head in columns), tuple(_row(report.plan, *both) for both in revised))


def _row(plan: Plan, now: Assessment, then: Assessment) -> tuple[str, ...]:
    results = ((target_words(a.indicator, plan), outcome_phrase(a, plan)) for a in (now, then))
    return (now.indicator.name, *(text for result in results for text in result))
