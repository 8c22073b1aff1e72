"""The JSON output: whole, valid by its schema, exact, and the same for the same input."""

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.basis.finding import Severity, Spot
from dxkpi.core.outcome import Outcome
from dxkpi.core.outcomes.findings import FindingCount, RuleCount, StatisticsOutcome, ValidateOutcome
from dxkpi.core.outcomes.indicator import ExplainOutcome
from dxkpi.core.outcomes.report import ReportOutcome
from dxkpi.core.report import Scope
from dxkpi.core.settling import Waived
from dxkpi.render.formats import Look, render
from dxkpi.render.json_v1 import json_text
from dxkpi.source.codes.shape import NUMBER
from tests.build import actual, indicator
from tests.golden.expected import expect
from tests.render.hostile import HOSTILE, line
from tests.render.outcomes import UNEXPLAINED, explained, finding, listed, outcomes, where
from tests.render.papers import chiba_report
from tests.render.schemas import validator

OUTCOMES = outcomes()


def parsed(outcome: Outcome) -> Any:
    return json.loads(render(outcome, "json", Look()).decode())


def leaves(node: object) -> Iterator[object]:
    if isinstance(node, dict):
        for inner in node.values():
            yield from leaves(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from leaves(inner)
    else:
        yield node


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda o: type(o).__name__)
def test_every_output_keeps_to_its_schema(outcome: Outcome) -> None:
    found = parsed(outcome)
    name, _, version = found["format"].removeprefix("dxkpi-").partition("/")
    assert version == "1"
    assert list(validator(name).iter_errors(found)) == []
    assert not any(isinstance(leaf, float) for leaf in leaves(found))
    assert json_text(outcome).endswith("}\n")
    assert json_text(outcome) == json.dumps(found, ensure_ascii=False, indent=2) + "\n"


VALIDATE = """\
{
  "format": "dxkpi-validate/1",
  "files": 35,
  "errors": 36,
  "warnings": 40,
  "diagnostics": [
    {
      "code": "KPI203",
      "name": "number",
      "severity": "error",
      "place": {
        "file": "data/a.yaml",
        "line": 9,
        "column": 10
      },
      "message": "「6,000」は数値ではない",
      "hint": null,
      "related": [],
      "more": 35
    }
  ],
  "skipped": [
    "data/~a.yaml"
  ],
  "waived": [
    {
      "finding": {
        "code": "KPI309",
        "name": "unexplained",
        "severity": "warning",
        "place": {
          "file": "data/b.yaml",
          "line": 3,
          "column": 1
        },
        "message": "理由がない",
        "hint": "書く",
        "related": [],
        "more": 0
      },
      "reason": "様式に欄がない",
      "place": {
        "file": "data/b.yaml",
        "line": 1,
        "column": 1
      }
    }
  ],
  "beyond": [
    {
      "code": "KPI309",
      "name": "unexplained",
      "severity": "warning",
      "count": 40,
      "files": 2
    }
  ],
  "waived_beyond": 7,
  "hidden": 2,
  "unread": [
    "data/a.yaml"
  ]
}
"""


def test_a_validation_as_a_whole() -> None:
    own = finding("「6,000」は数値ではない", Spot("data/a.yaml", 9, 10), "  value: 6,000")._replace(more=35)
    aside = finding("理由がない", Spot("data/b.yaml", 3, 1), None, UNEXPLAINED, hint="書く")
    waived = Waived(aside, "様式に欄がない", Spot("data/b.yaml", 1, 1))
    beyond = tuple(FindingCount(UNEXPLAINED, name, Severity.WARNING, 20) for name in ("data/b.yaml", "data/c.yaml"))
    outcome = ValidateOutcome((own,), 35, ("data/~a.yaml",), (waived,), 2, (), ("data/a.yaml",), beyond, 7)
    assert json_text(outcome) == VALIDATE


STATISTICS = """\
{
  "format": "dxkpi-statistics/1",
  "files": 35,
  "rules": [
    {
      "code": "KPI203",
      "name": "number",
      "severity": "error",
      "count": 3,
      "files": 2
    }
  ]
}
"""


def test_statistics_as_a_whole() -> None:
    assert json_text(StatisticsOutcome((RuleCount(NUMBER, 3, 2),), ValidateOutcome((), 35, ()))) == STATISTICS


def test_a_list_as_a_whole() -> None:
    own = indicator(actuals=actual("90.750", "見込", period={"from": "2021-04", "to": "2021-08"}))
    expect(Path(__file__).parent / "list.json", json_text(listed(own)).encode())


def test_the_report_gives_what_each_cell_rests_on() -> None:
    found = parsed(ReportOutcome((chiba_report(),)))["reports"][0]
    overview = found["tables"][0]
    assert (overview["kind"], overview["size"]) == ("overview", 68)
    assert [cell["count"] for row in overview["rows"] for cell in row["cells"]] == [
        7, 1, 1, 2, 1, 36, 2, 0, 10, None, 7, 0, 0, 1, None,
    ]  # fmt: skip
    assert overview["rows"][0]["cells"][1]["assumed"] == ["rpa-hours"]
    assert overview["rows"][1]["cells"][3] == {
        "column": "below30", "count": 10, "from_data": 4, "undisclosed": 0, "from_publication": 6,
        "by_publication": True, "assumed": [], "revised": [], "carried": [], "partial": [], "judged": [],
    }  # fmt: skip
    assert [share["share"]["printed"] for share in overview["percentages"]] == [
        "73.5%",
        "4.4%",
        "1.5%",
        "19.1%",
        "1.5%",
    ]
    assert found["composition"] == {
        "total": 68, "from_data": 12, "suspended": 1, "states": [], "with_assumption": 2, "from_publication": 10,
        "undisclosed": 43, "unassessed": 0, "judged": 0,
        "carried": {"from_data": 1, "with_assumption": 0, "from_publication": 1},
        "partial": {"from_data": 1, "with_assumption": 0, "from_publication": 1},
    }  # fmt: skip
    assert [(share["carried"], share["partial"]) for share in overview["percentages"]] == [
        (True, True), (False, False), (False, False), (False, True), (False, False),
    ]  # fmt: skip
    assert found["reconciliation"]["agreement"] == "possible"
    assert found["reconciliation"]["sections"][0]["allowed"]["teachers"] == ["below30"]


def test_what_was_asked_is_said() -> None:
    found = parsed(ReportOutcome((chiba_report(Scope(section="hakyu", computed=True)),)))["reports"][0]
    assert (found["section"], found["computed"], found["as_of"]) == ("hakyu", True, None)
    assert found["gaps"] == [{"section": "hakyu", "why": "not_asked"}]


def test_an_unknown_baseline_has_exact_edges() -> None:
    own = explained(baseline=None, better="higher", actuals=actual("73.5"))
    found = parsed(ExplainOutcome(own, where))
    assert found["indicator"]["result"]["why"] == "baseline_unknown"
    assert found["indicator"]["result"]["met"] is False
    assert found["possibilities"][-1] == {
        "rating": "below30", "part": None, "allowed": True,
        "baseline": {"lower": {"exact": "435/7", "printed": "62.14件"}, "lower_included": False,
                     "upper": {"exact": "100", "printed": "100件"}, "upper_included": False},
    }  # fmt: skip
    assert found["inputs"][0]["place"] == {"file": "data/data/indicators/p/s/a.yaml", "line": 3, "column": 1}


@given(st.integers(-(10**18) + 1, 10**18 - 1), st.integers(1, 10**6))
def test_a_rate_is_exactly_its_ratio(reached: int, goal: int) -> None:
    own = listed(indicator(target={"value": str(goal)}, actuals=actual(str(reached))))
    rate = parsed(own)["indicators"][0]["result"]["rate"]
    assert Fraction(int(rate["numerator"]), int(rate["denominator"])) == Fraction(reached, goal)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_comes_back_as_it_was(hostile: str) -> None:
    own = parsed(listed(indicator(name=line(hostile), unit=line(hostile), note=hostile)))["indicators"][0]["indicator"]
    assert (own["name"], own["unit"], own["note"]) == (line(hostile), line(hostile), hostile)


def test_a_file_name_that_is_no_text_is_still_written() -> None:
    outcome = ValidateOutcome((finding("x", Spot("data/\udcff.yaml", 1, 1)),), 1, ("data/\udc80",))
    found = parsed(outcome)
    assert found["diagnostics"][0]["place"]["file"] == "data/\\udcff.yaml"
    assert found["skipped"] == ["data/\\udc80"]
