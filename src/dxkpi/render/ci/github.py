"""`github`: annotations of a pull request as workflow commands, every finding in the log, and the job summary.

The worst come first, and no more than GitHub shows of one step. No text from data is taken for a command.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, takewhile

from dxkpi.core.basis.finding import Finding, Severity
from dxkpi.core.outcomes.findings import ValidateOutcome
from dxkpi.render.blocks import Block, Paragraph
from dxkpi.render.formats import Look, view
from dxkpi.render.gfm import markdown
from dxkpi.render.plain import inert, plain
from dxkpi.render.text import text
from dxkpi.render.views.findings import beyond, counted, finding_blocks, more, summary

MOST = 10
"""Number of errors, and of warnings, that GitHub shows of one step."""
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def write(outcome: ValidateOutcome, look: Look) -> bytes:  # noqa: ARG001 - a log looks the same everywhere
    """Return `outcome` as UTF-8 lines for the log of a step."""
    return "".join(f"{line}\n" for line in _lines(outcome)).encode()


def _lines(outcome: ValidateOutcome) -> Iterator[str]:
    by_weight = {kind: [f for f in outcome.findings if f.severity is kind] for kind in Severity}
    for findings in by_weight.values():
        yield from map(_annotation, findings[:MOST])
    listed = "指摘の一覧" if outcome.cut else "すべての指摘"
    shown = {kind: min(len(own), MOST) for kind, own in by_weight.items()}
    if rest := [counted(outcome, kind, but) for kind, but in shown.items() if outcome.count(kind) > but]:
        where = f"{listed}は、ジョブの要約とこのステップのログにある"
        yield command("notice", f"ほかに{'、'.join(rest)}。{where}", title="dxkpi")
    if outcome.findings:
        yield command("group", listed)
        yield from text(tuple(finding_blocks(outcome.findings, Look())), None, colour=False).splitlines()
        yield command("endgroup")
    if left := beyond(outcome):
        yield inert(left)
    yield inert(summary(outcome))


def _annotation(finding: Finding) -> str:
    diagnostic, spot = finding.diagnostic, finding.spot
    return command(
        finding.severity.value,
        "\n".join(_message(finding)),
        file=plain(spot.document),
        line=str(spot.line),
        col=str(spot.column),
        title=f"{diagnostic.rule.code} {diagnostic.rule.name}",
    )


def _message(finding: Finding) -> Sequence[str]:
    hint = finding.diagnostic.hint
    related = (f"関連: {plain(spot.document)}:{spot.line} {plain(label)}" for spot, label in finding.related)
    rest = (more(finding),) if finding.more else ()
    return (plain(finding.diagnostic.message), *((f"直し方: {plain(hint)}",) if hint else ()), *related, *rest)


def command(name: str, data: str = "", **properties: str) -> str:
    """Return a workflow command, escaped as GitHub's own toolkit does."""
    keys = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {keys}".rstrip(" ") + f"::{data.translate(_DATA)}"


LIMIT = 1 << 20
"""Largest summary of one step that GitHub accepts, in bytes."""


def job_summary(outcome: ValidateOutcome, limit: int = LIMIT) -> bytes:
    """Return `outcome` in the format `markdown`, if that is at most `limit` bytes (some hundred at least).

    Otherwise as many findings as fit, the most severe first and each complete, and then what was left out.
    """
    whole = markdown(view(outcome, Look())).encode()
    return whole if len(whole) <= limit else _cut(outcome, limit)


def _cut(outcome: ValidateOutcome, limit: int) -> bytes:
    ordered = sorted(outcome.findings, key=lambda finding: finding.severity is not Severity.ERROR)
    blocks = view(replace(outcome, findings=tuple(ordered), skipped=()), Look())
    shown, rest = blocks[: len(ordered)], blocks[len(ordered) :]
    room = limit - _size(_left_out(len(shown), len(outcome.skipped))) - sum(map(_size, rest))
    fitting = sum(1 for _ in takewhile(lambda size: size <= room, accumulate(map(_size, shown))))
    left = _left_out(len(shown) - fitting, len(outcome.skipped))
    return markdown((*shown[:fitting], left, *rest)).encode()


def _size(block: Block) -> int:
    """Return the size of `block` among others in bytes, with the empty line after it."""
    return len(markdown((block,)).encode()) + 1


def _left_out(findings: int, skipped: int) -> Paragraph:
    parts = [f"指摘{findings}件"] if findings else []
    parts += [f"見なかったファイルの名前{skipped}件"] if skipped else []
    return Paragraph(f"ここに入りきらないため、{'と'.join(parts)}を省いた。すべてジョブのログにある")
