"""The order in which findings are told: one and the same, in whatever order they were found."""

from itertools import permutations

from dxkpi.app.data import in_order
from dxkpi.core.diagnostic import Diagnostic, Finding
from dxkpi.core.reference import Spot
from dxkpi.rules.duplicate_id import DUPLICATE_ID


def finding(line: int, hint: str = "直す", *related: int) -> Finding:
    spot = Spot("data/targets/p.yaml", line, 1)
    others = tuple((Spot("data/targets/q.yaml", other, 1), "ほかの所") for other in related)
    return Finding(Diagnostic(DUPLICATE_ID.info, spot, "二度ある", hint), spot, None, others)


def test_findings_that_differ_only_in_their_hint_or_in_other_places_have_an_order_too() -> None:
    found = (finding(1, "消す"), finding(1, "直す"), finding(1, "直す", 3), finding(1, "直す", 3, 4), finding(2))
    assert {in_order(order) for order in permutations(found)} == {found}
