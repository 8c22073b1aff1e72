"""Runs steps of an action or a job as GitHub's runner does: expressions become values, scripts go to bash."""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")
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

    def _value(self, expression: str) -> str:
        match expression.split("."):
            case ["inputs", name]:
                return self.inputs[name]
            case ["steps", name, "outputs", key]:
                return self.outputs[name].get(key, "")
            case _:
                raise AssertionError(expression)

    def _runner(self) -> dict[str, str]:
        return {
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary.md"),
        }


def read(path: Path) -> Any:
    """A workflow or an action as it is written: every scalar is text."""
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
