"""No key of the data is taken and dropped: whatever is written is shown, put out as JSON, compared and described.

`data` holds every key of every model at least once. Each is taken away or written otherwise, alone; `show`, its JSON
and `diff` must then say something else.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from inspect import get_annotations
from pathlib import Path as File
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from dxkpi.app.data import Data
from dxkpi.app.indicator import IndicatorRequest, shown
from dxkpi.core.basis.number import Quotient
from dxkpi.core.basis.quantity import Divided
from dxkpi.core.basis.record import Record
from dxkpi.core.diff.compare import compare
from dxkpi.core.indicator import DIRECTIONS
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import Published
from dxkpi.core.vocabulary import CHOICES
from dxkpi.render.formats import Look, render
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load
from tests.build import leaves
from tests.core.test_keys import models_below

Path = tuple[str | int, ...]

HERE = File(__file__).parent / "data"
FILES: dict[str, Any] = {
    path.relative_to(HERE).as_posix(): yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)
    for path in sorted(HERE.glob("*/**/*.yaml"))
}


def text_of(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False)


TEXTS = {name: text_of(document) for name, document in FILES.items()}
INDICATORS = [name for name in FILES if name.startswith("indicators/")]
PLANS = [name for name in FILES if name.startswith("targets/")]


def otherwise(key: str | int, value: Any) -> Iterator[Any]:
    """What could be written instead of `value` at `key`, the likeliest first."""
    if isinstance(value, list):
        yield from ([*value, "another"], value[:-1])
    elif value in CHOICES.get(str(key), ()):
        yield from (word for word in CHOICES[str(key)] if word != value)
    elif value in {"true", "false"}:
        yield "true" if value == "false" else "false"
    elif value[-1].isdigit():
        yield from (value[:-1] + digit for digit in "21345" if value[-1] != digit)
    elif value.isascii():
        yield from (f"{value}2", "s2", "q", "another")
    else:
        yield from ("別の語", "速報")


def changed(name: str, path: Path) -> Iterator[dict[str, str]]:
    """The files with the key at `path` in `name` written otherwise in every way, at last left out."""
    for new in (*otherwise(path[-1], at(FILES[name], path)), None):
        document = deepcopy(FILES[name])
        holder = at(document, path[:-1])
        if new is None:
            del holder[path[-1]]
        else:
            holder[path[-1]] = new
        yield {**beside(name), name: text_of(document)}


NOT_SHOWN = [
    # The table prints words, and of words nothing is 約.
    ("indicators/milestone.yaml", ("actuals", "R3", 0, "approximate"), "text"),
]
NAMES: dict[str, set[str]] = {
    "indicators": {"id", "plan", "direction"},
    "targets": {"plan", "id"},
    "published": {"plan", "year"},
}
"""What says which thing a file, or a record in a list, is: another one there is another thing, not a change."""

ONLY_SO: set[tuple[str, Path]] = {
    ("published/p/R2.yaml", ("judged", "ratings", 0, "at_least")),
    ("targets/q.yaml", ("ratings", 0, "at_least")),
    ("targets/p.yaml", ("ratings", 2, "from_baseline")),
    ("indicators/absolute.yaml", ("states", "R6", "ends")),
    ("indicators/composite-pooled.yaml", ("target", "rule")),
    ("indicators/decrease-previous.yaml", ("target", "from")),
    ("indicators/relative-previous.yaml", ("target", "from")),
}
"""By the formula of distance a target is met at 100 %, and nowhere else; an entry that ends a state says only that.

A target is a change from the year before, or of a baseline; one number for several parts is what they are pooled to."""


def places(name: str) -> list[Path]:
    """Where something is written in `name` that is not a name."""
    names = NAMES[name.partition("/")[0]]
    return [path for path in leaves(FILES[name]) if path[-1] not in names and (name, path) not in ONLY_SO]


def beside(name: str) -> dict[str, str]:
    """The file of `name`, with all plans."""
    return {other: TEXTS[other] for other in (*PLANS, name)}


def at(value: Any, path: Path) -> Any:
    """What stands at `path` in `value`."""
    for key in path:
        value = value[key]
    return value


def read(files: dict[str, str]) -> Data:
    """The data of `files`."""
    tree = DictTree(files)
    return Data(tree, load(tree))


def well_formed(data: Data) -> bool:
    """Whether every file could be read."""
    return not data.loaded.bundles


@cache
def before(name: str) -> Data:
    """The data as they are, the file of `name` and the plans alone."""
    data = read(beside(name))
    assert well_formed(data)
    return data


def said(data: Data, name: str, form: str) -> str:
    """What `dxkpi show` says of the indicator of `name` in all its plans, the places in files apart."""
    own = [declared for declared in data.dataset.indicators if declared.document == f"data/{name}"]
    outcomes = (shown(data, IndicatorRequest(one.indicator.id, plan=one.indicator.plan)) for one in own)
    return "".join(render(one._replace(where=lambda _: "data/a.yaml:1:1"), form, Look()).decode() for one in outcomes)


@cache
def after(name: str, path: Path) -> Data:
    """The data where the key at `path` of `name`, and nothing else, says something else."""
    for files in changed(name, path):
        data = read(files)
        if well_formed(data) and data.dataset != before(name).dataset:
            return data
    raise AssertionError(f"nothing else can be written at {path} of {name}")


def models() -> dict[str, type[BaseModel]]:
    """Every model of the data that people write."""
    return {model.__name__: model for top in (Plan, Published, *DIRECTIONS.values()) for model in models_below(top)}


def written(record: Any) -> Iterator[tuple[str, str]]:
    """Every key that is written in `record` and below it, with the model that declares it."""
    if isinstance(record, Record):
        for field in record.model_fields_set:
            yield declared(type(record), field)
            yield from written(getattr(record, field))
    elif isinstance(record, Quotient):
        yield from ((Divided.__name__, key) for key in record.written)
    elif isinstance(record, dict):
        for own in record.values():
            yield from written(own)
    elif isinstance(record, list | tuple):
        for own in record:
            yield from written(own)


def declared(model: type[BaseModel], field: str) -> tuple[str, str]:
    """The model that first declares a field of `model`, and its key."""
    *_, first = (own for own in model.__mro__ if field in get_annotations(own))
    return first.__name__, model.model_fields[field].alias or field


def test_every_key_of_every_model_is_written_somewhere() -> None:
    data = read(TEXTS).dataset
    tops = [own.plan for own in data.plans] + [own.indicator for own in data.indicators]
    found = {pair for top in [*tops, *(own.published for own in data.published)] for pair in written(top)}
    all_keys = {declared(model, field) for model in models().values() for field in model.model_fields}
    lacking = {pair for pair in all_keys - found if pair[0] != "SharedWith"}  # read into the plan's indicator
    assert lacking == set(), f"write it in a file below {HERE}"


@pytest.mark.parametrize("name", FILES)
def test_a_change_of_any_key_is_a_difference(name: str) -> None:
    same = [path for path in places(name) if not compare(before(name).dataset, after(name, path).dataset).changes]
    assert same == []


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("name", INDICATORS)
def test_show_says_what_any_key_says(name: str, form: str) -> None:
    now = said(before(name), name, form)
    dropped = [path for path in places(name) if said(after(name, path), name, form) == now]
    assert dropped == [path for file, path, shown_as in NOT_SHOWN if (file, shown_as) == (name, form)]
