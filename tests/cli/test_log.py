"""What commands print may stand in the log of a job: its runner takes nothing of it for a command."""

import io
import json
import re
from pathlib import Path

import pytest

from dxkpi.cli.output import say
from tests.render.hostile import FORGED
from tests.render.runner import commands
from tests.run import Run, run

pytestmark = pytest.mark.slow

INDICATOR = "data/indicators/example-city/online/online-procedures.yaml"
PLAN = "data/targets/example-city.yaml"
LINES = {
    INDICATOR: ("name: （例）オンラインで申請できる手続の数", "owner: 例市 デジタル推進課", "unit: 手続"),
    PLAN: (
        "name: 例市デジタル計画", "label: 60%以上100%未満", "name: 手続のオンライン化",
        "title: （例）例市デジタル計画 令和7年度 進捗状況",
    ),
}  # fmt: skip
UNMET = "unmet:\n  R7:\n    cause: delay\n    reason: {}\nnote: {}\n"
COLOURS = re.compile(r"\x1b\[[\d;]*m")


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The sample, in which some text has become a command wherever there is any."""
    monkeypatch.chdir(tmp_path)
    assert run("init").code == 0
    forged = (json.dumps(words, ensure_ascii=False) for words in FORGED)
    for name, lines in LINES.items():
        content = Path(name).read_text("utf-8")
        for line in lines:
            assert line in content
            content = content.replace(line, f"{line.partition(': ')[0]}: {next(forged)}", 1)
        Path(name).write_text(content, "utf-8")
    with Path(INDICATOR).open("a", encoding="utf-8") as file:
        file.write(UNMET.format(next(forged), next(forged)))
    return tmp_path


def seen(ending: Run) -> str:
    """Everything that a runner reads of a run."""
    return f"{ending.out}\n{ending.err}"


def check(*argv: str) -> str:
    told = seen(run(*argv))
    assert told.strip()
    assert commands(told) == []
    assert commands(COLOURS.sub("", told)) == []
    return told


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("surroundings", [{}, {"FORCE_COLOR": "1", "COLUMNS": "24"}], ids=["pipe", "coloured"])
def test_whatever_the_data_say_no_command_prints_a_command(
    surroundings: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    for form in ("text", "markdown"):
        for argv in (
            "report --detail", "report --compare-methods oita", "overview", "outlook --year R7", "list",
            "explain online-procedures", "show online-procedures", "check-targets", "validate", "validate --statistics",
            "diff data data", "reconcile",
        ):  # fmt: skip
            check(*argv.split(), "--format", form)
    check("set", "online-procedures", "--year", "R8", "--value", "70", "--status", "見込", "--note", "##[error]x",
          "--dry-run")  # fmt: skip
    check("show", "--canonical", INDICATOR)
    check("publish", "--year", "R7", "--date", "2026-07-01")
    check("publish", "--check")


@pytest.mark.usefixtures("folder")
def test_what_the_data_say_is_shown() -> None:
    assert "\\x3a:error::x（online-procedures）\n" in check("show", "online-procedures")
    assert "注記: x ##\\x5berror]y\n" in check("show", "--canonical", INDICATOR)


@pytest.mark.usefixtures("folder")
def test_findings_and_what_would_be_mended_are_no_commands_either() -> None:
    content = Path(INDICATOR).read_text("utf-8")
    Path(INDICATOR).write_text(content.replace("value: 60", "value: 6,000  # ##[error]x") + "::a::: 1\n", "utf-8")
    assert "# ##\\x5berror]x" in check("validate")
    assert "# ##\\x5berror]x" in check("validate", "--fix", "--dry-run")
    assert "# ##\\x5berror]x" in check("validate", "--format", "markdown")
    assert "# ##\\x5berror]x" in check("report")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("words", FORGED)
def test_what_was_asked_for_is_no_command_where_it_is_repeated(words: str) -> None:
    for argv in (
        (words,), ("report", words), (f"--{words}",), ("report", f"--{words}"), ("report", "--year", words),
        ("report", "--section", words), ("report", "--plan", words), ("report", "--format", words),
        ("report", "--output", f"{words}/a"), ("report", "--data", words), ("explain", words), ("rule", words),
        ("diff", words), ("report", "--rev", words), ("list", "--owner", words), ("validate", words),
        ("schema", words), ("methods", words), ("init", f"{words}/data/targets"),
        ("new", "indicator", "--name", words, "--section", words, "--yes"),
    ):  # fmt: skip
        check(*argv)


@pytest.mark.usefixtures("folder")
def test_a_preview_is_no_command() -> None:
    told = check("new", "indicator", "--section", "online", "--id", "new-one", "--name", "##[error]x", "--unit", "件",
                 "--direction", "monitor", "--yes")  # fmt: skip
    assert '  name: "##\\x5berror]x"\n' in told
    assert 'name: "##[error]x"\n' in Path("data/indicators/example-city/online/new-one.yaml").read_text("utf-8")


def test_a_folder_may_be_named_like_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert "「##\\x5berror]x」に" in check("init", "##[error]x")
    assert "##\\x5berror]x/data/targets" in check("explain", "nothing", "--data", "##[error]x/data/targets")


@pytest.mark.usefixtures("folder")
def test_a_file_holds_what_the_log_would() -> None:
    assert run("report", "--detail", "--output", "r.txt").code == 0
    assert Path("r.txt").read_bytes() == run("report", "--detail").raw


@pytest.mark.usefixtures("folder")
def test_programs_get_the_data_as_they_are() -> None:
    found = json.loads(run("list", "--format", "json").raw)
    names = {own["indicator"]["id"]: own["indicator"]["name"] for own in found["indicators"]}
    assert names["online-procedures"] == "::error::x"


def test_a_surprise_is_no_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("\n::error::x\r##[error]y")

    monkeypatch.setattr("dxkpi.app.data.read_folder", broken)
    monkeypatch.setenv("DXKPI_DEBUG", "1")
    assert "\\x3a:error::x" in check("validate")


def test_a_question_is_no_command(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    say("##[error]x（y / n）: ", end="")
    assert stream.getvalue() == "##\\x5berror]x（y / n）: "
