"""What people and programs see of two plans that share indicators and list some again; the data are made up.

DXKPI_UPDATE_GOLDEN=1 rewrites the files in `plans/`; read the difference before you commit it.
"""

import shutil
from pathlib import Path

import pytest

from tests.golden.expected import expect
from tests.run import run

HERE = Path(__file__).parent / "plans"

PAGES = {
    "overview.txt": "overview",
    "overview.md": "overview --year R5 --format markdown",
    "overview.json": "overview --year R7 --format json",
    "report.txt": "report --year R5 --detail",
    "report.md": "report --year R5 --plan city-vision --format markdown",
    "report-sections.csv": "report --year R5 --format csv --table sections",
    "report-indicators.csv": "report --year R5 --format csv --table indicators",
    "report.json": "report --year R5 --plan city-vision --format json",
    "report-section.txt": "report --year R5 --section 行政 --detail",
    "list.txt": "list --year R5",
    "list-section.txt": "list --section counter",
    "list.json": "list --year R5 --plan city-vision --format json",
    "explain.txt": "explain online-procedures --year R5 --plan city-vision",
    "outlook.txt": "outlook --year R5",
    "outlook-section.txt": "outlook --year R5 --section 行政",
    "explain-later.txt": "explain online-procedures --year R7",
    "show.txt": "show online-procedures --plan city-vision",
    "show.json": "show online-procedures --plan city-vision --format json",
    "reconcile.txt": "reconcile --year R5",
    "set.txt": "set online-procedures --year R7 --value 120 --status 実績 --known 2026-05-01 --dry-run",
    "set-reason.txt": "set online-procedures --year R6 --plan city-vision --cause staff --known 2026-05-20 --dry-run",
}
WIDTHS = (80, 200)


@pytest.fixture(autouse=True)
def _at_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)


def test_the_data_are_sound() -> None:
    assert (run("validate").code, run("validate", "--strict").code) == (0, 0)


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str) -> None:
    ending = run(*PAGES[name].split())
    assert (ending.code, ending.err) == (0, "")
    expect(HERE / name, ending.raw)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("command", ["overview", "report"])
def test_page_on_a_terminal_of_some_width(command: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    expect(HERE / f"{command}-{width}.txt", run(command, "--year", "R5").raw)


def test_a_change_of_a_shared_value_is_told_for_each_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for side in ("before", "after"):
        shutil.copytree(HERE / "data", side)
    path = Path("after/indicators/city-digital/counter/online-procedures.yaml")
    path.write_text(path.read_text("utf-8").replace("value: 90", "value: 60").replace("value: 150", "value: 120"))
    ending = run("diff", "./before", "./after")
    assert (ending.code, ending.err) == (0, "")
    expect(HERE / "diff.txt", ending.raw)


def test_no_golden_file_is_left_over() -> None:
    wide = {f"{command}-{width}.txt" for command in ("overview", "report") for width in WIDTHS}
    assert {path.name for path in HERE.iterdir() if path.is_file()} == set(PAGES) | wide | {"diff.txt"}
