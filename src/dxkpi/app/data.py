"""The data folder, read and checked once: what every use case starts from."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from dxkpi.app.problems import CannotRun, NoData, NoSuchRevision
from dxkpi.app.waiving import judge
from dxkpi.core.basis.finding import TOLD, Diagnostic, Finding, Ref, Severity, Spot
from dxkpi.core.basis.text import clip
from dxkpi.core.dataset import Dataset
from dxkpi.core.settling import Aside, Bundle, Gathering, Waived, Waiver, worst
from dxkpi.rules import check
from dxkpi.source.files import FolderTree, Tree
from dxkpi.source.listing import TooManyNames
from dxkpi.source.loader import Loaded, Watch, load, unwatched
from dxkpi.source.locate import Locator


@dataclass(frozen=True)
class Data:
    """What was declared, and everything there is to find fault with; `commit` is the id of the commit they are of."""

    tree: Tree
    loaded: Loaded
    commit: str | None = None

    @property
    def dataset(self) -> Dataset:
        """The records that could be read."""
        return self.loaded.dataset

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What counts of the findings, on whichever day: figures do not change because a waiver expires."""
        return self.told(worst(self._counting)[0])

    @cached_property
    def touching_figures(self) -> tuple[Bundle, ...]:
        """The errors that make figures which are reckoned from this data untrustworthy."""
        return tuple(bundle for bundle in self._counting if bundle.touches_figures)

    @property
    def touch_figures(self) -> bool:
        """Whether there is any such error."""
        return bool(self.touching_figures)

    def judged(self, today: date | None) -> "Judgement":
        """What counts of the reader's and the rules' findings, and what was set aside; waivers expire by `today`."""
        judged = judge(self._found, self.loaded.waivers, self.loaded.dataset, today)
        about_waivers = self._gathered(judged.diagnostics)
        return Judgement((*judged.settled.counting, *about_waivers), judged.settled.aside)

    def counting(self, diagnostics: Iterable[Diagnostic]) -> tuple[Finding, ...]:
        """Of the findings of further rules those that nobody has set aside, in the order of `diagnostics`."""
        diagnostics, waivers = tuple(diagnostics), self.loaded.waivers
        each = (bundle for own in diagnostics for bundle in self._gathered((own,), waivers))
        settled = judge(each, waivers, self.loaded.dataset, None).settled
        aside = {own for found in settled.aside for own in found.bundle.told}
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
        gathering.heed(waivers)
        for diagnostic in diagnostics:
            gathering.add(diagnostic)
        return gathering.bundles()

    def told(self, bundles: Iterable[Bundle]) -> tuple[Finding, ...]:
        """What is told of the findings in `bundles`, in the order of files, lines and codes."""
        return in_order(finding for bundle in bundles for finding in self._of(bundle))

    def waived(self, aside: Iterable[Aside], most: int) -> tuple[tuple[Waived, ...], int]:
        """What is told, in the same order, of findings that were set aside, and how many there is no room for.

        Those of one rule in one file have as much room as findings that count, whichever waivers speak of them.
        """
        waived: list[Waived] = []
        told: Counter[tuple[str, str]] = Counter()
        left = 0
        for own in sorted(aside, key=lambda own: own.bundle.document):
            about, size = (own.bundle.document, own.bundle.rule.code), len(own.bundle.told)
            if told[about] + size > TOLD or len(waived) + size > most:
                left += own.bundle.count
            else:
                told[about] += size
                waived += (Waived(finding, own.reason, own.spot) for finding in self._of(own.bundle))
        return tuple(sorted(waived, key=lambda own: _by_place(own.finding))), left

    def _of(self, bundle: Bundle) -> Iterator[Finding]:
        *others, last = in_order(self._locate(own, bundle.weight) for own in bundle.told)
        yield from others
        yield replace(last, more=bundle.more)

    def where(self, ref: Ref) -> str:
        """`file:line:column` of a place in the data."""
        spot = self._locator.spot(ref)
        return f"{clip_path(spot.document)}:{spot.line}:{spot.column}"

    @cached_property
    def _locator(self) -> Locator:
        return Locator(self.tree)

    def _locate(self, diagnostic: Diagnostic, weight: Severity | None) -> Finding:
        spot = self._locator.spot(diagnostic.place)
        related = tuple((self._locator.spot(own.place), own.words) for own in diagnostic.related)
        return Finding(diagnostic, spot, self._locator.source_line(spot), related, weight)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The findings that count, and those that somebody set aside."""

    counting: tuple[Bundle, ...]
    aside: tuple[Aside, ...]


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file, line and code."""
    return tuple(sorted(findings, key=_by_place))


def _by_place(finding: Finding) -> tuple[Spot, str, str, str, tuple[tuple[Spot, str], ...]]:
    """What findings are sorted by: no two have the same."""
    own = finding.diagnostic
    return finding.spot, own.rule.code, own.message, own.hint, finding.related


def brought(before: Data, after: Data) -> tuple[Finding, ...]:
    """The findings that a change of the data brings: of those before, lines may have moved and figures in the words.

    Where not all of a rule's findings in a file are told, it brings some if there are more than before.
    """
    words = {_words(finding) for finding in before.findings}
    places = {(finding.diagnostic.rule.code, finding.spot) for finding in before.findings}
    then, now = _counts(before), _counts(after)

    def is_brought(finding: Finding) -> bool:
        own = _group(finding)
        new = _words(finding) not in words and (finding.diagnostic.rule.code, finding.spot) not in places
        if now[own] > then[own]:
            return new or finding.more > 0
        return new and then[own] <= TOLD

    return tuple(filter(is_brought, after.findings))


def _words(finding: Finding) -> tuple[str, str, str]:
    return *_group(finding), finding.diagnostic.message


def _group(finding: Finding) -> tuple[str, str]:
    return finding.diagnostic.rule.code, finding.spot.document


def _counts(data: Data) -> Counter[tuple[str, str]]:
    """How many findings there are by rule and file."""
    counts: Counter[tuple[str, str]] = Counter()
    for finding in data.findings:
        counts[_group(finding)] += 1 + finding.more
    return counts


def clip_path(name: str) -> str:
    """A file name as it can be shown: nothing in it that a terminal would obey."""
    return "/".join(clip(part) for part in name.split("/"))


def read_folder(folder: str, watch: Watch = unwatched) -> Data:
    """The data below `folder`.

    Raises:
        CannotRun: when it is not there, not a folder, holds no data, or more than is ever looked at.
    """
    path = Path(folder)
    if not path.is_dir():
        found = "フォルダではない" if path.exists() else "見つからない"
        raise CannotRun(
            f"データのフォルダ「{clip(folder)}」が{found}。"
            "--data DIR か環境変数 DXKPI_DATA で、targets/ と indicators/ のあるフォルダを示す"
        )
    try:
        return _with_a_plan(FolderTree(path, path.as_posix()), watch)
    except TooManyNames as problem:
        raise CannotRun(problem.sentence) from None


def read_revision(folder: str, revision: str, watch: Watch = unwatched) -> Data:
    """The data below `folder` as a git revision has them; the working tree is not looked at.

    Raises:
        CannotRun: when the revision cannot be read; NoSuchRevision: when there is none; NoData: when it holds none.
    """
    from dxkpi.source import git_objects  # noqa: PLC0415
    from dxkpi.source.git import tree_of  # noqa: PLC0415 - most runs need no second process

    try:
        tree = tree_of(folder, revision)
        return _with_a_plan(tree, watch, tree.commit)
    except git_objects.NoDataThen as problem:
        raise NoData(problem.sentence, problem.commit) from None
    except git_objects.NoSuchRevision as problem:
        raise NoSuchRevision(problem.sentence) from None
    except (git_objects.NoRevision, TooManyNames) as problem:
        raise CannotRun(problem.sentence) from None


def _with_a_plan(tree: Tree, watch: Watch, commit: str | None = None) -> Data:
    data = Data(tree, load(tree, watch), commit)
    if not data.dataset.plans and not data.findings:
        raise NoData(
            f"データのフォルダ「{clip(tree.label)}」に計画が一つもない。"
            "targets/<計画の id>.yaml に計画を、indicators/ の下に指標を書く",
            commit,
        )
    return data
