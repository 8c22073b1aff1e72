"""The answer sheets that were written: who is asked for what."""

from collections import Counter

from dxkpi.core.collection.ask import Questionnaire, Want
from dxkpi.core.outcomes.sheet import SheetOutOutcome
from dxkpi.render.blocks import Align, Column, Doc, Grid, Paragraph
from dxkpi.render.formats import Look
from dxkpi.render.plain import plain
from dxkpi.render.views.sheet_rows import due_words

_COLUMNS = (
    Column(("ファイル",)),
    Column(("担当",)),
    Column(("行",), Align.RIGHT, wraps=False),
    Column(("求めること",)),
    Column(("期限",), wraps=False),
    Column(("連絡先",)),
)


def view(outcome: SheetOutOutcome, look: Look) -> Doc:  # noqa: ARG001 - it looks the same everywhere
    """Return a table with a row for each sheet, or say that nothing is asked."""
    if not outcome.files:
        return (Paragraph(f"{outcome.year.label}の{outcome.wanted.value}で、答えていないものはない。"),)
    reach = [department.reach if (department := outcome.departments.of(own.owner)) else "" for _, own in outcome.files]
    table = [(*_row(name, own), plain(to) or "-") for (name, own), to in zip(outcome.files, reach, strict=True)]
    width = len(_COLUMNS) if any(reach) else len(_COLUMNS) - 1
    return (Grid(_COLUMNS[:width], tuple(row[:width] for row in table)),)


def _row(name: str, own: Questionnaire) -> tuple[str, ...]:
    rows = sum(len(ask.asked_parts) or 1 for ask in own.asks)
    return plain(name), plain(own.called), str(rows), _wants(own), due_words(own.due) or "-"


def _wants(own: Questionnaire) -> str:
    names = {
        Want.VALUE: own.asked.wanted.value,
        Want.CONFIRM: "確定",
        Want.REASON: "達していない理由",
        Want.RATING: "自己評価",
    }
    counts = Counter(want for ask in own.asks for want in ask.wants)
    return "、".join(f"{names[want]}{counts[want]}" for want in Want if counts[want])
