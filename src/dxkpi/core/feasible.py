"""Whether so many things with so many choices can fill so many places: the arithmetic behind 矛盾なし and 不整合."""

from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

Place = TypeVar("Place", bound=Hashable)


def can_fill(choices: Sequence[AbstractSet[Place]], places: Mapping[Place, int]) -> bool:
    """Whether every item of `choices` can take one of the places it may, with every place filled exactly.

    >>> can_fill([{"a"}, {"a", "b"}], {"a": 1, "b": 1}), can_fill([{"a"}, {"a"}], {"a": 1, "b": 1})
    (True, False)
    """
    if any(count < 0 for count in places.values()) or sum(places.values()) != len(choices):
        return False
    taken: dict[Place, list[int]] = {place: [] for place in places}
    return all(_seat(item, choices, places, taken, set()) for item in range(len(choices)))


def _seat(
    item: int,
    choices: Sequence[AbstractSet[Place]],
    places: Mapping[Place, int],
    taken: dict[Place, list[int]],
    tried: set[Place],
) -> bool:
    """Gives `item` a place, moving others on to their next choice where it must (augmenting path)."""
    for place in sorted(choices[item] & taken.keys(), key=str):
        if place in tried:
            continue
        tried.add(place)
        if len(taken[place]) < places[place]:
            taken[place].append(item)
            return True
        for position, other in enumerate(taken[place]):
            if _seat(other, choices, places, taken, tried):
                taken[place][position] = item
                return True
    return False
