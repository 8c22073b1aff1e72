"""Help at the widths of terminals: whole, in columns, and broken as Japanese is."""

import re
import shlex

import pytest
import typer
from rich.cells import cell_len
from tools.docs import COMMANDS

from dxkpi.cli.help import JapaneseCommand
from tests.run import run

WIDTHS = (40, 50, 60, 80)
NOT_FIRST = tuple("、。，．・：；）」』】ーっゃゅょァィゥェォッャュョ％")
WORD = re.compile(r"[!-{}~]+")


def page(command: str, width: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    ending = run(*command.split(), "--help")
    assert (ending.code, ending.err) == (0, "")
    return ending.out.splitlines()


def unbroken(command: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The page with everything on one line that may be."""
    monkeypatch.setattr("dxkpi.cli.help._PAGE", 10_000)
    lines = page(command, 10_000, monkeypatch)
    monkeypatch.undo()
    return lines


def words(lines: list[str]) -> list[str]:
    """The words, paths, options and values; what is only for a shell to go on with the next line is none."""
    return [word for line in lines for word in WORD.findall(line.removesuffix(" \\"))]


def characters(lines: list[str]) -> str:
    return "".join("".join(line.removesuffix(" \\").split()) for line in lines)


@pytest.mark.parametrize("command", COMMANDS)
def test_at_every_width_all_is_said_and_no_word_is_broken(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = unbroken(command, monkeypatch)
    for width in WIDTHS:
        lines = page(command, width, monkeypatch)
        assert words(lines) == words(whole)
        assert characters(lines) == characters(whole)


@pytest.mark.parametrize("command", COMMANDS)
def test_lines_are_as_wide_as_may_be_and_break_where_japanese_does(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for width in WIDTHS:
        for line in page(command, width, monkeypatch):
            assert cell_len(line) <= width or len(line.removesuffix(" \\").split()) == 1
            assert line == line.rstrip()
            assert not line.lstrip().startswith(NOT_FIRST)
            assert not line.endswith(("（", "「"))


@pytest.mark.parametrize("command", COMMANDS)
def test_examples_stay_commands_that_a_shell_takes(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def examples(lines: list[str]) -> list[list[str]]:
        behind = "\n".join(lines).partition("例:\n")[2].partition("\n\n")[0]
        return [shlex.split(line) for line in behind.replace("\\\n", "").splitlines()]

    whole = unbroken(command, monkeypatch)
    assert examples(whole)
    for width in WIDTHS:
        assert examples(page(command, width, monkeypatch)) == examples(whole)


def test_the_program_lists_its_commands_by_what_a_reader_wants(monkeypatch: pytest.MonkeyPatch) -> None:
    groups = [part.splitlines() for part in "\n".join(page("", 80, monkeypatch)).split("\n\n")]
    listed = {head: [row.split()[0] for row in rows if row[2] != " "] for head, *rows in groups if rows}
    listed.pop("オプション:")
    assert listed == {
        "例:": ["dxkpi"] * 5,
        "はじめに使う五つ:": ["report", "explain", "set", "validate", "diff"],
        "結果を見る:": ["overview", "outlook", "list", "show"],
        "データを作る:": ["init", "import", "new"],
        "担当課に尋ねる:": ["status", "sheet"],
        "変更や目標を確かめる:": ["reconcile", "check-targets"],
        "公表する:": ["publish", "site"],
        "決まりを調べる:": ["rules", "rule", "methods", "schema"],
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_examples_come_right_after_what_a_command_is_for(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    usage, purpose, examples, *_ = "\n".join(unbroken(command, monkeypatch)).split("\n\n")
    assert usage.startswith(f"使い方: dxkpi {command}".rstrip())
    assert purpose.endswith("。")
    assert examples.startswith("例:\n  dxkpi ")


def test_the_page_of_a_command_at_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = page("new shared", 80, monkeypatch)
    assert "\n".join(lines[:13]) == (
        "使い方: dxkpi new shared [オプション] ID\n"
        "\n"
        "指標を、ほかの計画でも使うようにする。\n"
        "\n"
        "例:\n"
        "  dxkpi new shared rpa-hours --plan chiba-dx --section gyosei \\\n"
        "    --direction monitor --dry-run\n"
        "\n"
        "指標のファイルの shared に、その計画での分野と目標を書き加える。実績値はどの計画\n"
        "でも同じになる。\n"
        "書き込む前に、変わる行と、その計画での結果を示して確かめる。\n"
        "\n"
        "引数:"
    )
    assert lines[-7:] == [
        "  --dry-run                 何が変わるかを示すだけで、書き込まない",
        "  --data DIR                データのフォルダ。省くと環境変数 DXKPI_DATA、なけれ",
        "                            ば data",
        "  --color auto|always|never",
        "                            色を付けるか。省くと auto（色の出る端末でだけ付け",
        "                            る。環境変数 NO_COLOR、FORCE_COLOR でも選べる）",
        "  -h, --help                この使い方を示して終わる",
    ]


def test_the_page_of_a_command_at_40_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = page("validate", 40, monkeypatch)
    assert lines[:18] == [
        "使い方: dxkpi validate [オプション]",
        "    [PATH]...",
        "",
        "データの誤りを、すべてのファイルについて",
        "一度に示す。",
        "",
        "例:",
        "  dxkpi validate",
        "  dxkpi validate \\",
        "    data/indicators/chiba-ict/hakyu/rpa-hours.yaml",
        "  dxkpi validate --strict \\",
        "    --ignore KPI302",
        "  dxkpi validate --fix --dry-run",
        "",
        "PATH は示す指摘を絞るだけで、点検はいつ",
        "もデータ全体について行う。",
        "一つのファイルの同じ規則の指摘は5件ま",
        "で、全体では重いものから20,000件までを示",
    ]
    at = lines.index("  -f, --format text|markdown|html|")
    assert lines[at : at + 4] == [
        "  -f, --format text|markdown|html|",
        "    json|github|sarif|junit",
        "      出力の形式。省くと text。github は",
        "      ジョブの要約にもすべての指摘を書",
    ]


def test_there_is_a_least_width(monkeypatch: pytest.MonkeyPatch) -> None:
    assert page("set", 20, monkeypatch) == page("set", 40, monkeypatch)


def test_in_a_pipe_and_on_a_wide_terminal_it_is_a_page_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    piped = run("set", "--help").out.splitlines()
    assert piped == page("set", 80, monkeypatch) == page("set", 200, monkeypatch)
    assert max(map(cell_len, piped)) <= 80


def test_sentences_are_wrapped_anew_and_what_is_indented_is_a_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = typer.Typer(rich_markup_mode=None, add_completion=False)

    @app.command(cls=JapaneseCommand)
    def command() -> None:
        """一つ目。

        git log
        and git diff
        の違い。
        次の文
        が続く。
        終わりがない
          git config a "b c" --a-long-option value

        別の段落
        """

    monkeypatch.setenv("COLUMNS", "40")
    app(["--help"], standalone_mode=False, prog_name="x")
    assert capsys.readouterr().out.splitlines()[2:11] == [
        "一つ目。",
        "",
        "git log and git diffの違い。",
        "次の文が続く。",
        "終わりがない",
        '  git config a "b c" \\',
        "    --a-long-option value",
        "",
        "別の段落",
    ]


@pytest.mark.parametrize("command", ["", "set", "report"])
def test_colour_sets_titles_and_names_off_and_changes_no_word(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = page(command, 60, monkeypatch)
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = page(command, 60, monkeypatch)
    assert [re.sub(r"\x1b\[\d*m", "", line) for line in coloured] == plain
    bold = {found for line in coloured for found in re.findall(r"\x1b\[1m(.*?)\x1b\[0m", line)}
    assert {"使い方:", "例:", "オプション:", "  -h, --help"} <= bold
    assert not any("。" in words for words in bold)
