"""Results to stdout or a file, messages to stderr; nothing half-written.

Output for people may pass through the log of a job, whose runner obeys lines that look like commands: all of it goes
through here, and nothing in it is a command.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from dxkpi.app.problems import CannotRun, UsageProblem
from dxkpi.cli.writing import put_out
from dxkpi.core.basis.text import clip, suggested
from dxkpi.render.formats import FORMATS, Look, offered, render
from dxkpi.render.plain import inert

if TYPE_CHECKING:
    from dxkpi.core.default_year import YearCoverage
    from dxkpi.core.outcome import Outcome


_WINDOWS = os.name == "nt"
_USUAL = 80
"""Columns of a terminal that does not say how many it has."""


class Colour(StrEnum):
    """Occasions on which output has colours."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(slots=True)
class _Colours:
    wanted: Colour = Colour.AUTO


_colours = _Colours()
"""What --color of this run says; every command has it, and all output goes through here."""


def want_colour(when: str) -> None:
    """Decide on colours for the rest of the run.

    Raises:
        UsageProblem: for another word than `Colour` has.
    """
    known_choice("--color", "色の付け方", when, tuple(Colour))
    _colours.wanted = Colour(when)


def put(
    outcome: "Outcome",
    form: str,
    output: str | None,
    *,
    detail: bool = False,
    table: str = "",
    headings: str = "",
) -> None:
    """Write `outcome` in the format named `form` to the file `output`, or to stdout.

    Raises:
        UsageProblem: for an unknown format, or one that this outcome lacks; for `table` or `headings` of no flat table.
        CannotRun: when the file cannot be written; an older one is left as it was.
    """
    refuse_format(form, offered(type(outcome).__name__))
    if form == "xlsx" and output is None and _is_terminal(sys.stdout):
        raise UsageProblem("xlsx は端末に出せない。--output FILE.xlsx でファイルに書く")
    if headings and form != "csv" and not (form == "xlsx" and table):
        raise UsageProblem("--headings は csv の列の見出しを選ぶ。--format csv を付ける")
    if table and not FORMATS[form].flat:
        raise UsageProblem("--table は csv か xlsx に書く表を選ぶ。--format csv か --format xlsx を付ける")
    appearance = look(sys.stdout if output is None else None, detail=detail, table=table)
    content = render(outcome, form, appearance._replace(titled=headings == "ja"))
    deliver(content, output, for_people=FORMATS[form].for_people)


def deliver(content: bytes, output: str | None = None, *, for_people: bool = True) -> None:
    """Write `content` to the file `output`, or to stdout; what is not `for_people` is kept byte for byte.

    Output for people contains no command of a runner, and on stdout is adapted to the console.

    Raises:
        UsageProblem: for a file with the name of a data file.
        CannotRun: when it cannot be written; an older file is left as it was.
    """
    if output in {"", "-"}:
        raise UsageProblem(f"--output: 「{output}」はファイルの名前ではない。画面に出すなら、--output を付けない")
    if output is not None and output.lower().endswith((".yaml", ".yml")):
        raise UsageProblem(f"--output: 「{clip(output)}」はデータファイルの名前である。結果は別の名前のファイルに書く")
    if for_people:
        content = inert(content.decode()).encode()
    if output is None:
        _to_stdout(content, for_people=for_people)
    else:
        put_out(content, Path(output))


def refuse_format(form: str, known: Sequence[str]) -> None:
    """Refuse a format that is not among the `known` ones of a result.

    Raises:
        UsageProblem: in that case, with all of them.
    """
    if form not in known:
        raise UsageProblem(f"--format: この結果は「{clip(form)}」では出せない。出せるのは {'、'.join(known)}")


def known_choice(option: str, word: str, wanted: str, known: Iterable[str]) -> None:
    """Refuse a value that an option does not have, and suggest the nearest.

    Raises:
        UsageProblem: in that case.
    """
    known = tuple(known)
    if wanted not in known:
        offer = suggested(wanted, known, f"あるのは {'、'.join(known)}")
        raise UsageProblem(f"{option}: {word}「{clip(wanted)}」がない。{offer}")


def say_outcome(outcome: "Outcome") -> None:
    """Write `outcome` for the user to stderr."""
    say(render(outcome, "text", look(sys.stderr)).decode().rstrip("\n"))


def say(sentence: str, end: str = "\n") -> None:
    """Write a message for the user to stderr; silently lost where stderr is closed."""
    try:
        sys.stderr.write(f"{inert(sentence)}{end}")
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)
    except (ValueError, AttributeError):  # a stream that was closed beforehand is None
        return


def say_passed_over(coverages: "Iterable[YearCoverage]") -> None:
    """Says which newer years were not taken where no year was asked for, and why."""
    for coverage in coverages:
        year = coverage.year.label
        say(
            f"{year}は選ばなかった: 「{clip(coverage.plan.name)}」は、"
            f"{coverage.indicators}指標のうち{coverage.of_year}指標にしか{year}の値がない。"
            f"{year}を見るには --year {coverage.year} を付ける"
        )


def silence(stream: TextIO | None) -> None:
    """Redirect `stream` to the null device, so that the interpreter's last flush does not fail."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[union-attr]


def prepare_streams() -> None:
    """Make text that the terminal's encoding lacks appear escaped instead of ending the run; colours are as usual."""
    _colours.wanted = Colour.AUTO
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def look(stream: TextIO | None, *, detail: bool = False, table: str = "") -> Look:
    """Return the appearance of what goes to `stream`; None: to a file."""
    if stream is None:
        return Look(colour=_colour(None), detail=detail, table=table)
    return Look(columns(stream), _colour(stream), detail, table, boxes=_shows_boxes(stream))


def columns(stream: TextIO | None) -> int | None:
    """Return the columns of the terminal of `stream`, or COLUMNS; None, for unlimited width, in a pipe."""
    written = os.environ.get("COLUMNS", "")
    if written.isdecimal() and int(written):
        return int(written)
    if not _is_terminal(stream):
        return None
    with suppress(OSError, ValueError, AttributeError):
        return os.get_terminal_size(stream.fileno()).columns or _USUAL  # type: ignore[union-attr]
    return _USUAL


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _colour(stream: TextIO | None) -> bool:
    """Say whether `stream` gets colours: as --color says, else the environment, else where a terminal shows them."""
    if _colours.wanted is not Colour.AUTO:
        return _colours.wanted is Colour.ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE", "0") not in {"", "0"}:
        return stream is not None
    return _is_terminal(stream) and not _is_plain()


def _is_plain() -> bool:
    """Say whether the terminal draws neither colours nor boxes."""
    if os.environ.get("TERM") == "dumb":
        return True
    if not _WINDOWS:
        return False
    from dxkpi.render.text import is_old_console

    return is_old_console()


def _shows_boxes(stream: TextIO | None) -> bool:
    """Say whether `stream` shows characters that frame a table."""
    if not _is_terminal(stream) or os.environ.get("DXKPI_TABLE", "").lower() == "ascii":
        return False
    return _is_utf8(stream) and not _is_plain()


def _is_utf8(stream: TextIO | None) -> bool:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return encoding.lower().replace("_", "-") in {"utf-8", "utf8"}


def _to_stdout(content: bytes, *, for_people: bool) -> None:
    """Write UTF-8 whatever the locale; only text for people on a console of another encoding is escaped to fit."""
    if sys.stdout is None:
        raise CannotRun("標準出力が閉じているため、結果を出せない。--output FILE でファイルに書く")
    asked = sys.stdout.isatty() or "PYTHONIOENCODING" in os.environ
    if for_people and asked and not _is_utf8(sys.stdout):
        content = content.decode("utf-8").encode(sys.stdout.encoding, "backslashreplace")
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.flush()
