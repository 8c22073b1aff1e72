"""The findings of a run as the Markdown of a GitHub job summary, which holds no more than 1 MiB."""

from dataclasses import replace
from itertools import accumulate, takewhile

from dxkpi.core.diagnostic import Severity
from dxkpi.core.outcomes.findings import ValidateOutcome
from dxkpi.render.doc import Block, Paragraph
from dxkpi.render.formats import Look
from dxkpi.render.gfm import markdown
from dxkpi.render.views import view

LIMIT = 1 << 20
"""What GitHub takes of one step, in bytes."""


def job_summary(outcome: ValidateOutcome, limit: int = LIMIT) -> bytes:
    """`outcome` as the format `markdown` writes it, if that is no more than `limit` bytes (some hundred at least).

    Else as many findings as there is room for, the heaviest first and each whole, and then what was left out.
    """
    whole = markdown(view(outcome, Look())).encode()
    return whole if len(whole) <= limit else _cut(outcome, limit)


def _cut(outcome: ValidateOutcome, limit: int) -> bytes:
    ordered = sorted(outcome.findings, key=lambda finding: finding.severity is not Severity.ERROR)
    blocks = view(replace(outcome, findings=tuple(ordered), skipped=()), Look())
    told, rest = blocks[: len(ordered)], blocks[len(ordered) :]
    room = limit - _size(_left_out(len(told), len(outcome.skipped))) - sum(map(_size, rest))
    fitting = sum(1 for _ in takewhile(lambda size: size <= room, accumulate(map(_size, told))))
    left = _left_out(len(told) - fitting, len(outcome.skipped))
    return markdown((*told[:fitting], left, *rest)).encode()


def _size(block: Block) -> int:
    """What `block` takes among others, with the empty line behind it."""
    return len(markdown((block,)).encode()) + 1


def _left_out(findings: int, skipped: int) -> Paragraph:
    parts = [f"指摘{findings}件"] if findings else []
    parts += [f"見なかったファイルの名前{skipped}件"] if skipped else []
    return Paragraph(f"ここに入りきらないため、{'と'.join(parts)}を省いた。すべてジョブのログにある")
