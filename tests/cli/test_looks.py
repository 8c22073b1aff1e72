"""Colours and frames: for whom, when, and who decides."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.run import ROOT, run

REPORT = ("report", "--year", "R3", "--section", "hakyu")


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")


def looks(*more: str, terminal: bool = True, encoding: str = "utf-8") -> tuple[bool, bool]:
    """Whether the report has colours, and frames not of ASCII."""
    shown = run(*REPORT, *more, terminal=terminal, encoding=encoding).raw
    return b"\x1b[" in shown, "┌".encode() in shown


def test_a_terminal_has_both_and_a_pipe_neither() -> None:
    assert looks() == (True, True)
    assert looks(terminal=False) == (False, False)


@pytest.mark.parametrize(
    ("surroundings", "terminal", "colour"),
    [
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"CLICOLOR_FORCE": "1"}, False, True),
        ({"CLICOLOR_FORCE": "0"}, False, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_the_environment_decides(
    surroundings: dict[str, str], terminal: bool, colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    assert looks(terminal=terminal)[0] is colour


@pytest.mark.parametrize("surroundings", [{}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "1"}, {"TERM": "dumb"}])
def test_the_option_decides_above_all(surroundings: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    assert looks("--color", "always", terminal=False)[0]
    assert not looks("--color", "never")[0]
    assert looks("--color", "auto") == looks()


def test_the_option_holds_for_one_run() -> None:
    assert not looks("--color", "never")[0]
    assert looks()[0]


def test_the_option_may_precede_the_command() -> None:
    assert b"\x1b[" in run("--color", "always", *REPORT).raw


def test_a_word_that_the_option_does_not_have() -> None:
    ending = run("validate", "--color", "allways")
    assert (ending.code, ending.err) == (2, "dxkpi: --color: 色の付け方「allways」がない。「always」ではないか\n")


def test_frames_are_of_ascii_where_others_may_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    assert looks(encoding="cp932") == (True, False)
    monkeypatch.setenv("DXKPI_TABLE", "ascii")
    assert looks() == (True, False)
    monkeypatch.delenv("DXKPI_TABLE")
    monkeypatch.setenv("TERM", "dumb")
    assert looks() == (False, False)


def test_an_old_console_of_windows_has_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dxkpi.cli.output._WINDOWS", True)
    monkeypatch.setattr("rich.console.detect_legacy_windows", lambda: True)
    assert looks() == (False, False)
    monkeypatch.setattr("rich.console.detect_legacy_windows", lambda: False)
    assert looks() == (True, True)


def test_a_file_has_neither(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    run(*REPORT, "--output", str(tmp_path / "report.txt"), terminal=True)
    written = (tmp_path / "report.txt").read_bytes()
    monkeypatch.delenv("FORCE_COLOR")
    monkeypatch.delenv("COLUMNS")
    assert written == run(*REPORT).raw.replace(b"\r\n", b"\n")


@pytest.mark.parametrize("width", [40, 72, 100])  # of 60, 80 and 120 there are golden files
def test_no_table_is_wider_than_the_terminal(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for argv in ("report --year R3", "list --year R3", "overview", "reconcile --year R3", "methods", "check-targets"):
        lines = run(*argv.split(), "--color", "never", terminal=True).out.splitlines()
        framed = [line for line in lines if line[:1] in "┌│├╞└═─"]
        assert max(map(cell_len, framed)) <= width
