"""What the program says of itself: each command's help names the formats, options and years that it has."""

import re
from pathlib import Path

import pytest
import typer

from dxkpi.cli.main import program
from dxkpi.core.keys import Sharing, of_indicator
from dxkpi.render.formats import FORMATS
from tests.run import ROOT, run

GROUP = typer.main.get_command(program())
COMMANDS = {
    name: {option: parameter for parameter in command.params for option in parameter.opts}
    for name, command in GROUP.commands.items()  # type: ignore[attr-defined]
}
WORDS = {
    "explain": ["explain", "rpa-hours"],
    "show": ["show", "rpa-hours"],
    "rule": ["rule", "KPI203"],
    "diff": ["diff", "data/", "data/"],
}
FORMATTED = [name for name, options in COMMANDS.items() if "--format" in options]


@pytest.mark.parametrize("command", FORMATTED)
def test_a_command_writes_the_formats_that_its_help_names_and_refuses_the_others(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    named = COMMANDS[command]["--format"].metavar.split("|")
    for form in FORMATS:
        ending = run(*WORDS.get(command, [command]), "--format", form)
        if form in named:
            assert (ending.code, bool(ending.raw)) == (0, True), form
        else:
            offer = f"dxkpi: --format: この結果は「{form}」では出せない。出せるのは {'、'.join(named)}\n"
            assert (ending.code, ending.out, ending.err) == (2, "", offer)


def test_a_result_of_another_kind_names_its_own_formats() -> None:
    compared = run("report", "--year", "R3", "--compare-methods", "oita", "--format", "csv")
    assert compared.err == "dxkpi: --format: この結果は「csv」では出せない。出せるのは text、markdown、html、json\n"
    counted = run("validate", "--statistics", "--format", "junit")
    assert counted.err == "dxkpi: --format: この結果は「junit」では出せない。出せるのは text、markdown、html、json\n"


def test_the_canonical_form_is_one() -> None:
    ending = run("show", "--canonical", "data/targets/chiba-ict.yaml", "--format", "json")
    said = "dxkpi: --canonical: 形は一つで、ファイルをそのまま示す。--format、--plan、--rev は付けない\n"
    assert (ending.code, ending.out, ending.err) == (2, "", said)


@pytest.mark.parametrize(
    ("commands", "taken"),
    [
        (("report", "outlook"), "省くと、半分以上の指標に値がある最新の年度（計画が複数なら、その中で最新のもの）"),
        (("overview", "explain", "list", "check-targets"), "省くと計画ごとに、半分以上の指標に値がある最新の年度"),
        (("reconcile",), "省くと、公表結果のある最新の年度"),
    ],
)
def test_the_year_that_is_taken_where_none_is_asked_for(commands: tuple[str, ...], taken: str) -> None:
    for command in commands:
        assert COMMANDS[command]["--year"].help == f"年度（R3、令和3年度、2021 など）。{taken}"


def test_the_guide_names_the_commands_that_read_a_revision_and_those_that_write_csv() -> None:
    readme = (ROOT / "docs/officer.md").read_text("utf-8")
    named = re.search(r"((?:`[a-z-]+`・?)+) に `--rev main` のように", readme)
    assert named
    assert set(re.findall("`([a-z-]+)`", named[1])) == {name for name, own in COMMANDS.items() if "--rev" in own}
    written = re.search(r"csv（Excelでそのまま開けます）と xlsx は ((?:`[a-z-]+`・?)+)", readme)
    assert written
    assert re.findall("`([a-z-]+)`", written[1]) == [n for n in FORMATTED if "csv" in COMMANDS[n]["--format"].metavar]


def test_the_guide_says_of_every_key_whether_a_plan_that_shares_the_indicator_inherits_it() -> None:
    guide = (ROOT / "src/dxkpi/templates/init/data/README.md").read_text("utf-8")
    lines = {
        line.partition(": ")[0]: set(re.findall("`([a-z_]+)`", line.partition(": ")[2])) for line in guide.split("\n")
    }
    assert lines["- どの計画でも同じで、計画ごとには書けないもの"] == {*of_indicator(Sharing.COMMON)} - {"shared"}
    assert lines["- 書かなければ上と同じになるもの"] == {*of_indicator(Sharing.INHERITED), "baseline"}
    of_target = "- 書かなければ上と同じになるが、その計画の `direction` を書いたときは同じにならず、要るものを書くもの"
    assert lines[of_target] == {*of_indicator(Sharing.OF_TARGET)}
    assert lines["- 計画ごとのもの（上と同じにはならない）"] == {*of_indicator(Sharing.APART)} - {"plan"}


def test_part_of_a_name_finds_the_one_indicator_that_has_it() -> None:
    whole = run("explain", "rpa-hours", "--year", "R3").out
    assert run("explain", "RPA導入により", "--year", "R3").out == whole
    assert run("explain", "ｒｐａ導入", "--year", "R3").out == whole
    several = run("explain", "ちば")
    assert several.code == 2
    assert re.match("dxkpi: 「ちば」を含む指標が[0-9]+件ある。どれかの id か名称で示す: ", several.err)
    assert "ちばりすネットへの情報登録件数（chiba-lis-net）" in several.err


def test_init_says_git_init_where_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    step = "git init で変更の記録を始める（dxkpi diff と --rev、プルリクエストの点検に要る。後からでもよい）"
    assert f"  2. {step}\n" in run("init", "kpi").out
    (tmp_path / ".git").mkdir()
    assert "git init" not in run("init", "other").out


def test_every_command_of_readme_can_be_copied_into_a_fresh_shell() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert [line for block in blocks for line in block.splitlines()] == ["make report", "make test"]


def test_heads_for_people_are_of_flat_tables_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    status = run("status", "--plan", "chiba-ict", "--year", "R3", "--format", "csv", "--headings", "ja")
    assert status.out.split("\r\n")[0] == (
        "\ufeff計画の id,計画,年度,求める値の別,期限,過ぎた日数,指標の id,番号,指標,担当,答え,遅れている,値の出る時期,"
        "理由がまだない,自己評価がまだない,今ある値の別,連絡先,メール"
    )
    for form in ("text", "json", "xlsx"):
        refused = run("report", "--format", form, "--headings", "ja", "--output", "out")
        assert (refused.code, refused.err) == (
            2,
            "dxkpi: --headings は csv の列の見出しを選ぶ。--format csv を付ける\n",
        )
    assert run("list", "--format", "csv", "--headings", "jp").err == (
        "dxkpi: --headings: 見出し「jp」がない。あるのは ja、en\n"
    )
