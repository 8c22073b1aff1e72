"""What is said of a wrong command line: what typer found, in our words, with the command that helps."""

import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.exceptions import TyperException

from tests.run import run

WRONG = [
    (
        "report --yaer R3",
        "dxkpi: オプション「--yaer」はない。「--year」ではないか（dxkpi report --help で使い方を見る）",
    ),
    ("report -x", "dxkpi: オプション「-x」はない（dxkpi report --help で使い方を見る）"),
    ("validate --rev HEAD", "dxkpi: オプション「--rev」はない（dxkpi validate --help で使い方を見る）"),
    (
        "validate --exit",
        "dxkpi: オプション「--exit」はない。「--exit-zero」ではないか（dxkpi validate --help で使い方を見る）",
    ),
    ("--verison", "dxkpi: オプション「--verison」はない。「--version」ではないか（dxkpi --help で使い方を見る）"),
    ("new -x", "dxkpi: オプション「-x」はない（dxkpi new --help で使い方を見る）"),
    ("report --year", "dxkpi: オプション「--year」には値を一つ書く（dxkpi report --help で使い方を見る）"),
    ("new shared a -h --plan", "dxkpi: オプション「--plan」には値を一つ書く（dxkpi new shared --help で使い方を見る）"),
    ("report -y", "dxkpi: オプション「-y」には値を一つ書く（dxkpi report --help で使い方を見る）"),
    ("report --detail=1", "dxkpi: オプション「--detail」には値を付けない（dxkpi report --help で使い方を見る）"),
    ("--version=1", "dxkpi: オプション「--version」には値を付けない（dxkpi --help で使い方を見る）"),
    (
        "site --to _site",
        "dxkpi: オプション「--to」はない。書く場所 OUT は、オプションを付けず、そのまま示す"
        "（dxkpi site --help で使い方を見る）",
    ),
    (
        "init -o x",
        "dxkpi: オプション「-o」はない。書く場所 DIR は、オプションを付けず、そのまま示す"
        "（dxkpi init --help で使い方を見る）",
    ),
    (
        "sheet out --output q",
        "dxkpi: オプション「--output」はない。「--to」ではないか（dxkpi sheet out --help で使い方を見る）",
    ),
    (
        "list --to x",
        "dxkpi: オプション「--to」はない。「--output」ではないか（dxkpi list --help で使い方を見る）",
    ),
    ("set a -o x", "dxkpi: オプション「-o」はない（dxkpi set --help で使い方を見る）"),
    (
        "report --plan a --plan b",
        "dxkpi: オプション「--plan」が2回書かれている。書けるのは一回だけ（dxkpi report --help で使い方を見る）",
    ),
    (
        "report -y R3 --year=R3 -yR2",
        "dxkpi: オプション「--year」が3回書かれている。書けるのは一回だけ（dxkpi report --help で使い方を見る）",
    ),
    (
        "new plan --id a --section x --section y --id b",
        "dxkpi: オプション「--id」が2回書かれている。書けるのは一回だけ（dxkpi new plan --help で使い方を見る）",
    ),
    (
        "--color never --color always report",
        "dxkpi: オプション「--color」が2回書かれている。書けるのは一回だけ（dxkpi --help で使い方を見る）",
    ),
    ("explain", "dxkpi: ID（指標）が足りない（dxkpi explain --help で使い方を見る）"),
    ("site", "dxkpi: OUT（書くフォルダ）が足りない（dxkpi site --help で使い方を見る）"),
    (
        "report --table indicators",
        "dxkpi: --table は csv か xlsx に書く表を選ぶ。--format csv か --format xlsx を付ける",
    ),
    ("set rpa-hours", "dxkpi: 年度を --year で示す（例 --year R4）"),
    (
        "report R3",
        "dxkpi: 余分な引数がある: R3。年度を --year で示す（例 --year R3）（dxkpi report --help で使い方を見る）",
    ),
    ("explain a b c", "dxkpi: 余分な引数がある: b c（dxkpi explain --help で使い方を見る）"),
    ("report -- --year", "dxkpi: 余分な引数がある: --year（dxkpi report --help で使い方を見る）"),
    ("new indicator x", "dxkpi: 余分な引数がある: x（dxkpi new indicator --help で使い方を見る）"),
    ("reprt", "dxkpi: コマンド「reprt」がない。「report」ではないか"),
    ("-- reprt", "dxkpi: コマンド「reprt」がない。「report」ではないか"),
    ("-- -x", "dxkpi: コマンド「-x」がない。あるのは report、explain、"),
    ("-- -", "dxkpi: コマンド「-」がない。あるのは report、explain、"),
    ("new x", "dxkpi: コマンド「x」がない。あるのは plan、indicator、shared"),
    ("new --", "使い方: dxkpi new [オプション] コマンド [引数]..."),
    ("new", "使い方: dxkpi new [オプション] コマンド [引数]..."),
    ("--", "使い方: dxkpi [オプション] コマンド [引数]..."),
    ("", "使い方: dxkpi [オプション] コマンド [引数]..."),
]


@pytest.mark.parametrize(("line", "said"), WRONG)
def test_one_sentence_for_each_way_to_misuse_it(line: str, said: str) -> None:
    ending = run(*line.split())
    assert (ending.code, ending.raw) == (2, b"")
    assert ending.err.startswith(said)
    assert ending.err == f"{said}\n" or "あるのは report" in said or said.startswith("使い方")


def test_every_class_of_typer_that_says_so_is_known() -> None:
    """What these are called, the sentences for some of them go by. Raised of a command line are those of `WRONG`."""
    found, left = set(), [TyperException]
    while left:
        kind = left.pop()
        found.add(kind.__name__)
        left += [below for below in kind.__subclasses__() if below.__module__.startswith("typer.")]
    assert found == {
        "TyperException", "ClickException", "UsageError", "FileError",
        "NoSuchOption", "MissingParameter", "BadOptionUsage",
        "BadParameter", "BadArgumentUsage",  # of values of other types than text, and of a fixed number of them
        "NoArgsIsHelpError",
    }  # fmt: skip


WORDS = st.sampled_from([
    "report", "explain", "new", "indicator", "shared", "set", "schema", "rule", "--", "-", "-x", "--x", "--year",
    "--year=R3", "-y", "-yR3", "--detail", "--detail=1", "--format", "--format=x", "--help=1", "--version=", "=", "県",
    "-県", "--県=1", "---", "--=", "-=", "", " ", "\n", "\x1b[31m", "##[error]x", "::error::", "%s", "{0}", "[b]",
])  # fmt: skip
ENGLISH = re.compile(r"[a-z]+ [a-z]+ [a-z]+", re.IGNORECASE)


@given(st.lists(WORDS, max_size=5))
def test_whatever_is_asked_for_is_answered_in_japanese(words: list[str]) -> None:
    ending = run(*words, *(["--data", os.devnull] if "--" not in words else []))
    if ending.code != 0:
        assert ending.code in {2, 3}
        assert not ENGLISH.search(ending.err.partition("使い方: ")[0])
        assert "書き方の誤りがある" not in ending.err
        assert "内部の誤り" not in ending.err
