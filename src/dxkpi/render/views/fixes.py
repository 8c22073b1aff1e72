"""What `validate --fix` puts right, and what it leaves."""

from collections.abc import Iterator

from dxkpi.core.outcomes.change import Fix, FixOutcome, NotFixed
from dxkpi.render.blocks import Block, Paragraph, PlacedRemark, Verbatim
from dxkpi.render.formats import Look
from dxkpi.render.plain import plain, verbatim
from dxkpi.render.views.findings import finding_blocks, position


def fixes(outcome: FixOutcome, look: Look) -> Iterator[Block]:
    """Yield every fix, file by file; before writing, with the lines that it changes."""
    for file in outcome.files:
        if outcome.dry_run and file.diff:
            yield Verbatim(tuple(map(verbatim, file.diff)), "diff")
        yield from (PlacedRemark(f"{_head(fixed)} {plain(fixed.sentence)}") for fixed in file.fixes)
        yield from (PlacedRemark(f"{_head(left)} {plain(left.reason)}") for left in file.left)
    if outcome.findings:
        yield Paragraph("直すと新しく見つかる指摘:")
        yield from finding_blocks(outcome.findings, look)
    yield Paragraph(_fixed(outcome))


def _head(spoken_of: Fix | NotFixed) -> str:
    """Return the place, whether it is fixed, and the rule if there is one."""
    word = "直す" if isinstance(spoken_of, Fix) else "直さない"
    return f"{position(spoken_of.spot)}: {word}" + (f" {spoken_of.rule.code}" if spoken_of.rule else "")


def _fixed(outcome: FixOutcome) -> str:
    places, files = sum(len(file.fixes) for file in outcome.changed), len(outcome.changed)
    left = sum(len(file.left) for file in outcome.files)
    rest = f"。手で直す所が{left}か所" if left else ""
    if not files:
        return f"自動で直せる所はない{rest}"
    how = "直せる（まだ書き込んでいない）" if outcome.dry_run else "直した"
    return f"{files}ファイルの{places}か所を{how}{rest}"
