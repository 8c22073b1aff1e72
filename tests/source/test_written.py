"""Values written as YAML are read back as they were, by our reader and by one that types scalars itself."""

from collections.abc import Mapping

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.source.changes import Raw, Value, block, scalar
from dxkpi.source.document import read_document
from dxkpi.source.text import unwanted

TRAPS = st.sampled_from(
    [
        "no",
        "~",
        "",
        " ",
        ":",
        "#",
        " #",
        ": ",
        "-",
        "- ",
        "--- ",
        "...",
        "?",
        "%",
        "@",
        "`",
        "'",
        '"',
        "\\",
        "[",
        "{",
        "|",
        "＃",
        "－ ",
        "：",
        "a：",
        "\u3000",
        "12:30",
        "010",
        "1e3",
        "<<",
        "=",
        "&a",
        "*a",
        "!t",
        "\t",
        "\n",
        ",",
        "null",
        "é",
    ]
)
TEXTS = st.lists(TRAPS | st.text(max_size=5), min_size=1, max_size=5).map("".join)
GOOD = TEXTS.filter(lambda text: not unwanted(text) and not any("\ud800" <= c <= "\udfff" for c in text))


def yaml_text(record: Value) -> str:
    return "".join(f"{line}\n" for line in block(record, 2))


@given(GOOD, GOOD, GOOD)
def test_a_text_comes_back_from_every_place(value: str, item: str, key: str) -> None:
    record: Mapping[str, Value] = {"value": value, "list": [item, item], "parts": {key: value}}
    text = yaml_text(record)
    document = read_document("data/targets/a.yaml", text.encode())
    assert document.problems == ()
    assert document.data == record
    assert yaml.safe_load(text) == record


@given(GOOD)
def test_a_text_is_one_line(text: str) -> None:
    assert "\n" not in scalar(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("RPA導入により削減した作業時間", "RPA導入により削減した作業時間"),
        ("約1,000件 [再掲]", "約1,000件 [再掲]"),
        ("県・市町村（52）", "県・市町村（52）"),
        ("10:00開始", "10:00開始"),
        ("％", "％"),
        ("%", '"%"'),
        ("[再掲] 件数", '"[再掲] 件数"'),
        ("2021-11-30", '"2021-11-30"'),
        ("yes", '"yes"'),
        ("注: 暫定", '"注: 暫定"'),
        ("C#", "C#"),
        ("A #1", '"A #1"'),
        ('"引用"', """'"引用"'"""),
        ("C:\\a", "C:\\a"),
        ("AI：導入", '"AI：導入"'),
    ],
)
def test_quotes_stand_only_where_they_are_needed(text: str, written: str) -> None:
    assert scalar(text) == written


def test_a_record_is_written_in_block_style() -> None:
    record: Mapping[str, Value] = {
        "id": "a",
        "target": {"parts": {"県": Raw("1"), "a: b": Raw("2.50")}},
        "steps": ["一", "no"],
    }
    assert (
        yaml_text(record)
        == """\
id: a
target:
  parts:
    県: 1
    "a: b": 2.50
steps:
  - 一
  - "no"
"""
    )


def test_where_there_is_no_memory_a_text_is_not_taken_for_one_that_needs_quotes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_: str) -> None:
        raise MemoryError

    monkeypatch.setattr("dxkpi.source.changes.compose", full)
    with pytest.raises(MemoryError):
        scalar("件数")
