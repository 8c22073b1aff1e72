"""The lists and the mappings by fiscal year of declared records."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Annotated, Any, TypeVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_after_validator_function, no_info_before_validator_function

from dxkpi.core.fiscal import FiscalYear, parse_fiscal_year
from dxkpi.core.scalars import YEAR, Refusal, refuse, scalar
from dxkpi.core.spelling import Misspelt, clip

T = TypeVar("T")


class _Again(str):
    """A key that writes the fiscal year which another key, `first`, writes already."""

    __slots__ = ("first",)
    first: str


def _marked_again(value: Any) -> Any:  # noqa: ANN401
    """Marks the same fiscal year under two spellings, which YAML takes for two keys; what is below is still read."""
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
    """Whether all are fiscal years, and each another one: as nearly always."""
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
    """A mapping whose keys are fiscal years, each there once."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return no_info_before_validator_function(_marked_again, handler(source))


@dataclass(frozen=True, slots=True)
class _Several:
    """A list that is not empty; `or_one`: one thing may stand for a list of one."""

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
