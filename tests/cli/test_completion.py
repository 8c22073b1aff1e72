"""What each shell gets when Tab is pressed, by the protocol of its script, and what no data can make it do."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dxkpi.app import completion
from dxkpi.cli.main import main, program
from dxkpi.render.formats import offered
from tests.run import DATA, run

Ask = Callable[..., tuple[int, str]]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Ask:
    """Run the program as a shell's script does: the words of the command line in variables, the last being written."""
    monkeypatch.setattr(sys, "argv", ["dxkpi"])
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("DXKPI_DATA", str(DATA))

    def asked(shell: str, *words: str, action: str = "get-args") -> tuple[int, str]:
        line = " ".join(words)
        monkeypatch.setenv("_DXKPI_COMPLETE", f"complete_{shell}")
        monkeypatch.setenv("COMP_WORDS", "\n".join(words))
        monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
        # PowerShell leaves out the blank at the end.
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line.rstrip() if shell == "powershell" else line)
        monkeypatch.setenv("_TYPER_COMPLETE_WORD_TO_COMPLETE", words[-1])
        monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", action)
        code = main()
        said = capfd.readouterr()
        assert said.err == ""
        return code, said.out

    return asked


def test_bash_gets_a_value_a_line(ask: Ask) -> None:
    assert ask("bash", "dxkpi", "re") == (0, "report\nreconcile\n")


def test_zsh_gets_values_with_what_they_are_for(ask: Ask) -> None:
    assert ask("zsh", "dxkpi", "re") == (
        0,
        """_arguments '*: :(("report":"進捗報告の表を出す"\n"""
        """"reconcile":"公表した件数・割合とデータを、一つずつ突き合わせる"))'\n""",
    )


def test_fish_asks_twice_and_is_told_by_the_exit_code_whether_there_is_anything(ask: Ask) -> None:
    assert ask("fish", "dxkpi", "rep", action="is-args") == (0, "")
    assert ask("fish", "dxkpi", "rep") == (0, "report\t進捗報告の表を出す\n")
    assert ask("fish", "dxkpi", "validate", "da", action="is-args") == (1, "")


def test_powershell_gets_values_with_what_they_are_for(ask: Ask) -> None:
    assert ask("powershell", "dxkpi", "rep") == (0, "report:::進捗報告の表を出す\n")
    assert ask("powershell", "dxkpi", "report", "--plan", "") == (0, "chiba-dx::: \nchiba-ict::: \n")


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("report --pl", "--plan"),
        ("report --hel", "--help"),
        ("new ", "indicator plan shared"),
        ("report --plan ", "chiba-dx chiba-ict"),
        ("new indicator --plan chiba-d", "chiba-dx"),
        ("list --section ", "kurashi shigoto sangyo gyosei dodai hakyu kobetsu"),
        ("list --plan chiba-ict --section ", "hakyu kobetsu dodai"),
        ("list --plan 千葉県ICT利活用戦略 --section h", "hakyu"),
        ("report --year ", "R7 R6 R5 R4 R3 R2 R1"),
        ("report --plan=chiba-dx --year=", "R7 R6 R5 R4"),
        ("report --plan = chiba-dx --year = R", "R7 R6 R5 R4"),
        ("set rpa-hours -y R3 --statu", "--status"),
        ("explain rpa-", "rpa-saved-hours rpa-hours"),
        ("new shared rpa-h", "rpa-hours"),
        ("report --format ", " ".join(offered("ReportOutcome"))),
        ("validate --format s", "sarif"),
        ("--show-completion ", "bash zsh fish powershell"),
        ("show --canonical rpa-", ""),  # a file, which the shell completes
        ("validate da", ""),
        ("nonsense --plan ", ""),
        ("report --nonsense --plan chiba-i", "chiba-ict"),
        ("explain rpa-hours more and more --plan chiba-i", "chiba-ict"),
    ],
)
def test_what_is_completed(ask: Ask, words: str, values: str) -> None:
    _, out = ask("bash", "dxkpi", *words.split(" "))
    assert sorted(out.split()) == sorted(values.split())


@pytest.mark.parametrize("folder", ["missing", "a-file", "broken", "~nobody/data", "\x01"])
def test_data_that_cannot_be_read_completes_nothing_and_says_nothing(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a-file").write_text("plan: x", "utf-8")
    for name in ("targets/Plan.yaml", "indicators/p/s/Id.yaml", "published/p/R3.yaml"):
        (tmp_path / "broken" / name).parent.mkdir(parents=True)
        (tmp_path / "broken" / name).write_bytes(b"plan: [\xff\n")
    for command, *option in (("report", "--plan"), ("report", "--section"), ("report", "--year"), ("explain",)):
        _, out = ask("bash", "dxkpi", command, "--data", folder, *option, "")
        assert out.split() == []
    for shell in ("fish", "powershell"):
        _, out = ask(shell, "dxkpi", "report", "--data", folder, "--section", "")
        assert out.split() == []


def test_any_failure_is_silent(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> tuple[str, ...]:
        raise RuntimeError

    monkeypatch.setattr(completion, "plan_ids", fail)
    assert ask("bash", "dxkpi", "report", "--plan", "") == (1, "")
    assert ask("unknown", "dxkpi", "report", "") == (1, "")


def test_too_many_names_complete_nothing(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dxkpi.source.listing.MOST_NAMES", 3)
    assert ask("bash", "dxkpi", "explain", "") == (1, "")


def test_the_home_folder_is_found_as_the_shell_will_find_it(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(DATA, tmp_path / "kpi")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert ask("bash", "dxkpi", "report", "--data", "~/kpi", "--plan", "chiba-i") == (0, "chiba-ict\n")


HOSTILE = (
    "$(touch owned)",
    "`touch owned`",
    "a;touch owned",
    "a b",
    "*",
    "'",
    '"',
    "-rf",
    "a:b",
    "[red]",
    "ｒｐａ",
    "Rpa",
)


def hostile(root: Path) -> Path:
    """Data of which only `fine` is a plan, a section or an indicator that may be completed."""
    plan = (DATA / "targets/chiba-ict.yaml").read_text("utf-8").replace("plan: chiba-ict", "plan: fine")
    (root / "targets").mkdir(parents=True)
    (root / "indicators/fine/s").mkdir(parents=True)
    (root / "targets/fine.yaml").write_text(plan, "utf-8")
    (root / "indicators/fine/s/fine.yaml").write_text("id: fine", "utf-8")
    for number, name in enumerate(HOSTILE):
        quoted = name.replace("'", "''")
        (root / f"targets/{name}.yaml").write_text(f"plan: '{quoted}'\n", "utf-8")
        (root / f"targets/h{number}.yaml").write_text(plan.replace("- id: hakyu", f"- id: '{quoted}'"), "utf-8")
        (root / f"indicators/fine/s/{name}.yaml").write_text(f"id: '{quoted}'\n", "utf-8")
    return root


@pytest.mark.skipif(sys.platform == "win32", reason="no file can have these names")
@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("report --plan ", {"fine", *(f"h{number}" for number in range(len(HOSTILE)))}),
        ("report --section ", {"hakyu", "kobetsu", "dodai"}),
        ("explain ", {"fine"}),
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_only_ids_reach_a_shell(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: str, words: str, values: set[str]
) -> None:
    monkeypatch.setenv("DXKPI_DATA", str(hostile(tmp_path / "data")))
    _, out = ask(shell, "dxkpi", *words.split(" "))
    plain = out.replace("_arguments '*: :((", "").replace("))'", "").replace('"', "").replace(":::", "")
    assert set(plain.split()) == values


def test_no_description_has_anything_that_a_shell_acts_on(ask: Ask) -> None:
    groups = [[], ["new"]]
    commands = [[str(own.name)] for own in program().registered_commands] + [["new", "indicator"], ["new", "shared"]]
    lines = [ask("fish", "dxkpi", *words, "")[1] for words in groups]
    lines += [ask("fish", "dxkpi", *words, "-")[1] for words in [*groups, *commands]]
    for line in "".join(lines).splitlines():
        value, described, words = line.partition("\t")
        assert value.strip("-").replace("-", "").isalnum(), line
        assert described, line
        assert words, line
        assert not set(words) & set("'\"`$\\()[]:;&|<>*\n\t"), line


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_script_of_a_shell_asks_this_program_and_holds_no_path(shell: str) -> None:
    ending = run("--show-completion", shell)
    assert (ending.code, ending.err) == (0, "")
    assert f"_DXKPI_COMPLETE=complete_{shell}" in ending.out.replace('$Env:_DXKPI_COMPLETE = "', "_DXKPI_COMPLETE=")
    assert str(Path(sys.prefix)) not in ending.out
    assert ending.out.isascii()  # PowerShell appends it to a file of any encoding


def test_zsh_is_set_up_for_completion_where_it_is_not_yet() -> None:
    first, *script = run("--show-completion", "zsh").out.splitlines()
    assert first == "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }"
    assert script[-1] == "compdef _dxkpi_completion dxkpi"


def test_a_shell_that_is_none_is_refused() -> None:
    ending = run("--show-completion", "zhs")
    assert (ending.code, ending.out) == (2, "")
    assert ending.err == "dxkpi: --show-completion: シェル「zhs」がない。「zsh」ではないか\n"


PRESS = """
source <(dxkpi --show-completion bash)
press() {
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
    "$(complete -p dxkpi | sed 's/.* -F \\([^ ]*\\).*/\\1/')" dxkpi
    echo "${COMPREPLY[@]}"
}
press dxkpi rep
press dxkpi explain ""
press dxkpi report --plan = fine --section = h
press dxkpi report --year = ""
"""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None or sys.platform == "win32", reason="no bash")
def test_a_real_bash_completes_and_runs_nothing_from_the_data(tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-c", PRESS],
        cwd=tmp_path,
        env={
            **os.environ,
            "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
            "DXKPI_DATA": str(hostile(tmp_path / "data")),
        },
        capture_output=True,
        text=True,
        check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["report", "fine", "hakyu", "R3 R2 R1"]
    assert done.stderr == ""
    assert not (tmp_path / "owned").exists()
