"""Help in Japanese, one screen a command, with examples.

typer's own help counts characters, not columns, and speaks English; its boxes use characters of ambiguous width.
"""

from collections.abc import Iterator
from typing import Any
from unicodedata import east_asian_width

from typer.core import TyperCommand, TyperGroup

from dxkpi.app.problems import UsageProblem
from dxkpi.core.spelling import clip, nearest

_INDENT = "  "
_NAMES, _PAGE = 24, 80
_REQUIRED = "  [required]"
_BRACES = str.maketrans("", "", "{}")  # typer sets what cannot be left out in braces


class JapaneseCommand(TyperCommand):
    """A command whose help is its docstring, its arguments and its options."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Writes the whole help page."""
        formatter.write(_page(self, ctx, ()))


class JapaneseGroup(TyperGroup):
    """The program itself, which lists its commands and says so when there is no such command."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Writes the whole help page."""
        commands = [(name, self.commands[name].get_short_help_str(200)) for name in self.list_commands(ctx)]
        formatter.write(_page(self, ctx, commands))

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002
        """The commands in the order in which they are declared."""
        return list(self.commands)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """The command that the first argument names; the nearest is offered where there is none."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            meant = nearest(args[0], self.commands)
            offer = f"「{meant}」ではないか" if meant else "あるのは " + "、".join(self.commands)
            raise UsageProblem(f"コマンド「{clip(args[0])}」がない。{offer}")
        return super().resolve_command(ctx, args)


def _page(command: TyperCommand | TyperGroup, ctx: Any, commands: Any) -> str:  # noqa: ANN401
    usage = " ".join((ctx.command_path, *command.collect_usage_pieces(ctx))).translate(_BRACES)
    parts = [f"使い方: {usage.replace('[OPTIONS]', '[オプション]').replace('COMMAND [ARGS]', 'コマンド [引数]')}\n"]
    parts += [f"{command.help}\n"]
    parts += [_list("コマンド", commands)] if commands else []
    records = [(p.param_type_name, _record(p, ctx)) for p in command.get_params(ctx)]
    for title, kind in (("引数", "argument"), ("オプション", "option")):
        rows = [record for name, record in records if name == kind and record]
        parts += [_list(title, rows)] if rows else []
    return "\n".join(parts)


def _record(parameter: Any, ctx: Any) -> Any:  # noqa: ANN401
    record = parameter.get_help_record(ctx)
    if record is None:
        return None
    name, text = record
    if parameter.name == "help":
        return name, "この使い方を示して終わる"
    return parameter.metavar if parameter.param_type_name == "argument" else name, text.replace(_REQUIRED, "（必須）")


def _list(title: str, rows: Any) -> str:  # noqa: ANN401
    width = min(_NAMES, max(_columns(name) for name, _ in rows))
    return "\n".join((f"{title}:", *(line for name, text in rows for line in _entry(name, text, width)), ""))


def _entry(name: str, text: str, width: int) -> Iterator[str]:
    margin = " " * (len(_INDENT) * 2 + width)
    first, *rest = wrap(text, _PAGE - len(margin))
    if _columns(name) > width:
        yield f"{_INDENT}{name}"
        yield f"{margin}{first}"
    else:
        yield f"{_INDENT}{name}{' ' * (width - _columns(name))}{_INDENT}{first}"
    yield from (f"{margin}{line}" for line in rest)


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns; Japanese breaks anywhere, full-width characters take two.

    >>> wrap("年度を省くと最新", 8)
    ['年度を省', 'くと最新']
    """
    lines, used = [""], 0
    for character in text:
        columns = _columns(character)
        if used + columns > width and character not in "、。）":
            lines.append("")
            used = 0
        lines[-1] += character
        used += columns
    return [line.rstrip(" ") for line in lines]


def _columns(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
