"""The keys and types that the declared models have at a place."""

from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from dxkpi.core.basis.finding import Path
from dxkpi.core.basis.quantity import Reads
from dxkpi.core.basis.record import written_keys


def keys_of(model: type[BaseModel]) -> list[str]:
    """Return the keys of a model, as they are written in data."""
    return [key for _, key in written_keys(model)]


def requires(model: type[BaseModel], key: str) -> bool:
    """Say whether a record of `model` must have `key`."""
    return any(own.is_required() for name, own in model.model_fields.items() if (own.alias or name) == key)


def type_at(model: type[BaseModel], path: Path) -> Any:  # noqa: ANN401
    """Return the type at `path` below `model`, or None where there is none."""
    at: Any = model
    for step in path:
        at = inside(at, step)
    return at


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """Return the model of the record at `path` below `model`, or None."""
    return model_of(type_at(model, path))


def model_of(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401
    """Return a type that is a model, or None."""
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


def inside(annotation: Any, step: str | int) -> Any:  # noqa: ANN401
    """Return the type of what stands at the key or index `step` of a type; a single record may stand for its list."""
    if model := model_of(annotation):
        named = (f.annotation for name, f in model.model_fields.items() if (f.alias or name) == step)
        return bare(next(named, None))
    parts = get_args(annotation)
    if get_origin(annotation) is dict:
        return bare(parts[1])
    if get_origin(annotation) is tuple and parts:
        item = bare(parts[0])
        return item if isinstance(step, int) else inside(item, step)
    return None


def bare(annotation: Any) -> Any:  # noqa: ANN401
    """Return the one type within `annotation` that matters, without Annotated and `| None`; of a value its record."""
    while get_origin(annotation) in {Annotated, Union, UnionType}:
        parts = get_args(annotation)
        read_from = (own.record for own in parts if isinstance(own, Reads))
        annotation = next(read_from, None) or next(part for part in parts if part is not type(None))
    return annotation
