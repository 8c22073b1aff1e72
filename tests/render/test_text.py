"""Text: frames hold at every width, figures stay whole, and nothing in the data acts."""

import re
from unicodedata import east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from dxkpi.core.report import Report
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
from dxkpi.render.folding import fold
from dxkpi.render.plain import plain
from dxkpi.render.text import text
from tests.render.docs import report_doc
from tests.render.hostile import HOSTILE
from tests.render.papers import chiba_report

WIDTHS = [None, 20, 80, 100, 200]
ESCAPES = re.compile(r"\x1b\[[\d;]*m")


def grids(doc: Doc) -> list[Grid]:
    return [block for block in doc if isinstance(block, Grid)]


def frame_of(grid: Grid, width: int | None) -> list[str]:
    return text((grid,), width, colour=False).splitlines()


def holds(lines: list[str], width: int | None) -> bool:
    """All lines of a frame are as wide as each other; turned, none is wider than the terminal."""
    sizes = {cell_len(line) for line in lines}
    return len(sizes) == 1 if lines[0].startswith("+") else width is not None and max(sizes) <= width


@pytest.fixture(scope="module")
def chiba() -> Report:
    return chiba_report()


@pytest.mark.parametrize("width", WIDTHS)
def test_every_line_of_a_table_is_as_wide_as_the_others(chiba: Report, width: int | None) -> None:
    for grid in grids(report_doc(chiba, detail=True)):
        assert holds(frame_of(grid, width), width)


@pytest.mark.parametrize("width", [80, 100, 200])
def test_the_report_of_r3_fits(chiba: Report, width: int) -> None:
    shown = text(report_doc(chiba, detail=True), width, colour=False)
    assert max(map(cell_len, shown.splitlines())) <= width


def test_the_report_of_r3_at_80_columns(chiba: Report) -> None:
    overview = grids(report_doc(chiba, detail=False))[0]
    assert frame_of(overview, 80) == [
        "+---------------+-------------+-----------------------------------+------------+",
        "| 達成率＼項    |        達成 |              未達成               |     その他 |",
        "| 目・指標      +-------------+----------+----------+-------------+------------+",
        "|               |        100% |  60%以上 |  30%以上 |     30%未満 | 進捗管理の |",
        "|               |             | 100%未満 |  60%未満 |             |       停止 |",
        "+===============+=============+==========+==========+=============+============+",
        "| 1. 波及効果の |     7前途   |    1＊推 |    1＊推 |     2＊途   |          1 |",
        "| 高いプロジェ  |             |          |          |             |            |",
        "| クト          |             |          |          |             |            |",
        "| （計12指標）  |             |          |          |             |            |",
        "| 2. 個別施策   |    36＊     |    2＊   |    0＊   |    10＊     |          - |",
        "| （計48指標）  |             |          |          |             |            |",
        "| 3. 推進を支え |     7＊     |    0     |    0     |     1推     |          - |",
        "| る土台づくり  |             |          |          |             |            |",
        "| （計8指標）   |             |          |          |             |            |",
        "+---------------+-------------+----------+----------+-------------+------------+",
        "| （計68指標）  | 73.5%＊前途 | 4.4%＊推 | 1.5%＊推 | 19.1%＊推途 |       1.5% |",
        "+---------------+-------------+----------+----------+-------------+------------+",
    ]


def test_without_a_width_nothing_is_broken(chiba: Report) -> None:
    shown = text(report_doc(chiba, detail=True), None, colour=False)
    assert "| 1. 波及効果の高いプロジェクト（計12指標） |" in shown
    assert (
        "    目標値 県1、市町村52、林業事業体13（団体、合計で判定）／R3年度実績 県1、市町村52、林業事業体2（団体）\n"
        in shown
    )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("colour", [False, True])
def test_no_line_ends_in_a_blank(chiba: Report, width: int | None, colour: bool) -> None:
    shown = text(report_doc(chiba, detail=True), width, colour)
    assert not [line for line in ESCAPES.sub("", shown).split("\n") if line != line.rstrip()]
    assert shown.endswith("\n")
    assert not shown.endswith("\n\n")


@pytest.mark.parametrize("width", WIDTHS)
def test_colour_adds_nothing_but_colour(chiba: Report, width: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"NO_COLOR": "1", "COLUMNS": "10", "TERM": "dumb", "FORCE_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    doc = report_doc(chiba, detail=True)
    bare, coloured = text(doc, width, colour=False), text(doc, width, colour=True)
    assert ESCAPES.sub("", coloured) == bare
    assert "\x1b" not in bare
    assert "\x1b[32m" in coloured
    assert "\x1b[31m" in coloured


def test_nothing_of_uncertain_width_stands_in_a_table(chiba: Report) -> None:
    for grid in grids(report_doc(chiba, detail=True)):
        shown = "".join(frame_of(grid, None))
        assert not [c for c in shown if east_asian_width(c) == "A"]


def hostile_doc(words: str) -> Doc:
    grid = Grid(
        (
            Column(words, above=words),
            Column(words, Align.RIGHT, wraps=False, tone=Tone.FAR, above=words),
            Column(words, Align.CENTER),
        ),
        ((words, words, words), ("全角", "1", words)),
        total=True,
    )
    return (
        Heading(1, words),
        Heading(3, words),
        Paragraph(words),
        grid,
        Notes((words,)),
        Items((Item(words, (words,)),)),
        PlacedRemark(words, (words, Verbatim((words,)))),
        Verbatim((words,)),
    )


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("width", [None, 80])
@pytest.mark.parametrize("colour", [False, True])
def test_hostile_text_is_shown_and_does_nothing(words: str, width: int | None, colour: bool) -> None:
    shown = ESCAPES.sub("", text(hostile_doc(words), width, colour))
    assert all(c.isprintable() or c == "\n" for c in shown)
    unbroken = ESCAPES.sub("", text((Paragraph(words),), None, colour))
    assert unbroken == plain(words).rstrip(" ") + "\n"


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("width", [None, 20, 80])
def test_frames_hold_around_hostile_text(words: str, width: int | None) -> None:
    assert holds(frame_of(grids(hostile_doc(words))[0], width), width)


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(WIDTHS))
def test_frames_hold_around_any_text(one: str, other: str, width: int | None) -> None:
    grid = Grid((Column(one), Column("値", Align.RIGHT, wraps=False)), ((one, other), (other, one)))
    assert holds(frame_of(grid, width), width)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z", "M"]), max_size=60), st.integers(8, 30))
def test_folding_loses_nothing(words: str, width: int) -> None:
    lines = fold(words, width, cell_len)
    assert "".join(lines) == words
    assert all(cell_len(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [
        ("作業時間は6,000時間である。", 12, ["作業時間は", "6,000時間で", "ある。"]),
        ("あいうえお。かき", 10, ["あいうえ", "お。かき"]),
        ("あいうえ「かき」", 10, ["あいうえ", "「かき」"]),
        ("why: 誤った理由}。続き", 14, ["why: 誤った理", "由}。続き"]),
        ("あいうえ {かき: く}", 10, ["あいうえ", "{かき: く}"]),
        ("個別施策（計48指標）", 14, ["個別施策", "（計48指標）"]),
        ("abcdefghijkl", 8, ["abcdefgh", "ijkl"]),
        ("one two three", 8, ["one two", "three"]),
        ("--format text|markdown|json", 16, ["--format text|", "markdown|json"]),
        ("a||b|", 4, ["a||", "b|"]),
        ("", 8, [""]),
        ("          x", 8, ["x"]),
    ],
)
def test_folding(words: str, width: int, lines: list[str]) -> None:
    assert fold(words, width, cell_len) == lines


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("data/indicators/plan-a/rpa-hours.yaml:10:10 の値", ["data/indicators/plan-a/rpa-hours.yaml:10:10", "の値"]),
        ("結果は dxkpi report --year R3 で示す。", ["結果は", "dxkpi report --year R3", "で示す。"]),
        ("（https://example.jp/a/b/c/d/e/f）8ページ", ["（https://example.jp/a/b/c/d/e/f）", "8ページ"]),
        ("abcdefghijklmnopqrstuvwxyz", ["abcdefghijklmnopqrst", "uvwxyz"]),
    ],
)
def test_what_people_copy_is_in_one_piece_outside_tables(words: str, lines: list[str]) -> None:
    assert fold(words, 20, cell_len, copied=True) == lines
    assert text((Paragraph(words),), 20, colour=False).splitlines() == lines
    assert all(cell_len(line) <= 20 for line in fold(words, 20, cell_len))


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    ["e" + "\u0301" * 50_000, "（" * 50_000, "あ" * 50_000, " " * 50_000 + "\n", "a b " * 16_000, "\n" * 50_000],
)
def test_long_text_takes_no_longer_than_it_is(words: str) -> None:
    assert text((Paragraph(words), Grid((Column(words), Column("値")), ((words, "1"),))), 80, colour=False)


def test_an_emoji_made_by_a_selector_is_two_columns_wide() -> None:
    assert fold("\u2764\ufe0f" * 5, 4, cell_len) == ["\u2764\ufe0f" * 2] * 2 + ["\u2764\ufe0f"]


def test_an_empty_table_is_its_head() -> None:
    assert frame_of(Grid((Column("名称"),), ()), None) == ["+------+", "| 名称 |", "+======+"]


def test_blocks() -> None:
    doc: Doc = (
        Heading(1, "題"),
        Paragraph("文"),
        Heading(2, "節"),
        Grid((Column("列"),), (("値",),)),
        Notes(("注",)),
        Heading(3, "項"),
        Items((Item("一", ("二",)),)),
    )
    assert text(doc, 40, colour=False) == (
        "題\n==\n\n文\n\n節\n--\n\n+----+\n| 列 |\n+====+\n| 値 |\n+----+\n注\n\n【項】\n・一\n    二\n"
    )
    assert text((), 80, colour=False) == ""


def test_lines_shown_as_they_are() -> None:
    lines = Verbatim(("target:", "  value:  これは二十桁より長い行であり、折り返さない", "\tx\u200b"))
    assert text((Paragraph("前"), lines, PlacedRemark("一", (lines, "二"))), 20, colour=False) == (
        "前\n"
        "\n"
        "    target:\n"
        "      value:  これは二十桁より長い行であり、折り返さない\n"
        "    \\tx\\u200b\n"
        "\n"
        "一\n"
        "    target:\n"
        "      value:  これは二十桁より長い行であり、折り返さない\n"
        "    \\tx\\u200b\n"
        "    二\n"
    )
