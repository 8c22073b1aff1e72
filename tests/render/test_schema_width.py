"""The schema of an indicator is wider than the contract: what dxkpi takes, however spelt, no editor underlines."""

from collections.abc import Iterator
from typing import Any

import yaml
from hypothesis import given, reject
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from dxkpi.core.basis.calendar import FiscalYear, parse_fiscal_year
from dxkpi.core.basis.number_spelling import GRAMMAR
from dxkpi.core.indicator import DIRECTIONS, AnyIndicator, Indicator
from tests.build import finals
from tests.render.schemas import validator
from tests.run import DATA

_ADAPTER: TypeAdapter[Indicator] = TypeAdapter(AnyIndicator)
_HEAD = {"id": "a", "name": "指標", "plan": "p", "section": "s", "unit": "件"}
_FEW: tuple[dict[str, Any], ...] = (
    {"direction": "keep", "better": "lower", "target": {"value": "3", "tolerance": "0.1"}},
    {"direction": "relative", "baseline": {"value": "121"}, "target": {"change": "-80", "tolerance_percent": "5"}},
    {"direction": "range", "target": {"min": "1", "max": "2"}, "actuals": finals(R3="1")},
    {
        "direction": "decrease",
        "baseline": {
            "value": "12",
            "average_of": ["H29", "H30"],
            "restated": [{"date": "2020-06", "value": "11", "year": "R1", "reason": "遡及改定"}],
        },
        "suspended": {"since": "R3", "reason": "終了"},
    },
    {"direction": "decrease", "baseline": {"value": "12"}, "suspended": {"since": "R3", "reason": "終了"}},
    {"direction": "judged", "target": {"text": "指針を定める"}},
)
"""Of the directions that no shipped indicator has."""


def shipped() -> Iterator[dict[str, Any]]:
    """Every shipped indicator as it is written: every scalar is text."""
    for path in sorted(DATA.glob("indicators/**/*.yaml")):
        yield yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)


BASES = [*shipped(), *(_HEAD | few for few in _FEW[:-1]), {k: v for k, v in (_HEAD | _FEW[-1]).items() if k != "unit"}]


def test_every_direction_is_tried() -> None:
    assert {base["direction"] for base in BASES} == set(DIRECTIONS)


NUMBERS = st.from_regex(GRAMMAR.replace(r"\d", "[0-9]"), fullmatch=True)
DAYS = st.sampled_from(["2021-11", "2021-11-30", "2022-01", "1999-12-31"])
TEXTS = st.sampled_from(["注", "RPA 導入（試行）", "- 箇条", "2021年度末", "約1,000件", "true?"])
IDS = st.from_regex("[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True)
SOURCES = st.fixed_dictionaries(
    {"document": IDS}, optional={"page": st.sampled_from(["0", "8", "8.0", "120"]), "heading": TEXTS}
)
RECORDS = {
    "note": TEXTS,
    "as_of": DAYS,
    "known": DAYS,
    "period": st.just({"from": "2021-04", "to": "2021-08"}),
    "approximate": st.sampled_from(["true", "false"]),
    "source": SOURCES,
    "reported": TEXTS,
}
FILES = {"owner": TEXTS, "note": TEXTS, "subsection": IDS, "source": SOURCES}


def spelt(year: str) -> st.SearchStrategy[str]:
    """Every spelling of the fiscal year that `year` writes."""
    found: FiscalYear = parse_fiscal_year(year)
    wide = str(found).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return st.sampled_from([str(found), found.label, found.formal, wide, f"{found.start}", f"FY{found.start}年度"])


@st.composite
def indicators(draw: st.DrawFn) -> dict[str, Any]:
    """A shipped indicator with other spellings, other numbers, and keys that may be written or left out."""
    return {**_changed(draw, draw(st.sampled_from(BASES))), **draw(st.fixed_dictionaries({}, optional=FILES))}


def _changed(draw: st.DrawFn, record: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, own in record.items():
        match key:
            case "value" | "min" | "max" | "tolerance" | "tolerance_percent" | "change":
                found[key] = draw(st.just(own) | NUMBERS)
            case "year" | "since":
                found[key] = draw(spelt(own))
            case "actuals":
                found[key] = {draw(spelt(year)): _records(draw, told) for year, told in own.items()}
            case "unmet":
                found[key] = {draw(spelt(year)): told for year, told in own.items()}
            case "target" | "baseline" | "reference" | "suspended":
                found[key] = _changed(draw, own)
            case _:
                found[key] = own
    return found


def _records(draw: st.DrawFn, told: Any) -> Any:
    """The records of a year, as one or as a list."""
    listed = told if isinstance(told, list) else [told]
    found = [_changed(draw, one) | draw(st.fixed_dictionaries({}, optional=RECORDS)) for one in listed]
    return found if len(found) > 1 or draw(st.booleans()) else found[0]


def typed(node: Any) -> Any:
    """`node` as a reader sees it that types plain scalars itself; keys become text, as in JSON."""
    if isinstance(node, dict):
        return {key: typed(value) for key, value in node.items()}
    if isinstance(node, list):
        return [typed(value) for value in node]
    plain = node in {"true", "false"} or node.removeprefix("-").replace(".", "", 1).isdecimal()
    return yaml.safe_load(node) if plain and node.isascii() else node


@given(indicators())
def test_what_dxkpi_takes_the_schema_takes(written: dict[str, Any]) -> None:
    try:
        _ADAPTER.validate_python(written)
    except ValidationError:
        reject()
    for seen in (written, typed(written)):
        assert [error.json_path for error in validator("indicator").iter_errors(seen)] == []
