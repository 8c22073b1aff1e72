"""What records make of what is written: scalars, wherever a record has such a field, and records in records."""

from enum import StrEnum
from typing import Annotated

import pytest
from pydantic import ValidationError

from dxkpi.core.basis.record import Id, Line, NonEmpty, Number, Record, Text, one_of


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Flag(Record):
    id: Id
    colour: Annotated[Colour, one_of(Colour)]
    place: Annotated[str, one_of(("mast", "wall"))] = "mast"
    note: Text | None = None


class Mast(Record):
    height: Number
    flag: Flag | None = None


class Ship(Record):
    name: Line
    masts: NonEmpty[Mast]
    ensign: Flag | None = None


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


def test_all_that_is_wrong_in_records_in_records_is_told_at_once_in_order_each_at_its_place() -> None:
    flag = {"id": "F", "colour": "bleu", "size": "2"}
    with pytest.raises(ValidationError) as refused:
        Ship.model_validate({"name": "s", "masts": [{"height": "9"}, {"height": "x", "flag": flag}], "ensign": "red"})
    assert [(error["type"], error["loc"]) for error in refused.value.errors()] == [
        ("number", ("masts", 1, "height")),
        ("id", ("masts", 1, "flag", "id")),
        ("choice", ("masts", 1, "flag", "colour")),
        ("extra_forbidden", ("masts", 1, "flag", "size")),
        ("model_type", ("ensign",)),
    ]
    assert refused.value.errors()[1]["ctx"]["reason"].startswith("「F」")


def test_a_record_that_nothing_names_is_not_built() -> None:
    class Anchor(Record):
        weight: Number

    class Boat(Record):
        anchor: Anchor | None = None

    assert Boat.model_validate({}).anchor is None
    assert not Anchor.__pydantic_complete__
    boat = Boat.model_validate({"anchor": {"weight": "5"}})
    assert boat.anchor == Anchor(weight="5")


def test_the_schema_of_a_record_refers_to_those_in_it() -> None:
    schema = Ship.model_json_schema()
    assert schema["$defs"].keys() == {"Flag", "Mast"}
    assert schema["properties"]["ensign"]["anyOf"][0] == {"allOf": [{"$ref": "#/$defs/Flag"}]}
