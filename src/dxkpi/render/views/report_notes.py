"""Notes below the tables: evidence for figures, assumptions, open counts, and the method."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.count_table import Composition, CountTable
from dxkpi.core.indicator.attested import Document
from dxkpi.core.method.method import Denominator
from dxkpi.core.numerals import day_phrase, number
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.shares import ShareRounding
from dxkpi.core.report import Gap, Report, Unfilled, cited, graded
from dxkpi.render.blocks import About, Block, Heading, Notes
from dxkpi.render.views.cautions import relisted_notes
from dxkpi.render.views.legend import table_legend
from dxkpi.render.views.method_words import METHOD_KEYS, carry_lines, grade_words, plan_lines


def notes(report: Report, table: CountTable, *, detail: bool = False, answered: bool = False) -> Notes:
    """Return the footnotes of one table; with `detail` its indicators are listed one by one below it.

    What its counts rest on is left out where the answer above has said so (`answered`).
    """
    again = (*relisted_notes(report, table), *_of_others(report, table))
    parts = table.composition
    whole = [] if answered else [f"{number(parts.total)}指標の内訳: {rests_on(parts)}"]
    behind = (*table_legend(report, table, detail=detail), *again, *whole)
    return Notes((*behind, *_denominator(report.plan, table), *_grades(report.plan, table), *_open(report, table)))


def _of_others(report: Report, table: CountTable) -> Iterator[str]:
    """Yield how many indicators of the table's sections are parts of others, which it does not count."""
    shown = table.sections
    of = sum(a.indicator.of is not None and a.indicator.section in shown for a in report.assessments)
    if of:
        yield f"ほかに、うち（別の指標の内数）の指標{number(of)}。件数と割合に入れない"


def _denominator(plan: Plan, table: CountTable) -> Iterator[str]:
    """Yield the denominator of percentages, where it is not all indicators of the table."""
    counts = {
        column.label: sum(row.cells[position].count or 0 for row in table.rows)
        for position, column in enumerate(table.columns)
        if column.id in plan.outside
    }
    waiting = sum(row.outside for row in table.rows)
    named = [label for label, count in counts.items() if count]
    if waiting and plan.method:
        named.append(_LEFT_OUT[plan.method.denominator])
    if named:
        yield f"割合の母数は{number(table.size - sum(counts.values()) - waiting)}（{'、'.join(named)}を含まない）"
    unassessed = table.composition.unassessed
    if 0 < waiting < unassessed:
        yield f"判定できない{number(unassessed)}指標のうち、割合に入るのは{number(unassessed - waiting)}指標"


def _grades(plan: Plan, table: CountTable) -> Iterator[str]:
    """Yield the grade of each section, where the plan has grades."""
    grades = plan.method.grades if plan.method else None
    if grades is None:
        return
    for row in table.rows:
        found = graded(plan, table, row)
        if found is None:
            yield f"{row.section.heading}: 評語は決まらない（判定できない指標がある、または判定した指標がない）"
        else:
            yield f"{row.section.heading}: {grade_words(found, grades.by)}"


_LEFT_OUT = {
    Denominator.ALL: "",
    Denominator.KNOWN: "実績値のまだない指標",
    Denominator.ASSESSED: "判定できない指標",
}


def rests_on(parts: Composition) -> str:
    """Return the composition of a table in words: `データから判定12（うち前の年度の値1）、停止1、…`."""
    named = (
        ("データから判定", parts.from_data, _of_values(parts.carried.from_data, parts.partial.from_data)),
        ("人の評価", parts.judged, ""),
        ("停止", parts.suspended, ""),
        *((state.heading, count, "") for state, count in parts.states),
        (
            "推定を含む判定",
            parts.with_assumption,
            _of_values(parts.carried.with_assumption, parts.partial.with_assumption),
        ),
        (
            "公表件数から充当",
            parts.from_publication,
            _of_values(parts.carried.from_publication, parts.partial.from_publication),
        ),
        ("名称の公表なし", parts.undisclosed, ""),
        ("算定不能", parts.unassessed, ""),
    )
    return "、".join(f"{name}{number(count)}{of_values}" for name, count, of_values in named if count) or "なし"


def _of_values(carried: int, partial: int) -> str:
    """Return how many of a part are judged by values of earlier years, and how many by values of a part of the year."""
    kinds = (("前の年度の値", carried), ("年度途中の値", partial))
    listed = "、".join(f"{name}{number(count)}" for name, count in kinds if count)
    return f"（うち{listed}）" if listed else ""


def _open(report: Report, table: CountTable) -> Iterator[str]:
    for gap in report.gaps:
        reason = gap_reason(gap, report.plan, report.year)
        if reason and gap.section.id in table.sections:
            yield f"{gap.section.heading}: {reason}"


def gap_reason(gap: Gap, plan: Plan, year: FiscalYear) -> str:
    """Describe why a section stays open; empty where that was asked for, which the heading of the column shows."""
    match gap.why:
        case Unfilled.NOT_PUBLISHED if not _has_counts_of_its_own(plan, year):
            return ""
        case Unfilled.NOT_PUBLISHED:
            return "公表された件数がない（またはこの時点ではまだない）ため、判定できない指標を算定不能とした"
        case Unfilled.CONTRADICTED:
            return "公表された件数がデータと食い違う（不整合）ため、公表件数では補っていない"
        case Unfilled.OUTDATED:
            day = plan.published_on(year)
            how = f"。公表時点の表は --as-of {day} で出せる" if day else ""
            return f"公表の後に分かった値で結果が変わったため、公表件数では補っていない{how}"
        case Unfilled.NOT_ASKED:
            return ""
        case _:
            assert_never(gap.why)


def _has_counts_of_its_own(plan: Plan, year: FiscalYear) -> bool:
    """Say whether papers print counts of a plan that can say more of `year` than the data; ours say what these do."""
    published = plan.published.get(year)
    return (published is None or published.transcribed) and any(
        result.transcribed for result in plan.published.values()
    )


def method_notes(report: Report, altered: Sequence[str], *, public: bool = False) -> Iterator[Block]:
    """Yield the method and the sources of the figures, for the end of every report.

    `altered` are the keys in which the plan differs from the method that it names. That name is for those who have the
    program: a `public` page says the method alone.
    """
    lines = (*_method(report, altered, public=public), *(f"出典: {document_words(own)}" for own in cited(report)))
    if lines:
        title = "算定方法と出典" if report.tables else "出典"
        yield Heading(2, title, (About(report.plan.plan, part="method"),))
        yield Notes(lines)


def _method(report: Report, altered: Sequence[str], *, public: bool) -> Iterator[str]:
    plan = report.plan
    if plan.method is None or not report.tables:
        return
    if plan.method.preset and not public:
        yield _named(plan.method.preset, altered)
    yield from plan_lines(plan, {own.indicator.id: own.indicator.name for own in report.assessments})
    yield from carry_lines(plan, (a.indicator for a in report.assessments))
    yield SHARES[plan.share_rounding]


SHARES = {
    ShareRounding.HALF_UP: "構成比は四捨五入のため、合計が100%にならないことがある",
    ShareRounding.DOWN: "構成比は小数第1位の下を切り捨てたため、合計が100%にならないことがある",
    ShareRounding.LARGEST_REMAINDER: "構成比は、合計が合うように、切り捨てた端数の大きいものから切り上げた",
}


def _named(preset: str, altered: Sequence[str]) -> str:
    if not altered:
        return f"評価方法: {preset}（出典と例は dxkpi methods {preset}）"
    own = "・".join(METHOD_KEYS[key] for key in altered)
    return f"評価方法: {preset} をもとに、この計画で{own}を変えたもの（もとの方法は dxkpi methods {preset}）"


def document_words(document: Document) -> str:
    """Describe a document: `進捗状況について（千葉県、2022年3月14日）`."""
    day = f"、{day_phrase(document.date)}" if document.date else ""
    return f"{document.title}（{document.publisher}{day}）"
