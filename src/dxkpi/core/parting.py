"""Which parts of the data can be checked apart from the others, and what such a part has to know of them.

The part of a folder holds the plan that is named like it, its indicators and its published years. What it says of
other plans binds it to theirs: bound parts are checked together.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from dxkpi.core.dataset import Dataset, Elsewhere
from dxkpi.core.folding import folded


@dataclass(frozen=True, slots=True)
class Sketch:
    """What of a part matters to others: small, so that it can be kept where records cannot.

    `plans` are those that it declares, each with its government; `counted` are the ids of those that its indicators
    belong to, `named` of all others that it speaks of. `asking` are the governments among whose plans it looks for an
    indicator that a revision names. `owners` are the departments as written, each with the id of the plan. `unread` are
    the documents that could not be taken in.
    """

    plans: Mapping[str, str | None]
    counted: frozenset[str]
    named: frozenset[str]
    asking: frozenset[str | None]
    owners: frozenset[tuple[str, str]]
    unread: tuple[str, ...]


def sketch(dataset: Dataset, folders: Iterable[str]) -> Sketch:
    """What matters to others of the parts of those folders."""
    indicators = [declared.indicator for declared in dataset.indicators]
    return Sketch(
        {declared.plan.plan: declared.plan.government for declared in reversed(dataset.plans)},  # the first file counts
        frozenset(own.plan for own in indicators),
        frozenset(
            (
                *folders,
                *(declared.folders[0] for declared in dataset.indicators),
                *(declared.manifest.plan for declared in dataset.manifests),
            )
        ),
        frozenset(_asking(dataset)),
        frozenset((own.plan, own.owner) for own in indicators if own.owner is not None),
        dataset.unread,
    )


def _asking(dataset: Dataset) -> Iterator[str | None]:
    """The governments of plans that revise an indicator which they do not have."""
    for declared in dataset.plans:
        revised = declared.plan.revisions_of.keys()
        if revised and not revised <= {own.indicator.id for own in dataset.of_plan(declared.plan.plan)}:
            yield declared.plan.government


def elsewhere(sketches: Sequence[Sketch]) -> Elsewhere:
    """What every part has to know of all."""
    plans = frozenset(chain.from_iterable(own.plans for own in sketches))
    return Elsewhere(plans, any(not own.counted <= plans for own in sketches))


def bound(sketches: Sequence[Sketch]) -> Iterator[tuple[int, ...]]:
    """The positions of the parts that have to be checked together; each part stands in one group."""
    ties = _ties(sketches)
    holders: dict[Hashable, list[int]] = {}
    for position, keys in enumerate(ties):
        for key in keys:
            holders.setdefault(key, []).append(position)
    seen: set[int] = set()
    for first in range(len(sketches)):
        group, waiting = [], [first]
        while waiting:
            position = waiting.pop()
            if position not in seen:
                seen.add(position)
                group.append(position)
                waiting.extend(chain.from_iterable(holders.pop(key, ()) for key in ties[position]))
        if group:
            yield tuple(sorted(group))


def _ties(sketches: Sequence[Sketch]) -> list[set[Hashable]]:
    """What binds each part to those that have the same: a plan, a government asked, a department spelt in two ways."""
    asked = frozenset(chain.from_iterable(own.asking for own in sketches))
    owners = _owners(sketches)
    doubtful = {key for key, ways in _spellings(chain.from_iterable(owners)).items() if len(ways) > 1}
    return [
        {
            *(("plan", name) for name in own.plans.keys() | own.counted | own.named),
            *(("government", name) for name in asked.intersection(own.plans.values())),
            *(("owner", key) for key, _ in departments if key in doubtful),
        }
        for own, departments in zip(sketches, owners, strict=True)
    ]


_Department = tuple[str | None, str]
"""A government and the name of a department without what only a machine tells apart."""


def _owners(sketches: Sequence[Sketch]) -> list[list[tuple[_Department, str]]]:
    """The departments of each part, and how they are written there."""
    governments: dict[str, set[str | None]] = {}
    for own in sketches:
        for plan, government in own.plans.items():
            governments.setdefault(plan, set()).add(government)
    return [
        [
            ((government, folded(owner)), owner)
            for plan, owner in own.owners
            for government in governments.get(plan, {None})
        ]
        for own in sketches
    ]


def _spellings(written: Iterable[tuple[_Department, str]]) -> dict[_Department, set[str]]:
    ways: dict[_Department, set[str]] = {}
    for key, owner in written:
        ways.setdefault(key, set()).add(owner)
    return ways
