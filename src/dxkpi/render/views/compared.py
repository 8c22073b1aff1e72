"""A report beside that of another year: counts and shares, and the indicators whose rating is another one."""

from collections.abc import Iterator

from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.mark import signs
from dxkpi.core.count_table import CountTable, Percentage, counted
from dxkpi.core.numerals import number, percent_of
from dxkpi.core.report import Report, rated_otherwise
from dxkpi.render.blocks import Block, Column, Grid, Heading, Notes, Paragraph, Tone, Toned, figures
from dxkpi.render.plain import plain
from dxkpi.render.verdicts import outcome_tone, rate_phrase, rating_word, rating_words, tone_of
from dxkpi.render.views.answer import mean_move
from dxkpi.render.views.legend import legend


def compared_blocks(report: Report) -> Iterator[Block]:
    """Yield the comparison with the report's other year; empty where none was asked for."""
    other = report.scope.compared_with
    if other is None:
        return
    yield Heading(2, f"{other.label}との比較")
    before = report.before
    if before is None:
        yield Paragraph(f"{other.label}は、この計画の期間にない。")
        return
    if before.mean_rate or report.mean_rate:
        yield Paragraph(mean_move((before.mean_rate, before.plan), (report.mean_rate, report.plan)))
    if report.overview and before.overview:
        yield _counts(report, report.overview, before, before.overview)
        shares = (*report.overview.percentages, *before.overview.percentages)
        yield Notes(tuple(legend({mark for share in shares for mark in share.marks})))
    changed = tuple(rated_otherwise(report))
    if not changed:
        yield Paragraph(f"{rating_word(report.plan)}の変わった指標はない。")
        return
    heads = ("指標", before.year.label, report.year.label)
    yield Grid(
        tuple(map(Column, heads)),
        tuple((_heading(then, now), _cell(then, before), _cell(now, report)) for then, now in changed),
    )
    marks = {mark for both in changed for assessment in both for mark in assessment.marks}
    parts = sum(now.indicator.of is not None for _, now in changed)
    beside = f"（ほかに、うちの指標{number(parts)}）" if parts else ""
    count = f"{rating_word(report.plan)}の変わった指標 {number(len(changed) - parts)}{beside}"
    yield Notes((count, *legend(marks)))


def _heading(then: Assessment, now: Assessment) -> str:
    return now.indicator.heading + ("（間に定義の変更。前後は比べられない）" if now.since != then.since else "")


def _counts(now: Report, table: CountTable, before: Report, earlier: CountTable) -> Grid:
    columns = dict.fromkeys(column.id for one in (table, earlier) for column in one.columns)
    heads = (rating_word(now.plan), before.year.label, now.year.label, "増減")
    rows = [_row(now, column, (earlier, table)) for column in columns]
    sizes = [one.size for one in (earlier, table)]
    total = ("計", *(f"{number(size)}指標" for size in sizes), _difference(sizes[1] - sizes[0]))
    first, *others = heads
    return Grid((Column(first), *map(figures, others)), (*rows, total), total=1)


def _row(report: Report, column: str, tables: tuple[CountTable, CountTable]) -> tuple[str, ...]:
    found = [counted(table, column) for table in tables]
    named = (f"{own.group} {plain(own.label)}" for table in tables for own in table.columns if own.id == column)
    name = Toned((" → ".join(dict.fromkeys(named)), tone_of(report.plan, column)))
    return (name, *(_share(count, share) for count, share in found), _difference(found[1][0] - found[0][0]))


def _share(count: int, share: Percentage) -> str:
    printed = f"（{percent_of(share.printed, share.zero)}）" if share.printed is not None else ""
    return number(count) + printed + signs(share.marks)


def _difference(count: int) -> str:
    return f"+{number(count)}" if count > 0 else number(count)


def _cell(assessment: Assessment, report: Report) -> str:
    rate = rate_phrase(assessment.outcome, report.plan)
    words = rating_words(assessment, report.plan)
    beside = f"（{rate}）" if rate else ""
    return Toned((words, outcome_tone(assessment.outcome, report.plan)), (beside + signs(assessment.marks), Tone.PLAIN))
