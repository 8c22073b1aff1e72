"""Text for people in the log of a job: whatever the data hold, a runner that reads along obeys nothing."""

import re
from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from dxkpi.render.blocks import (
    Align,
    Column,
    Doc,
    Grid,
    Heading,
    Item,
    Items,
    Notes,
    Paragraph,
    PlacedRemark,
    Tone,
    Verbatim,
)
from dxkpi.render.canonical import facts
from dxkpi.render.gfm import markdown
from dxkpi.render.plain import inert, plain
from dxkpi.render.text import text
from tests.render.hostile import FORGED, HOSTILE
from tests.render.runner import commands

COLOURS = re.compile(r"\x1b\[[\d;]*m")
WORDS = st.lists(
    st.sampled_from([*"::##[[]全 ・ab|-", "\u200d", "\ufe0f", "\u0301", "\u3000", "error", "::error::", "##[error]"])
).map("".join)
WIDTHS = (None, 20, 80)


def doc_of(words: str) -> Doc:
    grid = Grid(
        (Column(words, above=words), Column(words, Align.RIGHT, wraps=False, tone=Tone.FAR)),
        ((words, words), ("全角", "1")),
    )
    remark = PlacedRemark(words, (words, Verbatim((words,))))
    return (
        Heading(1, words), Heading(3, words), Paragraph(words), grid, Notes((words,)),
        Items((Item(words, (words,)),)), remark, Verbatim((words, f" {words}")),
    )  # fmt: skip


def test_the_runner_of_these_tests_does_see_forged_commands() -> None:
    assert [len(commands(words)) for words in FORGED] == [1] * len(FORGED)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("::error::x", r"\x3a:error::x"),
        ("  ::set-env name=PATH::x", r"  \x3a:set-env name=PATH::x"),
        (":\u200d:add-mask::県", "\\x3a\u200d:add-mask::県"),
        ("x ##[error]y ##[debug]", r"x ##\x5berror]y ##\x5bdebug]"),
        ("a\n::error::x\r::error::y\n\n::z", "a\n\\x3a:error::x\r\\x3a:error::y\n\n\\x3a:z"),
        ("\x1b[1m::error::x\x1b[0m", "\x1b[1m\\x3a:error::x\x1b[0m"),
        ("\x1b[31m##\x1b[0m", "\x1b[31m##\x1b[0m"),
        ("data/a:: b.yaml:9:10: error KPI203 [x] # :", "data/a:: b.yaml:9:10: error KPI203 [x] # :"),
    ],
)
def test_what_would_be_a_command_is_an_escape_and_all_else_stays(words: str, shown: str) -> None:
    assert inert(words) == shown


@pytest.mark.parametrize("words", FORGED)
def test_a_line_of_its_own_is_no_command(words: str) -> None:
    assert commands(inert(words)) == []


@given(st.lists(WORDS, max_size=5).map("\n".join))
def test_nothing_is_left_to_do_and_no_line_is_lost(words: str) -> None:
    assert commands(inert(words)) == []
    assert inert(inert(words)) == inert(words)
    assert inert(words).replace(r"\x3a", ":").replace(r"\x5b", "[") == words


@pytest.mark.slow
@pytest.mark.parametrize("sign", ["#", "・", "#・", "\n", ":\n", " \n", "\x1b", "\x1b[1m", "a:\u200d", "\u3000"])
def test_long_text_takes_no_longer_than_it_is(sign: str) -> None:
    assert inert(sign * 300_000) == sign * 300_000


def as_text(words: str, width: int | None = None, *, colour: bool = False) -> str:
    return text(doc_of(words), width, colour)


def as_facts(words: str) -> str:
    return "".join(f"{fact}\n" for fact in facts({words: words, "name": words, "actuals": {words: [words]}}, ["name"]))


WAYS: list[Callable[[str], str]] = [
    *(
        lambda words, width=width, colour=colour: as_text(words, width, colour=colour)
        for width, colour in product(WIDTHS, (False, True))
    ),
    lambda words: markdown(doc_of(words)),
    as_facts,
]


@pytest.mark.parametrize("words", FORGED)
def test_no_format_for_people_lets_a_command_through(words: str) -> None:
    for way in WAYS:
        told = way(words)
        assert commands(told) == commands(COLOURS.sub("", told)) == []


@given(WORDS)
def test_so_it_is_with_any_text(words: str) -> None:
    for way in WAYS:
        told = way(words)
        assert commands(told) == commands(COLOURS.sub("", told)) == []


@pytest.mark.parametrize("words", FORGED + HOSTILE)
def test_nothing_is_left_to_do_for_who_prints_it(words: str) -> None:
    for way in WAYS:
        assert inert(way(words)) == way(words)


@pytest.mark.parametrize("words", FORGED)
@pytest.mark.parametrize("width", WIDTHS)
def test_frames_hold_around_commands(words: str, width: int | None) -> None:
    (grid,) = (block for block in doc_of(words) if isinstance(block, Grid))
    lines = text((grid,), width, colour=False).splitlines()
    sizes = {cell_len(line) for line in lines}
    assert len(sizes) == 1 or not lines[0].startswith("+")


def test_how_it_looks() -> None:
    doc = (Heading(1, "::error::x"), Paragraph("a ##[error]x"), Notes((":: a", "a ::error::x")), Items((Item("::x"),)))
    shown = "\\x3a:error::x\n==========\n\na ##\\x5berror]x\n\n\\x3a: a\na ::error::x\n\n・\\x3a:x\n"
    assert text(doc, None, colour=False) == COLOURS.sub("", text(doc, None, colour=True)) == shown
    grid = Grid((Column("名称"),), (("##[error]x",),))
    assert text((grid,), None, colour=False) == (
        "+---------------+\n| 名称          |\n+===============+\n| ##\\x5berror]x |\n+---------------+\n"
    )


def test_in_markdown_a_reader_sees_the_very_text_but_in_lines_shown_as_they_are() -> None:
    assert markdown((Paragraph("::error file=a::x"), Items((Item("##[error]x"),)))) == (
        ":<!-- -->:error file=a::x\n\n- \\#\\#\\[error\\]x\n"
    )
    assert markdown((Verbatim(("  ::error::x", "+##[error]x")),)) == (
        "```text\n  \\x3a:error::x\n+##\\x5berror]x\n```\n"
    )


def test_a_fact_of_a_file() -> None:
    assert list(facts({"::error::x": "##[error]y"}, [])) == [r"\x3a:error::x: ##\x5berror]y"]
    assert plain("::error::x") == "::error::x"
