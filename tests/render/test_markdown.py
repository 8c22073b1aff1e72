"""Markdown: an independent reader sees the text of the data, and nothing of it becomes markup."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dxkpi.render.blocks import Align, Column, Doc, Grid, Heading, Item, Items, Notes, Paragraph, PlacedRemark, Verbatim
from dxkpi.render.gfm import markdown
from dxkpi.render.plain import inert, plain, verbatim
from tests.render.docs import report_doc
from tests.render.hostile import FORGED, HOSTILE
from tests.render.papers import chiba_report

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
INERT = "<!-- -->"
OURS = re.compile(r"</?(?:h\d|p|ul|li|table|thead|tbody|tr|th|td)(?: style=\"text-align:\w+\")?>")


def seen(html: str) -> list[str]:
    """The pieces of text of a page, without our own elements; anything else with a < in it stays and shows."""
    return [unescape(piece).strip() for piece in OURS.split(html.replace(INERT, "")) if piece.strip()]


def doc_of(words: str) -> Doc:
    grid = Grid((Column(plain(words)), Column("値", Align.RIGHT)), ((words, "1"),))
    return (Heading(2, words), Paragraph(words), grid, Notes((words,)), Items((Item(words, (words,)),)))


def shown(words: str) -> str:
    return plain(words).strip()


def one_space(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def check(words: str) -> None:
    expected = [shown(words)] * 3 + ["値", shown(words), "1"] + [shown(words)] * 3
    found = seen(READER.render(markdown(doc_of(words))))
    assert [one_space(piece) for piece in found] == [one_space(piece) for piece in expected]


@pytest.mark.parametrize("words", HOSTILE + FORGED)
def test_a_reader_sees_the_text(words: str) -> None:
    check(words)


@given(st.text(st.sampled_from("ab1 *_`~[]()<>&|\\#@:!-+=.{}$^\"'\n全"), min_size=1, max_size=30).filter(str.strip))
def test_so_it_does_for_any_text(words: str) -> None:
    check(words)


def nodes(written: str) -> list[str]:
    """The texts of a page in which GitHub looks for mentions, references, links and emoji: a comment parts them."""
    return [unescape(piece) for piece in re.split(r"<!-- -->|<[^>]*>", READER.render(written))]


def acts(words: str) -> list[str]:
    found = (re.search(r"@\w|#\d|GH-\d|://|www\.\w|:[\w+-]+:", piece) for piece in nodes(markdown(doc_of(words))))
    return [match[0] for match in found if match]


@pytest.mark.parametrize("words", HOSTILE)
def test_nobody_is_mentioned_and_nothing_linked(words: str) -> None:
    assert acts(words) == []


@given(st.text(st.sampled_from("a1_+-:@#é全\\*`"), max_size=12))
def test_so_it_is_with_any_text(words: str) -> None:
    assert acts(words) == []


def test_an_emoji_with_an_underscore_stays_its_name() -> None:
    assert markdown((Paragraph(":white_check_mark: @_x"),)) == ":<!-- -->white\\_check\\_mark: @<!-- -->\\_x\n"
    assert nodes(markdown((Paragraph(":white_check_mark:"),))) == ["", ":", "white_check_mark:", "\n"]


def test_two_levels_of_a_head_stand_in_one_cell() -> None:
    written = markdown(report_doc(chiba_report(), detail=False))
    assert "未達成 60%以上100%未満 |" in written
    assert "その他 進捗管理の停止 |" in written


def test_a_table() -> None:
    grid = Grid(
        (Column("名称"), Column("100%", Align.RIGHT, above="達成")), (("a|b", "73.50"), ("c", "1e3")), total=True
    )
    assert (
        markdown((grid,))
        == "| 名称   |   達成 100% |\n|:-------|------------:|\n| a\\|b   |       73.50 |\n| c      |         1e3 |\n"
    )


def test_an_empty_table_is_its_head() -> None:
    assert markdown((Grid((Column("名称"),), ()),)) == "| 名称   |\n|--------|\n"


def test_nothing_is_nothing() -> None:
    assert markdown(()) == ""


def test_lines_shown_as_they_are() -> None:
    assert markdown((Verbatim(("target:", "  value: 6,000", "\tx"), "yaml"),)) == (
        "```yaml\ntarget:\n  value: 6,000\n\\tx\n```\n"
    )
    assert (
        markdown(
            (
                Verbatim(
                    ("```", "a ````"),
                ),
            )
        )
        == "`````text\n```\na ````\n`````\n"
    )


def test_lines_within_a_remark() -> None:
    remark = PlacedRemark("一", (Verbatim(("1 | [x]", "  |  ^")), "直し方: 「x」"))
    assert markdown((remark,)) == "- 一\n  ```text\n  1 | [x]\n    |  ^\n  ```\n  - 直し方: 「x」\n"


LINES = st.lists(
    st.one_of(st.sampled_from(HOSTILE + FORGED), st.text(st.sampled_from("`~ \t<&*|-#>全a\r\n\x1b"))), min_size=1
)


@given(LINES)
def test_nothing_ends_or_acts_in_lines_shown_as_they_are(lines: list[str]) -> None:
    block = Verbatim(tuple(lines))
    shown = "".join(f"{inert(verbatim(line))}\n" for line in lines)
    for doc in ((block, Paragraph("後")), (PlacedRemark("前", (block,)), Paragraph("後"))):
        fences = [token for token in READER.parse(markdown(doc)) if token.type == "fence"]
        assert [(token.content, token.info) for token in fences] == [(shown, "text")]
        assert "<p>後</p>" in READER.render(markdown(doc))
