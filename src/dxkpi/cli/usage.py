"""Messages of typer about a wrong command line, in Japanese.

typer's exception classes are not public: they are recognised by name and attributes, never by their messages.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from dxkpi.app.problems import UsageProblem
from dxkpi.cli import completion
from dxkpi.cli.output import Colour, known_choice, refuse_format, want_colour
from dxkpi.core.basis.text import FULL_WIDTH, clip, nearest
from dxkpi.render.formats import offered


@contextmanager
def in_japanese(ctx: Any) -> Iterator[None]:  # noqa: ANN401
    """Translate typer's errors about a command line within the block.

    Raises:
        UsageProblem: where typer refuses the command line.
    """
    try:
        yield
    except TyperException as problem:
        raise misused(_sentence(problem, ctx), ctx) from None


def refuse_repeated(args: Sequence[str], ctx: Any) -> None:  # noqa: ANN401
    """Refuse a command line that gives an option two values where it has one: which was meant, nobody can tell.

    Raises:
        UsageProblem: in that case.
    """
    if ctx.resilient_parsing:
        return
    _, _, order = ctx.command.make_parser(ctx).parse_args(args=[*args])
    for own in order:
        if own.param_type_name == "option" and not (own.is_flag or own.multiple) and order.count(own) > 1:
            raise misused(f"オプション「{own.opts[0]}」が{order.count(own)}回書かれている。書けるのは一回だけ", ctx)


def misused(sentence: str, ctx: Any) -> UsageProblem:  # noqa: ANN401
    """Return the problem with `sentence` and the command for help."""
    return UsageProblem(f"{sentence}（{ctx.command_path} --help で使い方を見る）")


def _sentence(problem: Any, ctx: Any) -> str:  # noqa: ANN401
    named = {name: p for p in ctx.command.get_params(ctx) for name in p.opts if p.param_type_name == "option"}
    match type(problem).__name__:
        case "NoSuchOption":
            return f"オプション「{clip(problem.option_name)}」はない" + _meant(problem.option_name, named, ctx)
        case "MissingParameter":
            missing = next((name for name, parameter in named.items() if parameter is problem.param), None)
            what = re.split("[（。]", getattr(problem.param, "help", None) or "")[0]
            said = f"{problem.param.metavar}（{what}）" if what else f"{problem.param.metavar} "
            return f"オプション「{missing}」が足りない" if missing else f"{said}が足りない"
        case "BadOptionUsage":
            wanted = problem.option_name
            return f"オプション「{wanted}」には値を" + ("付けない" if named[wanted].is_flag else "一つ書く")
        case _:
            return f"書き方の誤りがある: {clip(problem.format_message())}"


_PLACES = ("--output", "--to", "-o")
"""Options for the place to write to: a command has one of them, or an argument instead."""


def _meant(wanted: str, named: Iterable[str], ctx: Any) -> str:  # noqa: ANN401
    """Return what was probably meant by an option that is not there; empty where nobody can tell."""
    if wanted not in _PLACES:
        meant = _likely(wanted, named) if wanted.startswith("--") else None
        return f"。「{meant}」ではないか" if meant else ""
    instead = next((own for own in _PLACES if own in named), None)
    if instead:
        return f"。「{instead}」ではないか"
    arguments = (p.metavar.strip("[]") for p in ctx.command.get_params(ctx) if p.param_type_name == "argument")
    place = next((own for own in arguments if own in {"OUT", "DIR"}), None)
    return f"。書く場所 {place} は、オプションを付けず、そのまま示す" if place else ""


def _likely(wanted: str, named: Iterable[str]) -> str | None:
    """Return the option that begins with what was typed, or the nearest; the dashes of all say nothing."""
    plain = {name.removeprefix("--"): name for name in named if name.startswith("--")}
    word = wanted.removeprefix("--")
    begun = [name for name in plain if word and name.startswith(word)]
    meant = begun[0] if len(begun) == 1 else nearest(word, plain)
    return plain[meant] if meant else None


def given(ctx: typer.Context) -> set[str]:
    """Return the names of the command's own parameters that the command line gives."""
    sources = {name: ctx.get_parameter_source(name) for name in ctx.params if name != _OF_EVERY_COMMAND}
    return {name for name, source in sources.items() if source is not None and source.name == "COMMANDLINE"}


def left_over(extra: Sequence[str], ctx: Any) -> str:  # noqa: ANN401
    """Say what is wrong with arguments that no command takes: an option in full width, a year without its option."""
    from dxkpi.core.basis.calendar import year_written

    named = {name for p in ctx.command.get_params(ctx) for name in p.opts if p.param_type_name == "option"}
    typed = next((word for word in extra if word.translate(_DASHES) in named and word not in named), None)
    if typed is not None:
        return f"オプション「{clip(typed)}」の「{typed[0]}」が半角でない。「{typed.translate(_DASHES)}」と打つ"
    found = f"余分な引数がある: {clip(' '.join(extra))}"
    if "--year" in named and year_written(extra[0]):
        return f"{found}。年度を --year で示す（例 --year {clip(extra[0])}）"
    return found


_DASHES = FULL_WIDTH | str.maketrans(dict.fromkeys("−‐‑–—ー", "-"))


def option(
    name: str, metavar: str, meaning: str, completed: Callable[..., list[str]] | None = None, *, letter: str = ""
) -> Any:  # noqa: ANN401 - typer's own type is not public
    """Return an option that takes a word: its name, what stands for the word in help, and its meaning."""
    names = (name, letter) if letter else (name,)
    return typer.Option(*names, metavar=metavar, show_default=False, help=meaning, autocompletion=completed)


def _year(left_out: str) -> Any:  # noqa: ANN401 - typer's own type is not public
    """Return the option for the fiscal year, which says what is taken where it is left out."""
    helped = f"年度（R3、令和3年度、2021 など）。省くと{left_out}"
    return option("--year", "R3", helped, completion.years, letter="-y")


Year = Annotated[str | None, _year("、半分以上の指標に値がある最新の年度（計画が複数なら、その中で最新のもの）")]
YearOfPlan = Annotated[str | None, _year("計画ごとに、半分以上の指標に値がある最新の年度")]
YearPublished = Annotated[str | None, _year("、公表結果のある最新の年度")]
Plan = Annotated[str | None, option("--plan", "ID", "計画（id か名称）。省くとすべて", completion.plans)]
Owners = Annotated[list[str] | None, option("--owner", "NAME", "この担当だけ。並べて書ける。省くとすべて")]
Section = Annotated[
    str | None, option("--section", "ID", "分野（id、名称か題名）。割合はその分野の中での割合", completion.sections)
]
AsOf = Annotated[str | None, option("--as-of", "DATE", "その日までに分かっていた値だけを使う（2022-03-14）")]
Revision = Annotated[
    str | None, option("--rev", "REV", "git の版（main、HEAD~3、番号など）のデータによる。作業中のファイルは見ない")
]
DataFolder = Annotated[
    str,
    typer.Option(
        "--data",
        metavar="DIR",
        envvar="DXKPI_DATA",
        show_envvar=False,
        show_default=False,
        help="データのフォルダ。省くと環境変数 DXKPI_DATA、なければ data",
    ),
]
Output = Annotated[str | None, option("--output", "FILE", "結果をファイルに書く（全部書けたときだけ）", letter="-o")]
Yes = Annotated[bool, typer.Option("--yes", help="確かめずに書き込む")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="何が変わるかを示すだけで、書き込まない")]


def _indicator(part: str) -> Any:  # noqa: ANN401 - typer's own type is not public
    """Return the argument for an indicator, which says whether a part of its name will do."""
    helped = f"指標（id、名称か、計画の番号。{part}）"
    return typer.Argument(metavar="ID", help=helped, show_default=False, autocompletion=completion.indicators)


Indicator = Annotated[str, _indicator("一つに決まれば、id か名称の一部でもよい")]
WholeIndicator = Annotated[str, _indicator("書き込む指標なので、一部では受け付けない")]


def format_of(outcome: str, remark: str = "") -> Any:  # noqa: ANN401 - typer's own type is not public
    """Return the option for the format of a result, which refuses a format that the result lacks."""
    known = offered(outcome)

    def offers(form: str) -> str:
        refuse_format(form, known)
        return form

    helped = f"出力の形式。省くと text{remark}"
    return typer.Option(
        "--format",
        "-f",
        metavar="|".join(known),
        show_default=False,
        help=helped,
        callback=offers,
        autocompletion=completion.one_of(*known),
    )


def _heads(word: str) -> str:
    if word:
        known_choice("--headings", "見出し", word, ("ja", "en"))
    return word


Headings = Annotated[
    str,
    typer.Option(
        "--headings",
        metavar="ja|en",
        show_default=False,
        callback=_heads,
        help="csv の列の見出し。ja は日本語、省くと en（プログラムのための名前）",
        autocompletion=completion.one_of("ja", "en"),
    ),
]


def _decide(when: str | None) -> None:
    if when is not None:
        want_colour(when)


Color = Annotated[
    str | None,
    typer.Option(
        "--color",
        metavar="|".join(Colour),
        show_default=False,
        callback=_decide,
        is_eager=True,
        help="色を付けるか。省くと auto（色の出る端末でだけ付ける。環境変数 NO_COLOR、FORCE_COLOR でも選べる）",
    ),
]


_OF_EVERY_COMMAND = "color"


def with_color(command: Callable[..., None]) -> Callable[..., None]:
    """Return `command` with --color after its own options."""

    @wraps(command)
    def coloured(*args: Any, color: str | None = None, **options: Any) -> None:  # noqa: ANN401, ARG001
        command(*args, **options)

    own = signature(command)
    added = Parameter(_OF_EVERY_COMMAND, Parameter.KEYWORD_ONLY, default=None, annotation=Color)
    coloured.__signature__ = own.replace(parameters=(*own.parameters.values(), added))  # type: ignore[attr-defined]
    coloured.__annotations__ = {**command.__annotations__, _OF_EVERY_COMMAND: Color}
    return coloured
