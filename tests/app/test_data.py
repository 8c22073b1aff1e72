"""The order in which findings are told: one and the same, in whatever order they were found."""

from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import Any

import pytest

from dxkpi.app.data import Data, brought, in_order
from dxkpi.core.basis.finding import Diagnostic, Finding, Spot
from dxkpi.rules.dataset.duplicate_id import DUPLICATE_ID
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load
from tests.sheets import HOURS, data_of, files_of


def finding(line: int, hint: str = "直す", *related: int) -> Finding:
    spot = Spot("data/targets/p.yaml", line, 1)
    others = tuple((Spot("data/targets/q.yaml", other, 1), "ほかの所") for other in related)
    return Finding(Diagnostic(DUPLICATE_ID.info, spot, "二度ある", hint), spot, None, others)


def test_findings_that_differ_only_in_their_hint_or_in_other_places_have_an_order_too() -> None:
    found = (finding(1, "消す"), finding(1, "直す"), finding(1, "直す", 3), finding(1, "直す", 3, 4), finding(2))
    assert {in_order(order) for order in permutations(found)} == {found}


@pytest.mark.parametrize(("empty", "told", "more"), [(4, 5, 0), (5, 5, 1), (99, 5, 95), (100, 5, 96), (1_000, 5, 96)])
def test_of_one_rule_in_one_file_five_are_told_and_a_hundred_counted(empty: int, told: int, more: int) -> None:
    documents = "".join(f"  d{number}:\n" for number in range(empty))
    plan = f"plan: p\nname: P\nadopted:\nsections:\n  - {{id: one, name: 一}}\ndocuments:\n{documents}"
    found = [f for f in data(plan).findings if f.diagnostic.rule.code == "KPI208"]
    assert (len(found), [finding.more for finding in found]) == (told, [0] * (told - 1) + [more])
    assert found[-1].uncounted is (more > 95)


def data(plan: str) -> Data:
    tree = DictTree({"targets/p.yaml": plan})
    return Data(tree, load(tree))


PLAN = "plan: p\nname: P\ntarget_year: R3\nsections:\n  - {id: one, name: 一}\n"


def nowhere(*names: str) -> Data:
    """A plan of which a table names sections that there are not."""
    return data(PLAN + f"tables:\n  - [{', '.join(names)}]\n")


SEVEN = ("a", "b", "c", "d", "e", "f", "g")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (SEVEN[:2], SEVEN[:3], ["c"]),
        (SEVEN[:5], SEVEN[:6], ["e, 1 more"]),
        (SEVEN[:6], SEVEN, ["e, 2 more"]),
        (SEVEN, SEVEN[:6], []),
        (SEVEN, SEVEN[2:], []),
        (SEVEN, ("x", *SEVEN), ["d, 3 more"]),
        (SEVEN, (*SEVEN[2:], "x"), []),
    ],
)
def test_what_a_change_brings_is_known_where_not_all_was_told(
    before: Sequence[str], after: Sequence[str], told: list[str]
) -> None:
    assert [shown(finding) for finding in brought(nowhere(*before), nowhere(*after))] == told


def shown(finding: Finding) -> str:
    name = finding.diagnostic.message.partition("「")[2].partition("」")[0]
    return name + (f", {finding.more} more" if finding.more else "")


PRINTED = "plan: p\nyear: R6\ndate: 2025-06-30\nsource: {document: doc, page: 1}\ncounts:\n  one: {met: 2}\n"


def counted(*indicators: Mapping[str, Any]) -> Data:
    """A plan whose paper counts none that is short of its target, and none that is suspended."""
    return data_of(files_of(*indicators) | {"published/p/R6.yaml": PRINTED})


def test_a_second_finding_at_a_place_that_has_one_is_brought() -> None:
    met = {**HOURS, "id": "met", "name": "届いた", "actuals": {"R6": {"value": "6000", "status": "実績"}}}
    ended = {**met, "suspended": {"since": "R6", "reason": "例"}}
    found = brought(counted(HOURS, met), counted(HOURS, ended))
    assert [finding.diagnostic.message.partition(":")[0] for finding in found] == ["令和6年度の「分野一」の 停止"]
