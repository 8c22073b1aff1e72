"""All findings of any number of files: part by part, in as many processes as pay, and no record kept for longer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dxkpi.app.data import Data, Judgement, by_place, in_order, no_plan
from dxkpi.app.side_by_side import processors, side_by_side
from dxkpi.core.dataset import ALL_HERE, Elsewhere
from dxkpi.core.diagnostic import Finding
from dxkpi.core.parting import Sketch, bound, elsewhere, sketch
from dxkpi.core.waiver import Waived
from dxkpi.source.loader import Watch, load, unwatched
from dxkpi.source.parts import Part, PartTree, parted
from dxkpi.source.tree import Tree

FEW = 2_000
"""Up to so many files are checked in one process: to start a second costs what it takes to check some 500."""

_HANDFUL = 200
"""Up to so many files are checked as a whole: there is little to take apart."""

_AT_ONCE = 200
"""About so many files are handed to a process at a time: enough to be worth the message, few enough to end together."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Data files of which only the findings are wanted.

    `jobs` is how many processes check them part by part; with None a handful is checked as a whole, few files by one
    process, and many by as many as there are processors. `watch` is told how far they are.
    """

    tree: Tree
    jobs: int | None = None
    watch: Watch = unwatched

    def judged(self, today: date | None) -> Judgement:
        """What counts of the findings of all files, as if they were checked together; waivers expire by `today`.

        Raises:
            NoData: when there is no plan and nothing to find fault with.
            CannotRun: when a process was killed.
        """
        listing = self.tree.listing()
        parts = tuple(parted(listing, self.tree.label))
        whole = self.jobs is None and len(listing.files) <= _HANDFUL
        found = [self._whole(parts, today)] if whole else list(self._part_by_part(parts, today))
        if not any(own.sketch.plans or own.told for own in found):
            raise no_plan(self.tree.label)
        return Judgement(
            in_order(finding for own in found for finding in own.findings),
            tuple(sorted((w for own in found for w in own.waived), key=lambda waived: by_place(waived.finding))),
            listing,
            tuple(sorted({name for own in found for name in own.sketch.unread})),
        )

    def _whole(self, parts: tuple[Part, ...], today: date | None) -> "_Examined":
        return _examined(self.tree, _Group(parts), today, self.watch)

    def _part_by_part(self, parts: Sequence[Part], today: date | None) -> Iterator["_Examined"]:
        """Every part by itself, and once more where others matter, with what has to be known of them."""
        alone = list(self._shared_out([_Group((part,)) for part in parts], today))
        sketches = [own.sketch for own in alone]
        around = elsewhere(sketches)
        unread = tuple(sorted({name for own in sketches for name in own.unread}))
        again: list[_Group] = []
        for positions in bound(sketches):
            own = alone[positions[0]]
            if len(positions) > 1 or own.differs(around, unread):
                again.append(_Group(tuple(parts[position] for position in positions), unread, around))
            else:
                yield own
        yield from self._shared_out(again, today)

    def _shared_out(self, groups: Sequence["_Group"], today: date | None) -> Iterator["_Examined"]:
        """What is found in each of the groups, which the processes share."""
        total, done = sum(group.size for group in groups), 0
        tasks = [_Task(self.tree, batch, today) for batch in _batches(groups)]
        processes = self.jobs or (processors() if total > FEW else 1)
        for task, found in zip(tasks, side_by_side(_examine, tasks, processes), strict=True):
            yield from found
            done += sum(group.size for group in task.groups)
            self.watch(done, total)


@dataclass(frozen=True, slots=True)
class _Group:
    """Parts to be checked together, and what is known of all data: which files are `unread`, and what is elsewhere."""

    parts: tuple[Part, ...]
    unread: tuple[str, ...] = ()
    elsewhere: Elsewhere = ALL_HERE

    @property
    def size(self) -> int:
        """How many files it holds."""
        return sum(len(part.listing.files) for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Task:
    """Groups that one process checks one after the other."""

    tree: Tree
    groups: tuple[_Group, ...]
    today: date | None


@dataclass(frozen=True, slots=True)
class _Examined:
    """What was found in a group, and what of it matters to others."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    sketch: Sketch

    @property
    def told(self) -> bool:
        """Whether any rule has found anything."""
        return bool(self.findings or self.waived)

    def differs(self, around: Elsewhere, unread: tuple[str, ...]) -> bool:
        """Whether what is known of the others could change what was found.

        What is unread or astray there only ever takes findings away, or changes the words of one.
        """
        return self.told and (around.strays or unread != self.sketch.unread)


def _batches(groups: Iterable[_Group]) -> Iterator[tuple[_Group, ...]]:
    batch: list[_Group] = []
    size = 0
    for group in groups:
        batch.append(group)
        size += group.size
        if size >= _AT_ONCE:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def _examine(task: _Task) -> list[_Examined]:
    return [_examined(task.tree, group, task.today) for group in task.groups]


def _examined(tree: Tree, group: _Group, today: date | None, watch: Watch = unwatched) -> _Examined:
    part = PartTree(tree, group.parts)
    loaded = load(part, watch)
    known = replace(loaded.dataset, unread=group.unread or loaded.dataset.unread, elsewhere=group.elsewhere)
    judgement = Data(part, replace(loaded, dataset=known)).judged(today)
    own = sketch(loaded.dataset, (part.folder for part in group.parts))
    return _Examined(judgement.findings, judgement.waived, own)
