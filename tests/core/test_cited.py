"""The documents that a report names: all of the plan, but for those of later years alone."""

from typing import Any

import pytest

from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.report import build_report, cited
from tests.build import declared, indicator, plan

DOCUMENTS = {
    name: {"title": f"資料{name}", "publisher": "県"} for name in ("file", "early", "late", "reason", "plan", "nobody")
}
ACTUALS = {
    "R2": {"value": "10", "status": "実績", "source": {"document": "early", "page": "1"}},
    "R5": {"value": "90", "status": "実績", "source": {"document": "late", "page": "1"}},
}
OWN: dict[str, Any] = {
    "actuals": ACTUALS,
    "unmet": {"R5": {"reason": "訳", "source": {"document": "reason", "page": "1"}}},
    "source": {"document": "file", "page": "1"},
}
ALL = list(DOCUMENTS)


@pytest.mark.parametrize(
    ("year", "others", "expected"),
    [
        ("R3", [], ["file", "early", "plan", "nobody"]),
        ("R1", [], ["file", "plan", "nobody"]),
        ("R5", [], ALL),
        # what something else comes from as well stays
        ("R3", [{"id": "b", "source": {"document": "late", "page": "2"}}], ["file", "early", "late", "plan", "nobody"]),
        ("R3", [{"id": "b", "baseline": {"value": "0", "source": {"document": "reason", "page": "2"}}}],
         ["file", "early", "reason", "plan", "nobody"]),
    ],
)  # fmt: skip
def test_which_documents_are_cited(year: str, others: list[dict[str, Any]], expected: list[str]) -> None:
    of = plan(documents=DOCUMENTS, source={"document": "plan", "page": "1"}, period={"from": "R1", "to": "R9"})
    own = declared(indicator(**OWN), *(indicator(**({"source": OWN["source"]} | other)) for other in others))
    found = cited(build_report(of, own, parse_fiscal_year(year)))
    assert [document.title for document in found] == [f"資料{name}" for name in expected]
