"""The published schemas: valid, in Japanese, and neither wider nor narrower than what they describe."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.number import parse_number
from dxkpi.core.basis.text import Misspelt
from dxkpi.render.schema import SCHEMAS, schema
from tests import build
from tests.core.test_reconcile import published
from tests.render import papers
from tests.render.schemas import validator


def errors(name: str, written: object) -> list[str]:
    return [error.json_path for error in validator(name).iter_errors(written)]


def nodes(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from nodes(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from nodes(inner)


def records(own: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every record that a file or an output can hold: not what only chooses one of them, or stands in for all."""
    chosen = own.get("allOf", ())
    yield from nodes({key: node for key, node in own.get("$defs", {}).items() if key != "Common"})
    if not chosen:
        yield from nodes({key: node for key, node in own.items() if key != "$defs"})


@cache
def check(text: str) -> None:
    """Has the schema `text` judged by that of schemas; many of ours have the same definitions, and it takes long."""
    Draft202012Validator.check_schema(json.loads(text))


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_valid_and_says_in_japanese_what_it_is(name: str) -> None:
    own = json.loads(schema(name))
    for part in ({**own, "$defs": {}}, *own.get("$defs", {}).values()):
        check(json.dumps(part))
    assert own["$schema"].endswith("2020-12/schema")
    assert schema(name).endswith("}\n")
    asked = [part for node in nodes(own) if "if" in node for part in nodes(node["if"])]
    objects = [node for node in records(own) if isinstance(node.get("properties"), dict) and node not in asked]
    assert objects
    for node in objects:
        assert node["additionalProperties"] is False
        assert all(not key["title"].isascii() for key in node["properties"].values())
    assert not any(text.isascii() for node in nodes(own) if isinstance(text := node.get("description"), str))


RPA = """\
id: rpa-hours
name: RPA導入により削減した作業時間
plan: chiba-ict
section: hakyu
unit: 時間
direction: absolute
baseline:
  value: 0
target:
  value: 6000
  year: R3
actuals:
  2021:
    value: 5445.50
    status: 実績
    approximate: true
  令和２年度:
    - {value: "12", status: 見込, as_of: 2021-11, period: {from: 2021-04, to: 2021-08}}
    - {value: -1, status: 速報}
unmet:
  R3:
    reason: 適性が想定より低かった
source:
  document: r3-progress
  page: 8
assumed:
  baseline: 新規の取組として0とした
"""


def read(text: str) -> Any:
    """As a reader that types scalars itself sees it; keys become text, as in JSON."""

    def keyed(node: object) -> object:
        if isinstance(node, dict):
            return {str(key): keyed(value) for key, value in node.items()}
        return [keyed(value) for value in node] if isinstance(node, list) else node

    return keyed(yaml.load(text, yaml.CSafeLoader))


def test_an_indicator_as_departments_write_it_is_valid() -> None:
    assert errors("indicator", read(RPA)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("value: 6000", "value: 6,000"),
        ("value: 6000", "value: '1e3'"),
        ("value: 6000", "value:"),
        ("value: 6000", "values: 6000"),
        ("status: 実績", "status: 実積"),
        ("2021:", "R3.12:"),
        ("as_of: 2021-11", "as_of: R3.11"),
        ("direction: absolute", "direction: up"),
        ("id: rpa-hours", "id: RPA"),
        ("name: RPA導入により削減した作業時間", "name: 123"),
        ("page: 8", "page: -8"),
        ("approximate: true", "approximate: はい"),
        ("direction: absolute\n", ""),
    ],
)
def test_a_mistake_is_underlined(before: str, after: str) -> None:
    assert RPA.count(before) == 1
    assert errors("indicator", read(RPA.replace(before, after))) != []


def written(node: object) -> object:
    """Every number of a test's text as a typing YAML reader sees it."""
    if isinstance(node, dict):
        return {key: written(value) for key, value in node.items()}
    if isinstance(node, (list, tuple)):
        return [written(value) for value in node]
    return read(f"- {node}")[0] if isinstance(node, str) and node.lstrip("-").replace(".", "").isdecimal() else node


def test_what_tests_declare_is_valid() -> None:
    declared = {"id": "a", "name": "指", "plan": "p", "section": "s", "unit": "件"}
    year = {"status": "実績"}
    for own in (
        {"direction": "milestone", "target": {"steps": ["一"]}, "actuals": {"R3": {"done": [], "text": "未", **year}}},
        {"direction": "composite", "target": {"parts": {"県": "1"}, "rule": "sum"}, "better": "higher",
         "actuals": {"R3": {"parts": {"県": "0.5"}, **year}}},
        {"direction": "reference", "baseline": {"value": "16.9"},
         "target": {"reference": {"name": "全", "value": "12.0", "year": "H28"}}},
        {"direction": "relative", "baseline": {"value": "121"}, "target": {"change": "-80", "tolerance_percent": "5"}},
        {"direction": "keep", "better": "lower", "target": {"value": "3", "tolerance": "0.1"}},
        {"direction": "range", "target": {"min": "1", "max": "2"}},
        {"direction": "increase", "baseline": {"value": "12"}},
        {"direction": "monitor", "suspended": {"since": "R3", "reason": "終"}},
    ):  # fmt: skip
        build.indicator(**{"baseline": None, "target": None, "actuals": None, "source": None} | declared | own)
        assert errors("indicator", written(declared | own)) == []
        assert errors("indicator", declared | own) == []
    assert errors("indicator", {**declared, "direction": "monitor", "target": {"value": 1}}) != []


def test_a_plan_is_valid_with_numbers_quoted_or_not() -> None:
    own = {key: value for key, value in papers.CHIBA.items() if key not in {"published", "undisclosed"}}
    assert errors("plan", own) == []
    assert errors("plan", written(own)) == []
    percent = {"total": {"achieved": "73.5"}, "tables": [{"achieved": "58.3"}]}
    (result,) = published("7", "1", "1", "2", percent=percent)["published"].values()
    file = {"plan": "p", "year": "R3", "rows": {"a": {"rate": "90.8", "rating": "from60"}}} | result
    assert errors("published", file) == []
    assert errors("published", written(file)) == []
    assert errors("published", file | {"rows": {"a": {"rate": "約90"}}}) == ["$.rows.a.rate"]
    assert errors("plan", own | {"sections": []}) == ["$.sections"]
    assert errors("plan", own | {"method": {"formula": "average", "against": "target"}}) == ["$.method.formula"]
    assert errors("plan", own | {"revisions": [{"date": "2021-04"}]}) == ["$.revisions[0]"] * 4


def test_every_fiscal_year_can_be_a_key() -> None:
    for start in (1926, 1989, 2018, 2019, 2117):
        year = FiscalYear(start)
        for spelt in (str(year), year.label, year.formal, str(start), f"FY{start}"):
            own = {"actuals": {spelt: {"value": 1, "status": "実績"}}}
            assert errors("indicator", read(RPA) | own) == []


@pytest.mark.parametrize(
    "text", ["0", "-5", "73.50", "6000", "1" * 18, "06", "1.", "+5", "6,000", "６", "1e3", "0.1234567"]
)
def test_the_pattern_of_numbers_is_their_grammar(text: str) -> None:
    try:
        parse_number(text)
    except Misspelt:
        accepted = False
    else:
        accepted = True
    assert (errors("indicator", read(RPA) | {"target": {"value": text}}) == []) is accepted
