"""Tables: heads span as on paper, columns get room by their content, a narrow terminal gets a row after the other."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.measure import Measurement

from dxkpi.render.blocks import Align, Column, Grid, Tone, Toned
from dxkpi.render.lines import written
from dxkpi.render.table import TerminalTable
from dxkpi.render.text import STYLES, theme

PAPER = Grid(
    (
        Column("分野"),
        Column("100%", Align.RIGHT, wraps=False, tone=Tone.MET, above="達成"),
        Column("60%以上\n100%未満", Align.RIGHT, wraps=False, tone=Tone.NEAR, above="未達成"),
        Column("60%未満", Align.RIGHT, wraps=False, tone=Tone.FAR, above="未達成"),
    ),
    (
        ("1. 波及効果の高いプロジェクト", "7", "1＊推", "2＊"),
        ("2. 個別施策", "36＊", "0", "10"),
        ("計", "43", "1", "12"),
    ),
    total=1,
)


def drawn(grid: Grid, width: int | None, *, boxes: bool = True) -> list[str]:
    return [written(line) for line in TerminalTable(grid, boxes=boxes).lines(width)]


def test_outer_heads_span_their_columns() -> None:
    assert drawn(PAPER, 80) == [
        "┌───────────────────────────────┬──────┬────────────────────┐",
        "│ 分野                          │ 達成 │       未達成       │",
        "│                               ├──────┼──────────┬─────────┤",
        "│                               │ 100% │  60%以上 │ 60%未満 │",
        "│                               │      │ 100%未満 │         │",
        "╞═══════════════════════════════╪══════╪══════════╪═════════╡",
        "│ 1. 波及効果の高いプロジェクト │  7   │    1＊推 │     2＊ │",
        "│ 2. 個別施策                   │ 36＊ │    0     │    10   │",
        "├───────────────────────────────┼──────┼──────────┼─────────┤",
        "│ 計                            │ 43   │    1     │    12   │",
        "└───────────────────────────────┴──────┴──────────┴─────────┘",
    ]


def test_the_same_in_ascii() -> None:
    assert drawn(PAPER, None, boxes=False)[:6] == [
        "+-------------------------------+------+--------------------+",
        "| 分野                          | 達成 |       未達成       |",
        "|                               +------+----------+---------+",
        "|                               | 100% |  60%以上 | 60%未満 |",
        "|                               |      | 100%未満 |         |",
        "+===============================+======+==========+=========+",
    ]


def test_a_long_head_of_one_level_runs_through_the_rule_beside_it() -> None:
    grid = Grid(
        (Column("あいうえおかきくけこさしすせそ"), Column("内", above="外"), Column("側", above="外")),
        (("", "1", "2"),),
    )
    assert drawn(grid, 26)[:6] == [
        "┌──────────────┬─────────┐",
        "│ あいうえおか │   外    │",
        "│ きくけこさし ├────┬────┤",
        "│ すせそ       │ 内 │ 側 │",
        "╞══════════════╪════╪════╡",
        "│              │ 1  │ 2  │",
    ]


def test_an_outer_head_wider_than_its_columns_widens_them() -> None:
    grid = Grid((Column("甲", above="達成していない指標"), Column("乙", above="達成していない指標")), (("1", "2"),))
    assert drawn(grid, None) == [
        "┌────────────────────┐",
        "│ 達成していない指標 │",
        "├─────────┬──────────┤",
        "│ 甲      │ 乙       │",
        "╞═════════╪══════════╡",
        "│ 1       │ 2        │",
        "└─────────┴──────────┘",
    ]


def test_where_figures_do_not_fit_the_table_is_turned() -> None:
    assert drawn(PAPER, 40) == [
        "════════════════════════════════════════",
        "1. 波及効果の高いプロジェクト",
        "  達成 100%                   7",
        "  未達成 60%以上100%未満  1＊推",
        "  未達成 60%未満            2＊",
        "────────────────────────────────────────",
        "2. 個別施策",
        "  達成 100%                36＊",
        "  未達成 60%以上100%未満      0",
        "  未達成 60%未満             10",
        "════════════════════════════════════════",
        "計",
        "  達成 100%                  43",
        "  未達成 60%以上100%未満      1",
        "  未達成 60%未満             12",
        "════════════════════════════════════════",
    ]


def test_columns_get_room_by_their_content() -> None:
    long = "区分の名前がいくつも並ぶ、とても長い欄のことば。" * 2
    grid = Grid((Column("名前"), Column("区分")), (("短い名前の方法", long), ("短い名前の計画", long)))
    lines = drawn(grid, 60)
    assert lines[3] == "│ 短い名前の方法 │ 区分の名前がいくつも並ぶ、とても長い欄  │"
    assert len(lines) == 10


words = st.text(st.sampled_from("漢字かなA1 -（）、。%＊推"), max_size=30)
figures = st.integers(0, 99999).map(str)


@given(st.lists(st.tuples(words, words, figures, figures), max_size=5), st.integers(40, 120), st.booleans())
def test_no_table_is_wider_than_a_terminal_of_40_columns_or_more(
    rows: list[tuple[str, str, str, str]], width: int, boxes: bool
) -> None:
    counts = tuple(Column("件数", Align.RIGHT, wraps=False, above=outer) for outer in ("達成", "未達成"))
    grid = Grid((Column("名称"), Column("理由"), *counts), tuple(rows), total=len(rows) // 2)
    lines = drawn(grid, width, boxes=boxes)
    assert max(map(cell_len, lines)) <= width
    shown = "\n".join(lines)
    assert all(figure in shown for row in rows for figure in row[2:])


def rendered(**console: object) -> str:
    sink = io.StringIO()
    Console(file=sink, width=80, theme=theme(), _environ={}, **console).print(TerminalTable(PAPER))  # type: ignore[arg-type]
    return sink.getvalue()


def test_rich_renders_it_with_its_theme() -> None:
    shown = rendered(force_terminal=True, color_system="standard")
    assert "\x1b[32m7  \x1b[0m" in shown
    assert "\x1b[36m1＊推\x1b[0m" in shown
    assert "\x1b[31m2＊" in shown
    assert "\x1b[36m0" not in shown


def test_an_old_console_of_windows_gets_ascii() -> None:
    assert "┌" in rendered()
    assert "┌" not in rendered(legacy_windows=True)
    assert rendered(legacy_windows=True).startswith("+---")


def test_rich_can_measure_it() -> None:
    console = Console(file=io.StringIO(), width=80, _environ={})
    assert Measurement.get(console, console.options, TerminalTable(PAPER)) == (42, 61)


def test_a_cell_of_several_tones_keeps_them_where_it_is_folded() -> None:
    cell = Toned(("あいう", Tone.PATH), (" ", Tone.PLAIN), ("えおかきくけ", Tone.FAR))
    grid = Grid((Column("名称"),), ((cell,),))
    lines = list(TerminalTable(grid).lines(14))[3:5]
    assert [[one for one in line if one[1]] for line in lines] == [
        [("あいう", Tone.PATH), ("え", Tone.FAR)],
        [("おかきくけ", Tone.FAR)],
    ]


def test_every_tone_has_its_style() -> None:
    assert set(STYLES) == set(Tone) - {Tone.PLAIN}
    grades = [STYLES[tone] for tone in (Tone.MET, Tone.NEAR, Tone.MIDDLE, Tone.FAR)]
    assert len(set(grades)) == len(grades)


@pytest.mark.parametrize("boxes", [False, True])
def test_an_empty_table_is_its_head(boxes: bool) -> None:
    assert len(drawn(Grid((Column("名称"),), ()), 40, boxes=boxes)) == 3
