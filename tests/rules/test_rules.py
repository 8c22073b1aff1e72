"""Every rule on a bad example, with all that it says, and on a good one like it, of which it says nothing.

`base/` is a sound data folder. `<CODE>/bad/` and `<CODE>/ok/` replace or add files in it; `<CODE>/bad.txt` is what
`dxkpi validate` finds then. Folders are collected by themselves; DXKPI_UPDATE_GOLDEN=1 rewrites the texts.
"""

import os
from pathlib import Path

import pytest

from dxkpi.app.data import Data
from dxkpi.core.basis.finding import Finding
from dxkpi.rules import RULES
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load

HERE = Path(__file__).parent
BASE = HERE / "base"
CASES = sorted(path.parent for path in HERE.glob("KPI*/bad.txt"))
CODES = {rule.info.code for rule in RULES}


def files(folder: Path) -> dict[str, str | bytes]:
    """The data files below `folder`, named as in a data folder called `data`."""
    return {f"data/{p.relative_to(folder).as_posix()}": p.read_bytes() for p in sorted(folder.rglob("*.yaml"))}


def findings(overlay: Path | None = None) -> tuple[Finding, ...]:
    """What is found in `base` with `overlay` laid over it."""
    tree = DictTree(files(BASE) | (files(overlay) if overlay else {}), label="data")
    return Data(tree, load(tree)).findings


def told(finding: Finding) -> str:
    """A finding in full."""
    diagnostic, spot = finding.diagnostic, finding.spot
    lines = [f"{spot.document}:{spot.line}:{spot.column}: {diagnostic.rule.severity} {diagnostic.rule.code}"]
    lines += [f"  {diagnostic.message}", f"  → {diagnostic.hint}"]
    lines += [f"  {label}: {place.document}:{place.line}:{place.column}" for place, label in finding.related]
    return "\n".join(lines)


def test_the_base_is_sound() -> None:
    assert findings() == ()


def test_every_rule_has_a_case() -> None:
    assert {case.name for case in CASES} >= CODES


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_bad(case: Path) -> None:
    text = "\n".join(told(finding) for finding in findings(case / "bad")) + "\n"
    if os.environ.get("DXKPI_UPDATE_GOLDEN"):
        (case / "bad.txt").write_text(text, "utf-8")
    assert text == (case / "bad.txt").read_text("utf-8")
    assert f" {case.name}\n" in text


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_ok(case: Path) -> None:
    assert (case / "ok").is_dir()
    assert findings(case / "ok") == ()
