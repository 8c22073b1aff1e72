"""Help in Japanese, with examples, in lines as wide as the terminal but no wider than a page.

typer's own help counts characters instead of columns, and is in English; its boxes use characters of ambiguous width.
"""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from dxkpi.app.problems import ExitCode, UsageProblem
from dxkpi.cli.completion import described
from dxkpi.cli.output import look, say
from dxkpi.cli.usage import in_japanese, left_over, misused, refuse_repeated
from dxkpi.core.basis.text import clip, suggested, terminal_columns
from dxkpi.render.folding import fold

_PAGE, _NARROWEST = 80, 40
_INDENT = "  "
_NAMES = 24
"""The widest column of names; a longer name has a line of its own."""
_EXPLAINED = 24
"""The narrowest column of explanations; with less room they are below the names."""
_USAGE = {"[OPTIONS]": "[オプション]", "COMMAND [ARGS]...": "コマンド [引数]..."}
_EXAMPLES = "例:"
_REQUIRED = "  [required]"
_BRACES = str.maketrans("", "", "{}")  # typer sets what cannot be left out in braces
_ON_STDERR = "dxkpi.help_on_stderr"
_TITLE = re.compile(r"(\S+:)(.*)")
_ENTRY = re.compile(rf"({_INDENT}(?:-(?:\S| (?! ))*|\w\S*))(.*)")
_WORD = re.compile(r'(?:-\S+ (?!-))?(?:"[^"]*"|[^\s"])+')
"""A word of a command line; an option and its value are one."""


class JapaneseCommand(TyperCommand):
    """A command whose help is its docstring, its arguments and its options."""

    allow_extra_args = True  # and refused below, in Japanese

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Parse the command line, and refuse arguments that are left over."""
        written = [*args]
        with in_japanese(ctx):
            extra = super().parse_args(ctx, args)
        refuse_repeated(written, ctx)
        if extra and not ctx.resilient_parsing:
            raise misused(left_over(extra, ctx), ctx)
        return extra

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:  # noqa: ANN401
        """Return the names that begin so, with what each is for."""
        return described(super().shell_complete(ctx, incomplete))

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the whole help page."""
        formatter.write(_written(self, ctx, {}))


class JapaneseGroup(TyperGroup):
    """The program itself, which lists its commands and reports an unknown one."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Parse the command line up to the command; without one, show help."""
        if args in ([], ["--"]) and not ctx.resilient_parsing:
            ctx.meta[_ON_STDERR] = True
            say(ctx.get_help())
            raise typer.Exit(ExitCode.USAGE)
        written = [*args]
        with in_japanese(ctx):
            rest = super().parse_args(ctx, args)
        refuse_repeated(written, ctx)
        return rest

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:  # noqa: ANN401
        """Return the names that begin so, with what each is for."""
        return described(super().shell_complete(ctx, incomplete))

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the whole help page."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            command: Any = self.commands[name]
            title = command.rich_help_panel if isinstance(command.rich_help_panel, str) else "コマンド"
            groups.setdefault(title, []).append((name, command.get_short_help_str(200)))
        formatter.write(_written(self, ctx, groups))

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002
        """Return the commands in the order of declaration."""
        return list(self.commands)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Return the command that the first argument names, or suggest the nearest."""
        if args[0] not in self.commands:
            offer = suggested(args[0], self.commands, f"あるのは {'、'.join(self.commands)}")
            raise UsageProblem(f"コマンド「{clip(args[0])}」がない。{offer}")
        return super().resolve_command(ctx, args)


def _written(command: TyperCommand | TyperGroup, ctx: Any, groups: Mapping[str, Sequence[tuple[str, str]]]) -> str:  # noqa: ANN401
    """Return the help page as wide as the terminal, and in colours where it shows them."""
    seen = look(sys.stderr if ctx.meta.get(_ON_STDERR) else sys.stdout)
    width = max(min(seen.width or _PAGE, _PAGE), _NARROWEST)
    written = _page(command, ctx, groups, width)
    if not seen.colour:
        return written
    ctx.color = True  # or typer would take them out again where there is no terminal
    return _coloured(written.splitlines(), width)


def _coloured(lines: Sequence[str], width: int) -> str:
    """Return the lines of a page with its titles, and the names that it explains, set off."""
    from dxkpi.render.blocks import Tone
    from dxkpi.render.lines import TonedLine, piece
    from dxkpi.render.text import page

    def toned(line: str) -> TonedLine:
        for form, tone in ((_TITLE, Tone.STRONG), (_ENTRY, Tone.CODE)):
            if found := form.fullmatch(line):
                return (*piece(found[1], tone), *piece(found[2]))
        return piece(line)

    return page(map(toned, lines), width, colour=True)


def _page(
    command: TyperCommand | TyperGroup,
    ctx: Any,  # noqa: ANN401
    groups: Mapping[str, Sequence[tuple[str, str]]],
    width: int,
) -> str:
    usage = [_USAGE.get(piece, piece.translate(_BRACES)) for piece in command.collect_usage_pieces(ctx)]
    parts = [
        [*_packed([f"使い方: {ctx.command_path}", *usage], _INDENT * 2, width)],
        [*_rewrapped(_examples_first(command.help or ""), width)],
    ]
    parts += [[*_list(title, commands, width)] for title, commands in groups.items()]
    records = [(p.param_type_name, _record(p, ctx)) for p in command.get_params(ctx)]
    for title, kind in (("引数", "argument"), ("オプション", "option")):
        rows = [record for name, record in records if name == kind and record]
        parts += [[*_list(title, rows, width)]] if rows else []
    return "\n".join("".join(f"{line}\n" for line in lines) for lines in parts)


def _examples_first(words: str) -> str:
    """Return a docstring with its examples after its first paragraph."""
    first, *others = words.split("\n\n")
    return "\n\n".join((first, *sorted(others, key=lambda part: not part.startswith(_EXAMPLES))))


def _rewrapped(words: str, width: int) -> Iterator[str]:
    """Yield the lines of a docstring: its sentences rewrapped, and its examples as commands."""
    sentence = ""
    lines = words.splitlines()
    for line, following in zip(lines, (*lines[1:], ""), strict=True):
        if not line:
            yield ""
        elif line.startswith(_INDENT):
            yield from _packed(_command_words(line, width), _INDENT * 2, width, " \\")
        else:
            between = " " if sentence and (sentence[-1] + line[0]).isascii() else ""
            sentence += between + line
            if line.endswith("。") or not following or following.startswith(_INDENT):
                yield from fold(sentence, width, terminal_columns)
                sentence = ""


def _command_words(line: str, width: int) -> list[str]:
    """Return the unbreakable parts of an indented command: words, and options with their values if they fit."""
    room = width - terminal_columns(f"{_INDENT * 2} \\")
    words: list[str] = []
    for word in _WORD.findall(line):
        parted = word.startswith("-") and terminal_columns(word) > room
        words += word.split(" ", 1) if parted else [word]
    return [_INDENT + words[0], *words[1:]]


def _packed(words: Sequence[str], indent: str, width: int, goes_on: str = "") -> Iterator[str]:
    """Yield `words` in lines without breaking any; further lines after `indent`, all but the last with `goes_on`."""
    written = words[0]
    for position, word in enumerate(words[1:], 2):
        longer = f"{written} {word}"
        if terminal_columns(longer + goes_on * (position < len(words))) > width:
            yield written + goes_on
            longer = indent + word
        written = longer
    yield written


def _record(parameter: Any, ctx: Any) -> Any:  # noqa: ANN401
    record = parameter.get_help_record(ctx)
    if record is None:
        return None
    name, text = record
    if parameter.name == "help":
        return name, "この使い方を示して終わる"
    return parameter.metavar if parameter.param_type_name == "argument" else name, text.replace(_REQUIRED, "（必須）")


def _list(title: str, rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    names = min(_NAMES, max(terminal_columns(name) for name, _ in rows))
    margin = terminal_columns(_INDENT) * 2 + names
    yield f"{title}:"
    for name, text in rows:
        if width - margin < _EXPLAINED:
            yield from _hanging(name, _INDENT, _INDENT * 2, width)
            yield from _hanging(text, _INDENT * 3, _INDENT * 3, width)
        elif terminal_columns(name) > names:
            yield from _hanging(name, _INDENT, _INDENT * 2, width)
            yield from _hanging(text, " " * margin, " " * margin, width)
        else:
            beside = f"{_INDENT}{name}{' ' * (names - terminal_columns(name))}{_INDENT}"
            yield from _hanging(text, beside, " " * margin, width)


def _hanging(text: str, first: str, others: str, width: int) -> Iterator[str]:
    """Yield `text` after `first`, with further lines after `others`."""
    room = width - max(terminal_columns(first), terminal_columns(others))
    for position, line in enumerate(fold(text, room, terminal_columns)):
        yield (others if position else first) + line
