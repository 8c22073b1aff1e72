"""Single values below a record, by the keys that lead to them."""

from collections.abc import Iterable, Mapping

from pydantic import BaseModel

from dxkpi.core.reference import Path


def values(record: object, path: Path = ()) -> dict[Path, object]:
    """Every single value below `record`, typed, by the keys that lead to it; a list of values is one."""
    match record:
        case None:
            return {}
        case BaseModel():
            fields = type(record).model_fields
            entries: Iterable[tuple[str | int, object]]
            entries = ((own.alias or key, getattr(record, key)) for key, own in fields.items())
        case dict():
            entries = ((str(key), own) for key, own in record.items())
        case tuple() if of_mappings(record):
            entries = enumerate(record)
        case _:
            return {path: record}
    return {place: value for key, own in entries for place, value in values(own, (*path, key)).items()}


def of_mappings(items: tuple[object, ...]) -> bool:
    """Whether what stands in a list has keys of its own."""
    return bool(items) and all(isinstance(item, Mapping | BaseModel) for item in items)
