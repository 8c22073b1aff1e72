"""Declared records and the types of their fields: written text in, a value of the domain or a refusal out.

YAML never decides the type of a scalar. The reader hands over the text of the file, and the field gives it its type.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from typing import Annotated, Any, NamedTuple, Self, TypeVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import (
    definitions_schema,
    is_instance_schema,
    no_info_after_validator_function,
    no_info_before_validator_function,
    no_info_plain_validator_function,
)

from dxkpi.core.basis.calendar import Day, FiscalYear, parse_day, parse_fiscal_year
from dxkpi.core.basis.identifier import ADDRESS_GRAMMAR, ID_GRAMMAR, parse_address, parse_id
from dxkpi.core.basis.number import parse_number
from dxkpi.core.basis.number_spelling import GRAMMAR
from dxkpi.core.basis.text import FULL_WIDTH, Misspelt, clip, nearest, one_letter_off

T = TypeVar("T")
W = TypeVar("W", bound=str)


class Ambiguous(str):
    """A plain scalar that some YAML reader takes for a number, a date, a truth value or nothing at all."""

    __slots__ = ()


class Record(BaseModel):
    """A declared record: frozen, and without undeclared keys.

    pydantic builds its validator when the first one is read. One in another is read by its own validator: built into
    those of all that it may be in, as pydantic would, it took a twelfth of a small run, mostly for keys no file has.
    """

    # The text of pydantic's error repeats its input: for 390 bytes of nested aliases that took 67 seconds.
    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, arbitrary_types_allowed=True, defer_build=True
    )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[BaseModel], handler: GetCoreSchemaHandler, /) -> CoreSchema:
        """Return how it is read: in a field of another record, by its own validator."""
        return handler(source) if handler.field_name is None else no_info_plain_validator_function(cls._read)

    @classmethod
    def _read(cls, value: Any) -> Any:  # noqa: ANN401
        return cls.__pydantic_validator__.validate_python(value)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler, /) -> JsonSchemaValue:
        """Return its JSON Schema: in a field of another record, a list of one reference to it."""
        if core["type"] != "function-plain":
            return handler(core)
        # Of a bare reference pydantic would make a copy of what it refers to.
        return {"allOf": [handler(definitions_schema(cls.__pydantic_core_schema__, []))]}

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with other values; cached properties of the old values are not copied."""
        copy = super().model_copy(update=update, deep=deep)
        for cached in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[cached]
        return copy


@cache
def written_keys(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Return the names of the fields of a model, each with the key that stands for it in data."""
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())


class Refusal(StrEnum):
    """Reason for refusing a value, as `type` of pydantic's error; the reader makes a finding of a rule from each."""

    NUMBER = "number"
    YEAR = "year"
    DATE = "date"
    ID = "id"
    LINE = "line"
    ADDRESS = "address"
    REGION_CODE = "region_code"
    CHOICE = "choice"
    AMBIGUOUS = "ambiguous"
    NO_VALUE = "no_value"
    SAME_YEAR = "same_year"
    CONTRADICTION = "contradiction"


def refuse(kind: Refusal, reason: str, *, hint: str = "", keys: tuple[str, ...] = ()) -> PydanticCustomError:
    """Return a refusal that pydantic collects with all others of the record, at `keys` below the value it is about.

    `reason` and `hint` are carried in the error's context and are never used as a format string.
    """
    return PydanticCustomError(kind.value, "{reason}", {"reason": reason, "hint": hint, "keys": keys})


def contradiction(reason: str, hint: str, *keys: str) -> PydanticCustomError:
    """Return the refusal of a record that contradicts itself, at `keys` below it."""
    return refuse(Refusal.CONTRADICTION, reason, hint=hint, keys=keys)


def scalar(kind: Refusal, parse: Callable[[str], T]) -> Callable[[str], T]:
    """Return a validator that parses a written scalar with `parse` and turns its Misspelt into a refusal."""

    def validate(written: str) -> T:
        try:
            return parse(written)
        except Misspelt as misspelt:
            raise refuse(kind, str(misspelt), hint=misspelt.advice) from None

    return validate


def _text(written: str) -> str:
    if isinstance(written, Ambiguous):
        reason = f"引用符のない「{clip(written)}」は、YAML を読む道具によって文字でないもの（数・日付・真偽・空）になる"
        raise refuse(Refusal.AMBIGUOUS, reason, hint=f'引用符で囲む: "{clip(written)}"')
    if not written or written.isspace():
        raise refuse(Refusal.NO_VALUE, "値が書かれていない")
    return written


# tabulate takes time quadratic in the length of a cell: 5 seconds for 100,000 characters.
_LONGEST_LINE = 200
_BREAK = re.compile(r"[\n\r\u0085\u2028\u2029]")
_LINE_GRAMMAR = rf"^(?![\s\S]{{{_LONGEST_LINE + 1}}})(?![\s\S]*{_BREAK.pattern})[\s\S]*\S"


def line(written: str) -> str:
    """Return a text that names or labels something: one line, of a length that a table can hold."""
    text = _text(written)
    if len(text) > _LONGEST_LINE:
        reason = f"「{clip(text)}」は{len(text)}文字あり、長すぎる（{_LONGEST_LINE}文字まで）"
        raise refuse(Refusal.LINE, reason, hint="短くし、残りは note（注記）に書く")
    if _BREAK.search(text):
        hint = "| や > や \\n を使わず、一行で書く。続きは note（注記）に書く"
        raise refuse(Refusal.LINE, f"「{clip(text)}」に改行がある", hint=hint)
    return text


def _flag(text: str) -> bool:
    if text in {"true", "false"}:
        return text == "true"
    raise Misspelt(text, "真偽値（true か false）")


def _integer(text: str) -> int:
    number = parse_number(text)
    if number != number.to_integral_value():
        raise Misspelt(text, "整数（例 0、1、-1）")
    return int(number)


def _count(text: str) -> int:
    number = parse_number(text)
    if number < 0 or number != number.to_integral_value():
        raise Misspelt(text, "0以上の整数")
    return int(number)


_PAGE_EXPECTED = "ページの番号（例 8）"
_WITH_PAGE_MARK = re.compile(r"(?:[pP]{1,2}\.? *|第)?([1-9]\d{0,3}) *(?:ページ|頁)?", re.ASCII)


def _page(text: str) -> int:
    """Return the number of a page, counted from 1."""
    try:
        number = _count(text)
    except Misspelt:
        marked = _WITH_PAGE_MARK.fullmatch(text.translate(FULL_WIDTH).strip())
        if marked:
            raise Misspelt(text, _PAGE_EXPECTED, marked[1]) from None
        raise Misspelt(text, _PAGE_EXPECTED, hint="値のあるページを一つ、半角の数字だけで書く") from None
    if not number:
        raise Misspelt(text, _PAGE_EXPECTED, hint="1 から始まる番号を書く。番号のない所なら heading に見出しを書く")
    return number


class Status(StrEnum):
    """Status of an actual, firmest first: the order in which observations of the same day are preferred."""

    FINAL = "実績"
    PROVISIONAL = "速報"
    # The R3 report rates actual and expected values alike (実績値又は到達見込値).
    FORECAST = "見込"
    INTERIM = "時点"


class Better(StrEnum):
    """The better side of a value."""

    HIGHER = "higher"
    LOWER = "lower"


def choice(choices: Iterable[W]) -> Callable[[str], W]:
    """Return a parser that accepts exactly the words in `choices`; the words of an enum become its members."""
    words = {str(word): word for word in choices}

    def parse(text: str) -> W:
        word = words.get(text)
        if word is not None:
            return word
        expected = next(iter(words)) if len(words) == 1 else " / ".join(words) + " のどれか"
        raise Misspelt(text, expected, nearest(text, words) or one_letter_off(text, words))

    return parse


@dataclass(frozen=True, slots=True, eq=False)
class Typed:
    """Type of a field: how its text is read, and its JSON Schema.

    `read` returns a value of the field's type. pydantic does not check it again: that would take most of the time that
    a model takes to be built.
    """

    read: Callable[[Any], Any]
    schema: Mapping[str, Any]

    def __get_pydantic_core_schema__(self, _type: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, _core: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return dict(self.schema)


@dataclass(frozen=True, slots=True, eq=False)
class Scalar(Typed):
    """Type of a field that holds a single value; pydantic itself refuses none and several."""

    read: Callable[[str], Any]

    def __get_pydantic_core_schema__(self, _type: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return no_info_after_validator_function(self.read, is_instance_schema(str))


def typed(kind: Refusal, parse: Callable[[str], Any], *types: str, **schema: Any) -> Scalar:  # noqa: ANN401
    """Return a scalar type that is parsed with `parse`.

    `types` are the types that a YAML reader which types scalars itself may give it. Years, words and numbers repeat in
    file after file, so recent results of `parse` are cached.
    """
    read = lru_cache(maxsize=1 << 10)(scalar(kind, parse))
    return Scalar(read, {"type": list(types) if len(types) > 1 else types[0], **schema})


def one_of(choices: Iterable[str]) -> Scalar:
    """Return the type of a field that holds one of the words in `choices`, or of the members of an enum."""
    return typed(Refusal.CHOICE, choice(choices), "string", enum=[str(word) for word in choices])


# Marks of eras are left to the reader, so that an era stays one row of core.fiscal.
_YEAR_GRAMMAR = "([A-Z]|[\u4e00-\u9fff]{2})(元|[0-9０-９]{1,2})(年度)?|(FY)?[0-9０-９]{4}(年度)?"
_DATE_GRAMMAR = "[0-9]{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?"
_COUNT_GRAMMAR = r"(0|[1-9][0-9]{0,17})(\.0{1,6})?"
_INTEGER_GRAMMAR = rf"-?{_COUNT_GRAMMAR}"
_PAGE_GRAMMAR = r"[1-9][0-9]{0,17}(\.0{1,6})?"


def _whole(grammar: str) -> str:
    """Return `grammar` as a pattern of JSON Schema, which is searched for and knows no ASCII flag.

    Some validators, Python's among them, let a line break pass after a bare final $.
    """
    return rf"^({grammar})$(?!\n)".replace(r"\d", "[0-9]")


def number_read_by(parse: Callable[[str], Decimal]) -> Scalar:
    """Return the type of a number that is read with `parse`."""
    return typed(Refusal.NUMBER, parse, "number", "string", pattern=_whole(GRAMMAR))


Number = Annotated[Decimal, number_read_by(parse_number)]
YEAR = typed(
    Refusal.YEAR, parse_fiscal_year, "string", "integer", pattern=_whole(_YEAR_GRAMMAR), minimum=1000, maximum=9999
)
Year = Annotated[FiscalYear, YEAR]
Date = Annotated[Day, typed(Refusal.DATE, parse_day, "string", pattern=_whole(_DATE_GRAMMAR))]
Address = Annotated[str, typed(Refusal.ADDRESS, parse_address, "string", pattern=_whole(ADDRESS_GRAMMAR))]
Text = Annotated[str, Scalar(_text, {"type": "string", "pattern": r"\S"})]
Line = Annotated[str, Scalar(line, {"type": "string", "pattern": _LINE_GRAMMAR})]
Id = Annotated[str, typed(Refusal.ID, parse_id, "string", pattern=_whole(ID_GRAMMAR))]
Flag = Annotated[bool, typed(Refusal.CHOICE, _flag, "boolean", "string", pattern=_whole("true|false"))]
Integer = Annotated[int, typed(Refusal.NUMBER, _integer, "integer", "string", pattern=_whole(_INTEGER_GRAMMAR))]
Count = Annotated[int, typed(Refusal.NUMBER, _count, "integer", "string", pattern=_whole(_COUNT_GRAMMAR), minimum=0)]
PageNumber = Annotated[int, typed(Refusal.NUMBER, _page, "integer", "string", pattern=_whole(_PAGE_GRAMMAR), minimum=1)]
StatusName = Annotated[Status, one_of(Status)]
BetterSide = Annotated[Better, one_of(Better)]


class _Again(str):
    """A key for a fiscal year that another key, `first`, writes already."""

    __slots__ = ("first",)
    first: str


def _marked_again(value: Any) -> Any:  # noqa: ANN401
    """Mark fiscal years written in two spellings, which YAML takes for two keys; the values below are still read."""
    if not isinstance(value, dict) or _all_different(value):
        return value
    seen: dict[FiscalYear, str] = {}
    marked: dict[str, Any] = {}
    for key, below in value.items():
        try:
            year = parse_fiscal_year(key)
        except Misspelt:
            marked[key] = below  # the key's own type says so
            continue
        marked[_again(key, seen[year]) if year in seen else key] = below
        seen.setdefault(year, key)
    return marked


def _all_different(keys: Collection[str]) -> bool:
    """Say whether all keys are fiscal years without a duplicate, as nearly always."""
    try:
        return len({parse_fiscal_year(key) for key in keys}) == len(keys)
    except Misspelt:
        return False


def _again(key: str, first: str) -> _Again:
    again = _Again(key)
    again.first = first
    return again


def _year_once(key: str) -> FiscalYear:
    if isinstance(key, _Again):
        reason = f"「{clip(key)}」は「{clip(key.first)}」と同じ年度（{parse_fiscal_year(key).formal}）である"
        raise refuse(Refusal.SAME_YEAR, reason, hint="一つの年度に並べて書くか、片方を消す")
    return parse_fiscal_year(key)


def _listed(value: Any) -> Any:  # noqa: ANN401
    return value if isinstance(value, (list, tuple)) or value is None else [value]


def _not_empty(value: tuple[T, ...]) -> tuple[T, ...]:
    if not value:
        raise refuse(Refusal.NO_VALUE, "一つも書かれていない")
    return value


@dataclass(frozen=True, slots=True)
class _ByYear:
    """Type of a mapping from fiscal years, each there once."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return no_info_before_validator_function(_marked_again, handler(source))


class _Several(NamedTuple):
    """Type of a list that is not empty; with `or_one` a single thing may replace a list of one."""

    or_one: bool

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        several = no_info_after_validator_function(_not_empty, handler(source))
        return no_info_before_validator_function(_listed, several) if self.or_one else several

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        several = handler(core) | {"minItems": 1}
        return {"anyOf": [several["items"], several]} if self.or_one else several


ByYear = Annotated[dict[Annotated[FiscalYear, replace(YEAR, read=scalar(Refusal.YEAR, _year_once))], T], _ByYear()]
OneOrMore = Annotated[tuple[T, ...], _Several(or_one=True)]
NonEmpty = Annotated[tuple[T, ...], _Several(or_one=False)]


def refuse_duplicates(ids: Sequence[str], *keys: str) -> None:
    """Refuse an id that occurs twice in the list at `keys`.

    Raises:
        PydanticCustomError: a contradiction at the second of the two.
    """
    for position, identifier in enumerate(ids):
        if identifier in ids[:position]:
            raise contradiction(f"id「{identifier}」が二度使われている", "別の id にする", *keys, str(position))
