"""Entries of a list that have to be told apart by their ids."""

from collections.abc import Sequence

from dxkpi.core.scalars import contradiction


def refuse_twins(ids: Sequence[str], *keys: str) -> None:
    """Refuses an id that stands twice in the list at `keys`.

    Raises:
        PydanticCustomError: a contradiction at the second of the two.
    """
    for position, identifier in enumerate(ids):
        if identifier in ids[:position]:
            raise contradiction(f"id「{identifier}」が二度使われている", "別の id にする", *keys, str(position))
