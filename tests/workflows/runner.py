"""Runs steps of an action or a job as GitHub's runner does: expressions become values, scripts go to bash."""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

EXPRESSION = re.compile(r"\$\{\{\s*([\w.| -]+?)\s*\}\}")
TERM = re.compile(r"'(?P<text>[^']*)'|(?P<sign>&&|\|\||!=|==|!|[()])|(?P<call>cancelled\(\))|(?P<name>[\w.-]+)")
PYTHON = {"&&": " and ", "||": " or ", "!": " not "}
SHELLS = {"bash": ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail"), None: ("bash", "-e")}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a step ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Runner:
    """A machine for one job: the checkout, a folder that goes with the job, and what expressions can name."""

    workspace: Path
    temp: Path
    inputs: Mapping[str, str] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)
    github: Mapping[str, str] = field(default_factory=dict)
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)

    def step(self, step: Mapping[str, Any]) -> Ended:
        """Runs the script of `step`, and keeps what it writes to GITHUB_OUTPUT."""
        assert "${{" not in step["run"]
        script, output = self.temp / "script.sh", self.temp / "output"
        script.write_text(step["run"], "utf-8")
        output.write_bytes(b"")
        ended = subprocess.run(
            [*SHELLS[step.get("shell")], str(script)],
            cwd=self.workspace,
            env={**os.environ, **self._runner(), **self.env, **self.values(step.get("env", {}))},
            capture_output=True,
            check=False,
        )
        self.outputs[step.get("id", "")] = dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())
        return Ended(ended.returncode, ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8"))

    def values(self, written: Mapping[str, str]) -> dict[str, str]:
        """`written` with every expression replaced, as under `env:`, `with:` and `outputs:`."""
        return {key: EXPRESSION.sub(lambda found: self._value(found[1]), text) for key, text in written.items()}

    def wants(self, condition: str, *, cancelled: bool = False) -> bool:
        """Whether `condition`, as under `if:`, lets a step or job run."""

        def term(found: re.Match[str]) -> str:
            if found["sign"]:
                return PYTHON.get(found["sign"], found["sign"])
            if found["call"]:
                return repr(cancelled)
            return repr(self._value(found["name"]) if found["name"] else found["text"])

        return bool(eval(TERM.sub(term, " ".join(condition.split()))))

    def _value(self, expression: str) -> str:
        if "||" in expression:
            return next(filter(None, (self._value(one.strip()) for one in expression.split("||"))), "")
        match expression.split(".", 1 if expression.startswith("github.") else -1):
            case ["inputs", name]:
                return self.inputs[name]
            case ["steps", name, "outputs", key]:
                return self.outputs[name].get(key, "")
            case ["steps", name, "outcome"]:
                return "success" if name in self.outputs else "skipped"
            case ["github", name]:
                return self.github.get(name, "")
            case _:
                raise AssertionError(expression)

    def _runner(self) -> dict[str, str]:
        return {
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary.md"),
        }


_STAND_IN = """\
#!/bin/sh
echo "$*" >> "$LOG"
case "$*" in *" venv "*) mkdir -p "$RUNNER_TEMP/dxkpi/bin" && cp "$0" "$RUNNER_TEMP/dxkpi/bin/python";; esac
"""


class StandIn:
    """A `python3` that notes what it is asked to do, as nothing can be fetched in a test."""

    def __init__(self, folder: Path) -> None:
        """Stands in the folder, which is to be the runner's temporary one, too."""
        self.path, self._log, self._folder = folder / "bin/python3", folder / "asked", folder
        self.path.parent.mkdir()
        self.path.write_text(_STAND_IN, "utf-8")
        self.path.chmod(0o755)
        self.env = {"LOG": str(self._log), "PATH": os.pathsep.join((str(self.path.parent), os.environ["PATH"]))}

    def asked(self) -> list[str]:
        """The words of every call so far, with paths from the folder on."""
        log = self._log.read_text("utf-8") if self._log.exists() else ""
        return log.replace(f"{self._folder}{os.sep}", "").splitlines()


def read(path: Path) -> Any:
    """A workflow or an action as it is written: every scalar is text."""
    return yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)
