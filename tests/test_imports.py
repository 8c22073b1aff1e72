"""What a command does not load. Imports are most of what a small run costs, and one line brings them back."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from tests.run import ROOT

pytestmark = pytest.mark.slow

LOADED = """
import json, os, sys
from importlib import import_module
from dxkpi.cli.main import main
if sys.argv[1]:
    import_module(sys.argv[1])
for words, env in json.loads(sys.argv[2]):
    child = os.fork()
    if child == 0:
        os.environ |= env
        main(None if env else words)
        sys.stdout.write(chr(0) + " ".join(sys.modules) + chr(0))
        sys.stdout.flush()
        os._exit(0)
    os.waitpid(child, 0)
"""
READING = {
    "pydantic",
    "yaml",
    "dxkpi.core.basis.calendar",
    "dxkpi.render.blocks",
    "dxkpi.core.plan.plan",
    "dxkpi.rules",
    "dxkpi.source.loader",
}
DRAWING = {"rich.console", "tabulate", "jinja2", "dxkpi.render.json_v1", "dxkpi.render.markdown", "dxkpi.render.html"}
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


LIGHT = {
    ("--version",): READING | DRAWING | OTHERS - {"dxkpi.cli.new", "dxkpi.cli.set"},
    ("--help",): READING | DRAWING | OTHERS - {"dxkpi.cli.new", "dxkpi.cli.set"},
    ("rules",): DRAWING
    | OTHERS - {"dxkpi.rules.review", "dxkpi.core.diff.compare"}
    | REPORT
    | EXPLAIN
    | {"dxkpi.app.data", "dxkpi.app.validate"},
}
OF_DATA = {
    ("validate",): DRAWING | OTHERS | REPORT | EXPLAIN,
    ("report", "--year", "R3"): DRAWING | OTHERS | CHECK | EXPLAIN,
    ("list",): DRAWING | OTHERS | REPORT | CHECK,
    ("show", "rpa-hours"): DRAWING | OTHERS | REPORT | CHECK,
    ("set", "rpa-hours", "--waive", "KPI3", "--reason", "x", "--dry-run"): {"openpyxl", "defusedxml"},
    ("explain", "rpa-hours"): DRAWING | OTHERS | REPORT | CHECK,
}


@pytest.mark.parametrize(("shared", "commands"), [("", LIGHT), ("dxkpi.app.data", OF_DATA)], ids=["light", "of data"])
def test_a_command_loads_nothing_that_it_does_not_use(shared: str, commands: dict[tuple[str, ...], set[str]]) -> None:
    found = [names for _, names in loaded(shared, [(command, {}) for command in commands])]
    assert [names & not_loaded for names, not_loaded in zip(found, commands.values(), strict=True)] == [set()] * len(
        found
    )


COMPLETED = {
    ("dxkpi", "rep"): READING - {"pydantic"} | DRAWING,  # typer itself loads pydantic to take the line apart
    ("dxkpi", "explain", "--"): READING - {"pydantic"} | DRAWING,
    ("dxkpi", "explain", "rpa"): DRAWING | {"yaml", "dxkpi.rules", "dxkpi.source.loader"},
    ("dxkpi", "report", "--section", "h"): DRAWING | {"dxkpi.rules"},
    ("dxkpi", "report", "--year", "R"): DRAWING | {"dxkpi.rules"},
}


def test_completion_loads_no_more_than_what_is_asked_for() -> None:
    asking = {
        words: {"_DXKPI_COMPLETE": "complete_bash", "COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
        for words in COMPLETED
    }
    for (said, names), not_loaded in zip(loaded("pydantic", list(asking.items())), COMPLETED.values(), strict=True):
        assert said.splitlines()
        assert names & not_loaded == set()


def loaded(shared: str, runs: list[tuple[tuple[str, ...], dict[str, str]]]) -> Iterator[tuple[str, set[str]]]:
    """What each run says and which modules it loads, where all of them load `shared`, which is loaded once."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, shared, json.dumps(runs)],
        cwd=ROOT, env={**os.environ}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    said = done.stdout.split("\0")[:-1]
    assert len(said) == 2 * len(runs)
    yield from zip(said[::2], (set(names.split()) for names in said[1::2]), strict=True)


def test_what_is_not_loaded_exists() -> None:
    every = set.union(*LIGHT.values(), *OF_DATA.values(), *COMPLETED.values())
    assert [name for name in sorted(every) if not find_spec(name)] == []
