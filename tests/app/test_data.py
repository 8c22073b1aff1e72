"""The order in which findings are told: one and the same, in whatever order they were found."""

from itertools import permutations

import pytest

from dxkpi.app.data import Data, in_order
from dxkpi.core.diagnostic import Diagnostic, Finding
from dxkpi.core.reference import Spot
from dxkpi.rules.duplicate_id import DUPLICATE_ID
from dxkpi.source.loader import load
from dxkpi.source.tree import DictTree


def finding(line: int, hint: str = "直す", *related: int) -> Finding:
    spot = Spot("data/targets/p.yaml", line, 1)
    others = tuple((Spot("data/targets/q.yaml", other, 1), "ほかの所") for other in related)
    return Finding(Diagnostic(DUPLICATE_ID.info, spot, "二度ある", hint), spot, None, others)


def test_findings_that_differ_only_in_their_hint_or_in_other_places_have_an_order_too() -> None:
    found = (finding(1, "消す"), finding(1, "直す"), finding(1, "直す", 3), finding(1, "直す", 3, 4), finding(2))
    assert {in_order(order) for order in permutations(found)} == {found}


@pytest.mark.parametrize(("documents", "more"), [(99, 0), (100, 1), (150, 1)])
def test_that_there_is_more_than_is_told_of_a_file_is_told_once(documents: int, more: int) -> None:
    empty = "".join(f"  d{number}:\n" for number in range(documents))
    plan = f"plan: p\nname: P\nadopted:\nsections:\n  - {{id: one, name: 一}}\ndocuments:\n{empty}"
    tree = DictTree({"targets/p.yaml": plan})
    codes = [finding.diagnostic.rule.code for finding in Data(tree, load(tree)).findings]
    assert (codes.count("KPI208"), codes.count("KPI126")) == (min(documents + 1, 100), more)
