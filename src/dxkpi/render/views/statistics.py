"""Number of findings of each rule, one rule a row."""

from dxkpi.core.numerals import number
from dxkpi.core.outcomes.findings import StatisticsOutcome
from dxkpi.render.blocks import Align, Column, Doc, Grid, Paragraph, Toned
from dxkpi.render.formats import Look
from dxkpi.render.views.findings import TONES, WEIGHTS, summary

_COLUMNS = (
    Column(("番号",), wraps=False),
    Column(("重さ",), wraps=False),
    Column(("件数",), Align.RIGHT, wraps=False),
    Column(("ファイル",), Align.RIGHT, wraps=False),
    Column(("何を見つけるか",)),
)


def view(outcome: StatisticsOutcome, look: Look) -> Doc:  # noqa: ARG001 - looks the same everywhere
    """Return the rules with findings, most findings first, and the totals."""
    rows = tuple(
        (
            own.rule.code,
            Toned((WEIGHTS[own.rule.severity], TONES[own.rule.severity])),
            number(own.count) + ("以上" if own.uncounted else ""),
            number(own.files),
            own.rule.summary,
        )
        for own in outcome.rows
    )
    table = (Grid(_COLUMNS, rows),) if rows else ()
    return (*table, Paragraph(summary(outcome.outcome)))
