"""What a command does not load. Imports are most of what a small run costs, and one line brings them back."""

import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.run import ROOT

pytestmark = pytest.mark.slow

LOADED = "import sys; from dxkpi.cli.main import main; main(sys.argv[1:]); print('\\n', *sys.modules)"
READING = {
    "pydantic",
    "yaml",
    "dxkpi.core.basis.calendar",
    "dxkpi.render.blocks",
    "dxkpi.core.plan.plan",
    "dxkpi.rules",
    "dxkpi.source.loader",
}
DRAWING = {"rich.console", "tabulate", "jinja2", "dxkpi.render.json", "dxkpi.render.markdown", "dxkpi.render.html"}
OTHERS = {
    "dxkpi.cli.new",
    "dxkpi.cli.set",
    "dxkpi.core.outcome",
    "dxkpi.core.by_method",
    "dxkpi.core.diff.compare",
    "dxkpi.core.overview",
    "dxkpi.core.presets",
    "dxkpi.rules.review",
    "dxkpi.source.git",
    "dxkpi.source.presets",
    "openpyxl",
    "defusedxml",
    "dxkpi.core.collection",
}
REPORT = {"dxkpi.cli.report", "dxkpi.core.outcomes.report", "dxkpi.core.outlook", "dxkpi.render.views.report"}
CHECK = {"dxkpi.cli.validate", "dxkpi.app.validate", "dxkpi.core.outcomes.findings", "dxkpi.render.views.findings"}
EXPLAIN = {"dxkpi.core.explain", "dxkpi.core.outcomes.indicator"}


@pytest.mark.parametrize(
    ("command", "not_loaded"),
    [
        (["--version"], READING | DRAWING | OTHERS - {"dxkpi.cli.new", "dxkpi.cli.set"}),
        (["--help"], READING | DRAWING | OTHERS - {"dxkpi.cli.new", "dxkpi.cli.set"}),
        (["validate"], DRAWING | OTHERS | REPORT | EXPLAIN),
        (["report", "--year", "R3"], DRAWING | OTHERS | CHECK | EXPLAIN),
        (["list"], DRAWING | OTHERS | REPORT | CHECK),
        (["show", "rpa-hours"], DRAWING | OTHERS | REPORT | CHECK),
        (["set", "rpa-hours", "--waive", "KPI3", "--reason", "x", "--dry-run"], {"openpyxl", "defusedxml"}),
        (["explain", "rpa-hours"], DRAWING | OTHERS | REPORT | CHECK),
        (
            ["rules"],
            DRAWING
            | OTHERS - {"dxkpi.rules.review", "dxkpi.core.diff.compare"}
            | REPORT
            | EXPLAIN
            | {"dxkpi.app.data", "dxkpi.app.validate"},
        ),
    ],
    ids=lambda part: part[0] if isinstance(part, list) else "",
)
def test_a_command_loads_nothing_that_it_does_not_use(command: list[str], not_loaded: set[str]) -> None:
    assert all(find_spec(name) for name in not_loaded)
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *command],
        cwd=ROOT, env={**os.environ}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert set(done.stdout.splitlines()[-1].split()) & not_loaded == set()


@pytest.mark.parametrize(
    ("words", "not_loaded"),
    [
        (["dxkpi", "rep"], READING - {"pydantic"} | DRAWING),  # typer itself loads pydantic to take the line apart
        (["dxkpi", "explain", "--"], READING - {"pydantic"} | DRAWING),
        (["dxkpi", "explain", "rpa"], DRAWING | {"yaml", "dxkpi.rules", "dxkpi.source.loader"}),
        (["dxkpi", "report", "--section", "h"], DRAWING | {"dxkpi.rules"}),
        (["dxkpi", "report", "--year", "R"], DRAWING | {"dxkpi.rules"}),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else "",
)
def test_completion_loads_no_more_than_what_is_asked_for(words: list[str], not_loaded: set[str]) -> None:
    asking = {"_DXKPI_COMPLETE": "complete_bash", "COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    done = subprocess.run(
        [sys.executable, "-c", LOADED.replace("main(sys.argv[1:])", "main()")],
        cwd=ROOT, env={**os.environ, **asking}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert len(done.stdout.splitlines()) > 1
    assert set(done.stdout.splitlines()[-1].split()) & not_loaded == set()
