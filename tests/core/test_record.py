"""What fields make of written scalars, wherever a record has such a field."""

from enum import StrEnum
from typing import Annotated

import pytest
from pydantic import ValidationError

from dxkpi.core.basis.record import Id, Record, Text, one_of


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Flag(Record):
    id: Id
    colour: Annotated[Colour, one_of(Colour)]
    place: Annotated[str, one_of(("mast", "wall"))] = "mast"
    note: Text | None = None


def test_a_word_of_an_enum_becomes_its_member() -> None:
    flag = Flag.model_validate({"id": "f", "colour": "blue", "place": "wall"})
    assert (flag.colour, flag.place) == (Colour.BLUE, "wall")
    assert flag.colour is Colour.BLUE


def test_a_word_that_is_none_is_refused_with_those_that_are() -> None:
    with pytest.raises(ValidationError) as refused:
        Flag.model_validate({"id": "f", "colour": "bleu"})
    (error,) = refused.value.errors()
    assert (error["type"], error["loc"]) == ("choice", ("colour",))
    assert error["ctx"]["reason"] == "「bleu」はred / blue のどれかではない"


def test_the_schema_says_what_an_editor_may_see() -> None:
    assert Flag.model_json_schema()["properties"]["colour"] == {
        "enum": ["red", "blue"],
        "title": "Colour",
        "type": "string",
    }
