"""The table of keys is complete: whatever can be written is called something, shown, compared and described."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from dxkpi.core.basis.quantity import Reads
from dxkpi.core.departments import Departments
from dxkpi.core.indicator import DIRECTIONS
from dxkpi.core.keys import KEYS
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import Published
from dxkpi.core.site import Site
from dxkpi.core.vocabulary import CHOICES, RECORDS
from dxkpi.source.models import keys_of


def models_below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """`model`, and every model that a value of one of its keys can be of."""
    yield model
    for field in model.model_fields.values():
        for found in _models_in(field.annotation):
            yield from models_below(found)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, Reads):
        yield annotation.record
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


MODELS = sorted(
    {model for top in (Plan, Published, Departments, Site, *DIRECTIONS.values()) for model in models_below(top)},
    key=lambda model: model.__name__,
)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_of_the_data_has_its_line(model: type[BaseModel]) -> None:
    assert [key for key in keys_of(model) if key not in KEYS and f"{model.__name__}.{key}" not in KEYS] == []


def test_no_line_is_of_a_key_that_there_is_not() -> None:
    written = {key for model in MODELS for key in keys_of(model)}
    of_models = {f"{model.__name__}.{key}" for model in MODELS for key in keys_of(model)}
    assert {key for key in KEYS if "." not in key} - written == set()
    assert {key for key in KEYS if "." in key} - of_models == set()


def test_what_stands_at_the_top_of_a_file_says_what_a_change_of_it_is() -> None:
    tops = {key for model in DIRECTIONS.values() for key in keys_of(model)}
    assert tops == {key for key, own in KEYS.items() if own.of_indicator}
    assert set(keys_of(Plan)) == {key for key, own in KEYS.items() if own.of_plan}


def test_the_words_of_choices_and_records_are_of_keys_and_records_that_there_are() -> None:
    assert set(CHOICES) <= set(KEYS)
    assert set(RECORDS) <= {model.__name__ for model in MODELS}
