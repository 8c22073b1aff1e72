"""However long a text of the data is, no rule repeats more than 80 characters of it: each on its bad example."""

import re
from pathlib import Path

import pytest

from dxkpi.app.data import Data
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load
from tests.rules.test_rules import BASE, CASES, files

LONG = "長" * 90
_TEXT = re.compile(
    r"""^(?P<key>[ ]*(?:-[ ])?(?:name|title|label|group|publisher|owner|unit|text):[ ])(?P<text>[^\s"'\[{#].*)$""",
    re.MULTILINE,
)
_FLOW = re.compile(r"(?P<key>\b(?:name|title|label|group|publisher): )(?P<text>[^,}\"'\n]+)(?=[,}])")


def lengthened(raw: str | bytes) -> str:
    text = raw.decode() if isinstance(raw, bytes) else raw
    for pattern in (_TEXT, _FLOW):  # in the middle, as a rule may look at how a text begins or ends
        text = pattern.sub(lambda found: f"{found['key']}{found['text'][:1]}{LONG}{found['text'][1:].rstrip()}", text)
    return text


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_no_rule_echoes_more_than_80_characters(case: Path) -> None:
    tree = DictTree({name: lengthened(raw) for name, raw in (files(BASE) | files(case / "bad")).items()})
    assert any(LONG in str(tree.read(name), "utf-8") for name in tree.listing().files)  # type: ignore[arg-type]
    findings = Data(tree, load(tree)).findings
    assert findings
    for finding in findings:
        for said in (finding.diagnostic.message, finding.diagnostic.hint, *(label for _, label in finding.related)):
            assert "長" * 81 not in said
