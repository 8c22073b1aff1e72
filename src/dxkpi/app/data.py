"""The data folder, read and checked once: what every use case starts from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from dxkpi.app.problems import CannotRun, NoData, NoSuchRevision
from dxkpi.app.waiving import judge
from dxkpi.core.dataset import Dataset
from dxkpi.core.diagnostic import Diagnostic, Finding
from dxkpi.core.reference import Ref, Spot
from dxkpi.core.spelling import clip
from dxkpi.core.waiver import Waived
from dxkpi.rules import check
from dxkpi.source.codes import TOO_MANY
from dxkpi.source.findings import LIMIT, too_many
from dxkpi.source.listing import TooManyNames
from dxkpi.source.loader import Loaded, Watch, load, unwatched
from dxkpi.source.locate import Locator
from dxkpi.source.tree import FolderTree, Tree


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
        return self.judged(None).findings

    @property
    def touch_figures(self) -> bool:
        """Whether some error makes figures that are reckoned from this data untrustworthy."""
        return any(finding.touches_figures for finding in self.findings)

    def judged(self, today: date | None) -> "Judgement":
        """What counts of the reader's and the rules' findings, and what was set aside; waivers expire by `today`."""
        judged = judge(self._found, self.loaded.waivers, self.loaded.dataset, today)
        about_waivers = tuple(self._locate(diagnostic) for diagnostic in judged.diagnostics)
        counting = _cut(in_order((*judged.settled.findings, *about_waivers)))
        return Judgement(in_order(counting), judged.settled.waived)

    def counting(self, diagnostics: Iterable[Diagnostic]) -> tuple[Finding, ...]:
        """Of the findings of further rules those that nobody has set aside, in the order of `diagnostics`."""
        located = tuple(map(self._locate, diagnostics))
        return judge(located, self.loaded.waivers, self.loaded.dataset, None).settled.findings

    @cached_property
    def _found(self) -> tuple[Finding, ...]:
        diagnostics = (*self.loaded.diagnostics, *check(self.loaded.dataset))
        return in_order(self._locate(diagnostic) for diagnostic in diagnostics)

    def where(self, ref: Ref) -> str:
        """`file:line:column` of a place in the data."""
        spot = self._locator.spot(ref)
        return f"{clip_path(spot.document)}:{spot.line}:{spot.column}"

    @cached_property
    def _locator(self) -> Locator:
        return Locator(self.tree)

    def _locate(self, diagnostic: Diagnostic) -> Finding:
        spot = self._locator.spot(diagnostic.place)
        related = tuple((self._locator.spot(own.place), own.words) for own in diagnostic.related)
        return Finding(diagnostic, spot, self._locator.source_line(spot), related)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The findings that count and those that somebody set aside, sorted by file, line and code."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file, line and code, each once."""
    return tuple(sorted(set(findings), key=_by_place))


def _by_place(finding: Finding) -> tuple[Spot, str, str, str, tuple[tuple[Spot, str], ...]]:
    """What findings are sorted by: no two have the same."""
    own = finding.diagnostic
    return finding.spot, own.rule.code, own.message, own.hint, finding.related


def _cut(findings: Iterable[Finding]) -> Iterator[Finding]:
    """As many findings of each file as somebody can still read, errors before all others."""
    of_file: dict[str, list[Finding]] = {}
    for finding in findings:
        of_file.setdefault(finding.spot.document, []).append(finding)
    for document, found in of_file.items():
        told = [finding for finding in found if finding.diagnostic.rule is not TOO_MANY]
        told.sort(key=lambda finding: not finding.touches_figures)
        if len(told) > LIMIT or len(told) < len(found):
            yield Finding(too_many(document), Spot(document, 1, 1))
        yield from told[:LIMIT]


def brought(before: Data, after: Data) -> tuple[Finding, ...]:
    """The findings that a change of the data brings: of those before, lines may have moved and figures in the words."""

    def told(finding: Finding) -> tuple[str, str, str]:
        return finding.diagnostic.rule.code, finding.spot.document, finding.diagnostic.message

    words = {told(finding) for finding in before.findings}
    places = {(finding.diagnostic.rule.code, finding.spot) for finding in before.findings}
    return tuple(
        finding
        for finding in after.findings
        if told(finding) not in words and (finding.diagnostic.rule.code, finding.spot) not in places
    )


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
