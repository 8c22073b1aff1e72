"""Findings as lines for people and editors: place, rule, message and advice; their number, and fixes."""

from collections.abc import Iterable, Iterator, Sequence

from dxkpi.core.basis.finding import Finding, Severity, Spot
from dxkpi.core.basis.text import terminal_columns
from dxkpi.core.numerals import number
from dxkpi.core.outcomes.findings import Fix, FixOutcome, NotFixed, StatisticsOutcome, ValidateOutcome
from dxkpi.render.blocks import Block, Column, Grid, Paragraph, PlacedRemark, Tone, Toned, Verbatim, figures
from dxkpi.render.formats import Look
from dxkpi.render.plain import plain, verbatim

_WIDEST = 100
_NARROWEST = 20
_MARGIN = 6
_CUT = "..."
_BEYOND = (
    "指摘が多すぎるため、重いものから{shown}件を示し、残りの{left}件を省いた。示した指摘を直して、もう一度点検する"
)
_UNREAD = (
    "読み取りに誤りのあるファイルが{}件あるため、その値の意味と、ほかのファイルとの関わり（件数や公表値など）は、まだ見ていない。"
    "直してから、もう一度点検する"
)
_SKIPPED = (
    "見なかったファイル。読むのは、targets、indicators、published の中の、名前が .yaml で終わるファイルだけである。"
    "指標や計画なら、名前と場所を直す:"
)
TONES = {Severity.ERROR: Tone.ERROR, Severity.WARNING: Tone.WARNING}
WEIGHTS = {Severity.ERROR: "エラー", Severity.WARNING: "警告"}
"""Japanese names of the severities."""


def findings(outcome: ValidateOutcome, look: Look) -> Iterator[Block]:
    """Yield all findings of a run with the lines they point at, files that were skipped, and the counts."""
    yield from finding_blocks(outcome.findings, look)
    if left := beyond(outcome):
        yield Paragraph(left, Tone.WARNING)
    if outcome.skipped:
        yield PlacedRemark(_SKIPPED, tuple(map(plain, outcome.skipped)))
    if outcome.unread:
        yield Paragraph(_UNREAD.format(len(outcome.unread)), Tone.WARNING)
    worst = next((TONES[kind] for kind in Severity if outcome.count(kind)), Tone.MET)
    yield Paragraph(summary(outcome), worst)


def finding_blocks(findings: Iterable[Finding], look: Look) -> Iterator[Block]:
    """Yield findings in order, each with as much of its line as fits."""
    room = max(min(look.width or _WIDEST, _WIDEST) - _MARGIN, _NARROWEST)
    return (_finding(finding, room) for finding in findings)


def brought_blocks(findings: Sequence[Finding], look: Look) -> Iterator[Block]:
    """Yield the findings that a change brings, if there are any."""
    if findings:
        yield Paragraph("この変更で新しく出る指摘:", Tone.WARNING)
        yield from finding_blocks(findings, look)


def summary(outcome: ValidateOutcome) -> str:
    """Summarise the findings by severity: `エラー2件、警告1件、免除1件（35ファイル）`."""
    counts = [counted(outcome, kind) for kind in Severity if outcome.count(kind)] or ["指摘なし"]
    waived = [f"免除{outcome.set_aside}件"] if outcome.set_aside else []
    hidden = f"。ほかに、選ばれていない規則の指摘が{outcome.hidden}件" if outcome.hidden else ""
    return f"{'、'.join((*counts, *waived))}（{outcome.files}ファイル）{hidden}"


def counted(outcome: ValidateOutcome, kind: Severity, but: int = 0) -> str:
    """Write the number of findings of a severity, less `but`: `エラー2件`, `警告101件以上`."""
    return f"{WEIGHTS[kind]}{outcome.count(kind) - but}件{'以上' if outcome.uncounted(kind) else ''}"


def more(finding: Finding) -> str:
    """Describe the further findings of the same rule in the file; empty where there are none."""
    if not finding.more:
        return ""
    return f"この規則の指摘は、このファイルにほかに{finding.more}件{'以上' if finding.uncounted else ''}ある"


def beyond(outcome: ValidateOutcome) -> str:
    """Describe the number of findings in excess of the limit; empty where there are none."""
    left = sum(share.count for share in outcome.beyond)
    return _BEYOND.format(shown=len(outcome.findings), left=left) if left else ""


def position(spot: Spot) -> str:
    """Write a position: `data/indicators/…/rpa-hours.yaml:9:10`."""
    return f"{plain(spot.document)}:{spot.line}:{spot.column}"


def _finding(finding: Finding, room: int) -> PlacedRemark:
    diagnostic, tone = finding.diagnostic, TONES[finding.severity]
    lines: list[str | Verbatim] = []
    if finding.line is not None:
        line, caret = excerpt(finding.line, finding.spot, room)
        before, _, _ = caret.rpartition("^")
        lines.append(Verbatim((line, Toned((before, Tone.PLAIN), ("^", tone)))))
    if diagnostic.hint:
        lines.append(Toned(("直し方:", Tone.HINT), (f" {plain(diagnostic.hint)}", Tone.PLAIN)))
    lines += [_related(spot, label) for spot, label in finding.related]
    lines += [more(finding)] if finding.more else []
    head = Toned(
        (f"{position(finding.spot)}:", Tone.PATH),
        (" ", Tone.PLAIN),
        (finding.severity.value, tone),
        (" ", Tone.PLAIN),
        (diagnostic.rule.code, Tone.CODE),
        (f" {plain(diagnostic.message)}", Tone.PLAIN),
    )
    return PlacedRemark(head, tuple(lines))


def _related(spot: Spot, label: str) -> Toned:
    return Toned(("関連: ", Tone.PLAIN), (position(spot), Tone.PATH), (f" {plain(label)}", Tone.PLAIN))


def excerpt(line: str, spot: Spot, room: int) -> tuple[str, str]:
    """Return the line of a file and a caret under the column of `spot`, no wider than `room` columns."""
    number = str(spot.line)
    room -= len(number) + len(" | ")
    before = _end(line[: spot.column - 1], room * 2 // 3)
    rest = _start(line[spot.column - 1 :], room - terminal_columns(before))
    return f"{number} | {before}{rest}", f"{' ' * len(number)} | {' ' * terminal_columns(before)}^"


def _start(text: str, room: int) -> str:
    """Return as much of the start of `text` as fits, with a mark where it continues."""
    # A line may be a megabyte long: no more of it is looked at than could fit.
    shown = _visible(text[: room + 1])
    if len(text) <= room and terminal_columns(shown) <= room:
        return shown
    while shown and terminal_columns(shown) > room - len(_CUT):
        shown = shown[:-1]
    return shown + _CUT


def _end(text: str, room: int) -> str:
    """Return as much of the end of `text` as fits, with a mark where it continues."""
    shown = _visible(text[-room - 1 :])
    if len(text) <= room and terminal_columns(shown) <= room:
        return shown
    while shown and terminal_columns(shown) > room - len(_CUT):
        shown = shown[1:]
    return _CUT + shown


def _visible(text: str) -> str:
    return "".join(plain(character) for character in text)


_COLUMNS = (
    Column("番号", wraps=False),
    Column("重さ", wraps=False),
    figures("件数"),
    figures("ファイル"),
    Column("何を見つけるか"),
)


def statistics(outcome: StatisticsOutcome, look: Look) -> Iterator[Block]:  # noqa: ARG001 - it looks the same everywhere
    """Yield the rules with findings, most findings first, and the totals."""
    rows = tuple(
        (
            count.rule.code,
            Toned((WEIGHTS[count.rule.severity], TONES[count.rule.severity])),
            number(count.count) + ("以上" if count.uncounted else ""),
            number(count.files),
            count.rule.summary,
        )
        for count in outcome.rows
    )
    if rows:
        yield Grid(_COLUMNS, rows)
    yield Paragraph(summary(outcome.outcome))


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
