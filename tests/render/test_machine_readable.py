"""The official rules on machine-readable data of the administration, restated for the open data of the site.

行政データにおける機械可読性に関するルール has 30 rules in three levels. Those about workbooks (L1-10 to L1-13)
and about free answers (L2-05) cannot be broken by these files; the sample checker of the rules decides where they leave
room.
"""

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from dxkpi.app.data import read_folder
from dxkpi.app.site import SiteRequest, site
from dxkpi.core.outcomes.site import SiteOutcome
from dxkpi.core.site import Site
from dxkpi.render.open_data import open_data
from dxkpi.render.site import site_files
from dxkpi.render.views.fields import Field
from dxkpi.render.views.open_data import tables
from tests.run import DATA, ROOT

FOLDERS = (DATA, ROOT / "tests/golden/plans/data", ROOT / "tests/golden/outlook-data")
NUMERIC = {"number", "integer", "year"}
LEADING = {"values": 5, "results": 11, "counts": 10}
"""How many columns say what a row is about, the region apart."""
ONE_NAME = "小・中・高連携の特別授業実施教員のうち、プログラミング指導をする人数"
"""A name that the checker takes for several data, as it counts dots."""


@dataclass(frozen=True)
class Csv:
    """A file as somebody reads it who knows nothing of how it was made; `known` are the codes of its columns."""

    name: str
    raw: bytes
    fields: tuple[Field, ...]
    known: dict[str, set[str]]

    @property
    def text(self) -> str:
        return self.raw.decode("utf-8-sig")

    @property
    def lines(self) -> list[list[str]]:
        return list(csv.reader(io.StringIO(self.text, newline="")))

    @property
    def head(self) -> list[str]:
        return self.lines[0]

    @property
    def cells(self) -> Iterator[tuple[Field, str]]:
        for line in self.lines[1:]:
            yield from zip(self.fields, line, strict=True)


@cache
def sites() -> tuple[SiteOutcome, ...]:
    """The sites of several data; the last two with the code of a region, of which one lacks the name."""
    found = [site(read_folder(str(folder)), SiteRequest(unpublished=True)) for folder in FOLDERS]
    return (*found, *(own._replace(declared=Site(region_code="120006")) for own in found[:2]))


@cache
def files() -> tuple[Csv, ...]:
    every = []
    for own in sites():
        found, known = dict(open_data(own)), defaultdict(set)
        for row in csv.DictReader(io.StringIO(found["data/codes.csv"].decode("utf-8-sig"), newline="")):
            known[row["column"]].add(row["code"])
        every += [Csv(each.name, found[f"data/{each.file}"], each.fields, known) for each in tables(own)]
    return tuple(every)


def cells(own: Csv, wrong: Callable[[str], object], of: Callable[[Field], bool] = lambda _: True) -> list[str]:
    """The cells of the columns `of` that are `wrong`, each with its column."""
    return [f"{field.name}: {value}" for field, value in own.cells if value and of(field) and wrong(value)]


def several(own: Csv) -> list[str]:
    wrong = re.compile("、.*、|・.*・|;|／").search
    return [found for found in cells(own, wrong) if own.name not in {"codes", "columns"} and ONE_NAME not in found]


def of_platforms(own: Csv) -> list[str]:
    """Characters that not every platform has, in our own words; those of names are theirs."""
    return cells(own, re.compile("[㋿〜～①-⑳Ⅰ-ⅻ㍻㈱]").search) if own.name == "columns" else []


def omitted(own: Csv) -> list[str]:
    """Rows that leave out what their number is about, as it is the same as in the row before."""
    if own.name not in LEADING:
        return []
    leading = LEADING[own.name] + sum(name.startswith("region_") for name in own.head)
    return [str(line) for line in own.lines[1:] if not all(line[:leading])]


def regionless(own: Csv) -> list[str]:
    return [name for name in own.head if name == "region_name" and "region_code" not in own.head]


def uncoded(own: Csv) -> list[str]:
    flags = cells(own, lambda value: value not in {"true", "false"}, lambda field: field.type == "boolean")
    return flags + [
        f"{field.name}: {code}" for field, code in own.cells if field.coded and code not in {"", *own.known[field.name]}
    ]


RULES: dict[str, Callable[[Csv], list[str]]] = {
    "L1-02 one table a file": lambda own: [str(line) for line in own.lines if len(line) != len(own.head)],
    "L1-03 L1-04 no notes among the rows": lambda own: [
        str(line) for line in own.lines if len(list(filter(None, line))) < 2
    ],
    "L1-05 every column has a name": lambda own: [name for name in own.head if not name],
    "L1-06 no blanks for looks": lambda own: cells(own, lambda value: value != value.strip() or "  " in value),
    "L1-07 one datum a cell": several,
    "L1-08 no characters of one platform": of_platforms,
    "L1-09 what is not known is blank": lambda own: cells(
        own, re.compile(r"[-－―…*＊]|なし|不明|N/?A|null|None", re.IGNORECASE).fullmatch
    ),
    "L1-14 a record is a line": lambda own: (
        [] if own.text.count("\n") == own.text.count("\r\n") == len(own.lines) else ["lines"]
    ),
    "L1-15 fields with commas are quoted": lambda own: [
        line for line in own.text.splitlines() if '"' not in line and line.count(",") >= len(own.head)
    ],
    "L2-01 numbers are bare": lambda own: cells(
        own, lambda value: not re.fullmatch(r"-?\d+(\.\d+)?", value), lambda field: field.type in NUMERIC
    ),
    "L2-02 nothing that repeats is left out": omitted,
    "L2-03 no name twice": lambda own: [name for name in own.head if own.head.count(name) > 1],
    "L2-04 choices are those of the list": uncoded,
    "L2-06 values, no formulas": lambda own: cells(
        own, lambda value: value[0] in "=@" or (value[0] in "+-" and not re.fullmatch(r"-?\d+(\.\d+)?", value))
    ),
    "L3-01 the heads are line 1, data follow": lambda own: (
        [] if own.head == [field.name for field in own.fields] else own.head
    ),
    "L3-02 L3-03 every code is explained": uncoded,
    "L3-04 a number says its unit": lambda own: [
        field.name
        for field in own.fields
        if field.type in NUMERIC and not re.search("number|year|count|code", field.name)
    ],
    "L3-05 years and days in one form": lambda own: (
        cells(own, lambda value: not re.fullmatch(r"\d{4}", value), lambda field: field.type == "year")
        + cells(
            own,
            lambda value: not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", value),
            lambda field: field.name in {"as_of", "known_on", "from", "to"},
        )
    ),
    "L3-06 a region has its code": regionless,
    "L3-08 names of columns for programs": lambda own: [
        name for name in own.head if not re.fullmatch("[a-z][a-z0-9_]*", name)
    ],
    "L3-09 years are no columns": lambda own: [name for name in own.head if re.search(r"[rhsRHS]?\d", name)],
}


@pytest.mark.parametrize("rule", RULES)
def test_the_open_data_keep(rule: str) -> None:
    assert [(own.name, broken) for own in files() for broken in RULES[rule](own)] == []


BROKEN = {
    "L1-02": "a,number\r\n1,2\r\n\r\nb\r\n1\r\n",
    "L1-06": "a,number\r\n 1,2\r\n",
    "L1-09": "a,number\r\n－,2\r\n",
    "L1-14": 'a,number\r\n"1\n2",2\r\n',
    "L2-01": 'a,number\r\n1,"5,445"\r\n',
    "L2-02": "a,number\r\n1,2\r\n,3\r\n",
    "L2-03": "number,number\r\n1,2\r\n",
    "L2-06": "a,number\r\n=1+1,2\r\n",
    "L3-01": "title\r\na,number\r\n",
    "L3-09": "R3,2021\r\n1,2\r\n",
}


@pytest.mark.parametrize("code", BROKEN)
def test_the_restated_rules_see_what_breaks_them(code: str) -> None:
    fields = (Field("a", "", ""), Field("number", "", "", "number"))
    own = Csv("values", BROKEN[code].encode("utf-8-sig"), fields, {})
    (rule,) = (rule for name, rule in RULES.items() if name.startswith(code))
    assert rule(own)


def test_every_year_and_every_plan_have_the_same_columns() -> None:
    heads = defaultdict(set)
    for own in files():
        heads[own.name].add(tuple(name for name in own.head if not name.startswith("region_")))
    assert {name: len(own) for name, own in heads.items()} == dict.fromkeys(heads, 1)  # L3-07


def test_the_form_of_the_files_is_stated() -> None:
    found = site_files(sites()[0])
    package = json.loads(found["data/datapackage.json"])
    assert {own["encoding"] for own in package["resources"]} == {"utf-8"}  # L3-08
    assert all(own["path"].endswith(".csv") for own in package["resources"])  # L1-01
    assert "UTF-8（BOM 付き）" in found["data.html"].decode()
    assert all(own.raw.startswith(b"\xef\xbb\xbf") for own in files())
    told = {
        (own["name"], field["name"])
        for own in package["resources"]
        for field in own["schema"]["fields"]
        if field["description"]
    }
    assert told == {(each.name, field.name) for each in tables(sites()[0]) for field in each.fields}  # L3-03
