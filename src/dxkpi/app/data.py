"""The data folder, read and checked once: the basis of every use case."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from dxkpi.app.problems import CannotRun, NoData, NoSuchRevision
from dxkpi.app.waiving import judge
from dxkpi.core.basis.finding import SHOWN, Diagnostic, Finding, Place, Ref, Severity, Spot
from dxkpi.core.basis.text import clip
from dxkpi.core.dataset import Dataset
from dxkpi.core.settling import Aside, Bundle, Gathering, Waived, Waiver, worst
from dxkpi.rules import check
from dxkpi.rules.dataset.known_to_come import known_to_come
from dxkpi.source.files import ChangedTree, FolderTree, Tree
from dxkpi.source.listing import FOLDERS, TooManyNames
from dxkpi.source.loader import Loaded, Watch, load, unwatched
from dxkpi.source.locate import Locator

_PLAN = re.compile(r"(?m)^plan[ \t]*:[ \t]*[\"']?([a-z][a-z0-9-]*)")


@dataclass(frozen=True)
class Data:
    """The records, with all findings; `commit` is the id of the commit they were read from."""

    tree: Tree
    loaded: Loaded
    commit: str | None = None

    @property
    def dataset(self) -> Dataset:
        """The records that could be read."""
        return self.loaded.dataset

    def content(self, document: str) -> bytes:
        """Return the content of a file that a record was read from."""
        content = self.tree.read(document)
        assert isinstance(content, bytes), "it was read a moment ago"
        return content

    def changed(self, files: Mapping[str, bytes]) -> "Data":
        """Return the data with some files, by their names, replaced or added."""
        tree = ChangedTree(self.tree, files)
        return Data(tree, load(tree))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Findings that count, on any day: figures do not change because a waiver expires."""
        return self.shown(worst(self._counting)[0])

    def findings_on(self, today: date | None) -> tuple[Finding, ...]:
        """Return the findings that count on `today`; with None, on any day."""
        return self.findings if today is None else self.shown(worst(self.judged(today).counting)[0])

    @cached_property
    def touching_figures(self) -> tuple[Bundle, ...]:
        """The errors because of which figures computed from this data cannot be trusted."""
        return tuple(bundle for bundle in self._counting if bundle.touches_figures)

    @property
    def touch_figures(self) -> bool:
        """True if there is any such error."""
        return bool(self.touching_figures)

    def misread(self, name: str) -> bool:
        """Say whether there is any error in the file of that name below the data folder."""
        document = f"{self.tree.label}/{name}"
        return any(bundle.document == document and bundle.severity is Severity.ERROR for bundle in self._counting)

    def touching(self, plans: Collection[str]) -> tuple[Bundle, ...]:
        """Return those of the errors that are about one of `plans`, by their ids."""
        return tuple(own for own in self.touching_figures if not self._plans_of(own.document).isdisjoint(plans))

    def _plans_of(self, document: str) -> frozenset[str]:
        """Return the ids of the plans that a file is about; of all, where nothing tells."""
        declared = self._declared.get(document)
        if declared is not None:
            return declared
        raw = self.tree.read(document)
        text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""
        if named := _PLAN.search(text):
            shared = (key for key in self.dataset.plan_ids if re.search(rf"(?m)^ +{re.escape(key)} *:", text))
            return frozenset((named[1], *shared))
        below = document.removeprefix(f"{self.tree.label}/").split("/")
        folder = below[1].partition(".")[0] if len(below) > 1 and below[0] in FOLDERS else ""
        known = self.dataset.plan_ids
        return frozenset((folder,)) if folder in known else known

    @cached_property
    def _declared(self) -> dict[str, frozenset[str]]:
        """The ids of the plans that each file is about that could be read."""
        found: dict[str, frozenset[str]] = {}
        for plan in self.dataset.plans:
            found[plan.document] = frozenset((plan.plan.plan,))
        for published in self.dataset.published:
            found[published.document] = frozenset((published.published.plan,))
        for declared in self.dataset.indicators:
            found[declared.document] = frozenset(
                (*declared.plans, declared.indicator.plan, *found.get(declared.document, ()))
            )
        return found

    def judged(self, today: date | None) -> "Judgement":
        """Return the findings that count and those set aside, seen on `today`; with None, those of any day."""
        of_day = self._gathered(known_to_come(self.dataset, today)) if today else ()
        judged = judge((*self._found, *of_day), self.loaded.waivers, self.loaded.dataset, today)
        about_waivers = self._gathered(judged.diagnostics)
        return Judgement((*judged.settled.counting, *about_waivers), judged.settled.aside)

    def counting(self, diagnostics: Iterable[Diagnostic]) -> tuple[Finding, ...]:
        """Return those findings of further rules that nobody has set aside, in the order of `diagnostics`."""
        diagnostics, waivers = tuple(diagnostics), self.loaded.waivers
        each = (bundle for diagnostic in diagnostics for bundle in self._gathered((diagnostic,), waivers))
        settled = judge(each, waivers, self.loaded.dataset, None).settled
        aside = {diagnostic for found in settled.aside for diagnostic in found.bundle.shown}
        weights = {(own.document, own.rule.code): own.weight for own in settled.counting}
        return tuple(self._locate(own, weights[own.document, own.rule.code]) for own in diagnostics if own not in aside)

    @cached_property
    def _counting(self) -> tuple[Bundle, ...]:
        return self.judged(None).counting

    @cached_property
    def _found(self) -> tuple[Bundle, ...]:
        return (*self.loaded.bundles, *self._gathered(check(self.loaded.dataset), self.loaded.waivers))

    def _gathered(self, diagnostics: Iterable[Diagnostic], waivers: Iterable[Waiver] = ()) -> Iterator[Bundle]:
        gathering = Gathering(self._locator.line)
        gathering.keep_apart(waivers)
        for diagnostic in diagnostics:
            gathering.add(diagnostic)
        return gathering.bundles()

    def shown(self, bundles: Iterable[Bundle]) -> tuple[Finding, ...]:
        """Return the findings shown of `bundles`, in the order of files, lines and codes."""
        return in_order(finding for bundle in bundles for finding in self._of(bundle))

    def waived(self, aside: Iterable[Aside], most: int) -> tuple[tuple[Waived, ...], int]:
        """Return the set-aside findings shown, in the same order, and the number of those in excess of the limit.

        Findings of one rule in one file have the same limit as findings that count, whichever waivers apply to them.
        """
        waived: list[Waived] = []
        sizes: Counter[tuple[str, str]] = Counter()
        left = 0
        for own in sorted(aside, key=lambda own: own.bundle.document):
            about, size = (own.bundle.document, own.bundle.rule.code), len(own.bundle.shown)
            if sizes[about] + size > SHOWN or len(waived) + size > most:
                left += own.bundle.count
            else:
                sizes[about] += size
                waived += (Waived(finding, own.reason, own.spot) for finding in self._of(own.bundle))
        return tuple(sorted(waived, key=lambda own: _by_place(own.finding))), left

    def _of(self, bundle: Bundle) -> Iterator[Finding]:
        *others, last = in_order(self._locate(diagnostic, bundle.weight) for diagnostic in bundle.shown)
        yield from others
        yield last._replace(more=bundle.more)

    def spot(self, place: Place) -> Spot:
        """The position of a place in the data."""
        return self._locator.spot(place)

    def where(self, ref: Ref) -> str:
        """Return `file:line:column` of a place in the data."""
        spot = self._locator.spot(ref)
        return f"{clip_path(spot.document)}:{spot.line}:{spot.column}"

    @cached_property
    def _locator(self) -> Locator:
        return Locator(self.tree)

    def _locate(self, diagnostic: Diagnostic, weight: Severity | None) -> Finding:
        spot = self._locator.spot(diagnostic.place)
        related = tuple((self._locator.spot(own.place), own.words) for own in diagnostic.related)
        return Finding(diagnostic, spot, self._locator.source_line(spot), related, weight)


class Judgement(NamedTuple):
    """The findings that count, and those set aside."""

    counting: tuple[Bundle, ...]
    aside: tuple[Aside, ...]


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings sorted by file, line and code."""
    return tuple(sorted(findings, key=_by_place))


def _by_place(finding: Finding) -> tuple[Spot, str, str, str, tuple[tuple[Spot, str], ...]]:
    """Return the sort key of a finding; no two have the same."""
    diagnostic = finding.diagnostic
    return finding.spot, diagnostic.rule.code, diagnostic.message, diagnostic.hint, finding.related


def brought(before: Data, after: Data, today: date | None = None) -> tuple[Finding, ...]:
    """Return the findings that a change of the data adds, though lines and figures in messages may have moved.

    With `today` they are those of that day, else of any day.

    Where only some of a rule's findings in a file are shown, it adds some if there are more than before.
    """
    old, new_ones = before.findings_on(today), after.findings_on(today)
    words = {_words(finding) for finding in old}
    there, here = (Counter((own.diagnostic.rule.code, own.spot) for own in found) for found in (old, new_ones))
    then, now = _counts(old), _counts(new_ones)

    def is_brought(finding: Finding) -> bool:
        own = _group(finding)
        place = finding.diagnostic.rule.code, finding.spot
        new = _words(finding) not in words and here[place] > there[place]
        if now[own] > then[own]:
            return new or finding.more > 0
        return new and then[own] <= SHOWN

    return tuple(filter(is_brought, new_ones))


def _words(finding: Finding) -> tuple[str, str, str]:
    return *_group(finding), finding.diagnostic.message


def _group(finding: Finding) -> tuple[str, str]:
    return finding.diagnostic.rule.code, finding.spot.document


def _counts(found: Iterable[Finding]) -> Counter[tuple[str, str]]:
    """Count findings by rule and file."""
    counts: Counter[tuple[str, str]] = Counter()
    for finding in found:
        counts[_group(finding)] += 1 + finding.more
    return counts


def clip_path(name: str) -> str:
    """Return a file name as it can be shown, without anything that acts on a terminal."""
    return "/".join(clip(part) for part in name.split("/"))


def read_folder(folder: str, watch: Watch = unwatched, *, may_be_empty: bool = False) -> Data:
    """Return the data below `folder`; with `may_be_empty` it need not have a plan yet.

    Raises:
        CannotRun: when it is missing, not a folder, without data, or above the limit of names.
    """
    path = Path(folder)
    if not path.is_dir():
        found = "フォルダではない" if path.exists() else "見つからない"
        raise CannotRun(
            f"データのフォルダ「{clip(folder)}」が{found}。"
            "--data DIR か環境変数 DXKPI_DATA で、targets/ と indicators/ のあるフォルダを示す"
            "（まだなければ dxkpi init で作る）"
        )
    try:
        tree = FolderTree(path, path.as_posix())
        return Data(tree, load(tree, watch)) if may_be_empty else _with_a_plan(tree, watch)
    except TooManyNames as problem:
        raise CannotRun(str(problem)) from None


def read_revision(folder: str, revision: str, watch: Watch = unwatched) -> Data:
    """Return the data below `folder` of a git revision; the working tree is not read.

    Raises:
        CannotRun: when the revision cannot be read; NoSuchRevision: when it does not exist; NoData: when it has none.
    """
    from dxkpi.source import git_objects  # noqa: PLC0415
    from dxkpi.source.git import tree_of  # noqa: PLC0415 - most runs need no second process

    try:
        tree = tree_of(folder, revision)
        return _with_a_plan(tree, watch, tree.commit)
    except git_objects.NoDataThen as problem:
        raise NoData(str(problem), problem.commit) from None
    except git_objects.RevisionAbsent as problem:
        raise NoSuchRevision(str(problem)) from None
    except (git_objects.NoRevision, TooManyNames) as problem:
        raise CannotRun(str(problem)) from None


def _with_a_plan(tree: Tree, watch: Watch, commit: str | None = None) -> Data:
    data = Data(tree, load(tree, watch), commit)
    if not data.dataset.plans and not data.findings:
        raise NoData(
            f"データのフォルダ「{clip(tree.label)}」に計画が一つもない。"
            "dxkpi new plan で作るか、targets/<計画の id>.yaml に計画を、indicators/ の下に指標を書く",
            commit,
        )
    return data
