"""What the declared models say of their keys: which there are at a place, and what each is for."""

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from dxkpi.core.basis.finding import Path
from dxkpi.core.indicator import DIRECTIONS

MOVED = {
    "published": "年度ごとに data/published/<計画の id>/R3.yaml に移す（plan、year、date、source、counts、percent）",
    "undisclosed": "公表した年度のファイル data/published/<計画の id>/R3.yaml の unnamed に移す",
}
"""Where keys belong that a plan's file does not take, though it might be thought to."""


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys that a model takes, as they are written in data."""
    return [field.alias or name for name, field in model.model_fields.items()]


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model of the record at `path` below `model`; None where there is none."""
    at: Any = model
    for step in path:
        at = _inside(at, step)
    return at if isinstance(at, type) and issubclass(at, BaseModel) else None


def _inside(annotation: Any, step: str | int) -> Any:  # noqa: ANN401
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        named = (f.annotation for name, f in annotation.model_fields.items() if (f.alias or name) == step)
        return _bare(next(named, None))
    parts = get_args(annotation)
    if get_origin(annotation) is dict:
        return _bare(parts[1])
    if get_origin(annotation) is tuple and parts:
        return _bare(parts[0])
    return None


def _bare(annotation: Any) -> Any:  # noqa: ANN401
    """`annotation` without what surrounds the one type that matters: Annotated, `| None`."""
    while get_origin(annotation) in {Annotated, Union, UnionType}:
        annotation = next(part for part in get_args(annotation) if part is not type(None))
    return annotation


def directions_with(key: str, path: Path) -> Iterator[str]:
    """The directions whose records take `key` at `path`."""
    for direction, model in DIRECTIONS.items():
        at = model_at(model, path)
        if at is not None and key in keys_of(at):
            yield direction
