"""`dxkpi diff`: two states of the data, each a folder or a git revision, and their differences."""

import os
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from dxkpi.app.data import Data, read_folder, read_revision
from dxkpi.app.problems import CannotRun, NoData, NoSuchRevision, UsageProblem
from dxkpi.app.select import plans_named, year_of
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.text import clip
from dxkpi.core.diff.compare import Difference, compare, present
from dxkpi.core.diff.impact import Snapshot, impacts, years
from dxkpi.core.diff.outcome import DiffOutcome, DiffSide
from dxkpi.rules.review.change import second_looks
from dxkpi.source.files import DictTree
from dxkpi.source.listing import DEPARTMENTS, SITE
from dxkpi.source.loader import load


class DiffRequest(NamedTuple):
    """A request as written; None where an option was not given. `repository` is the URL of the repository's page."""

    year: str | None = None
    plan: str | None = None
    repository: str | None = None


class ComparedState(NamedTuple):
    """The data on one side of a comparison, and the user's name for it."""

    label: str
    data: Data
    missing: NoData | None = None


def state(name: str | None, folder: str) -> ComparedState:
    """Return the data that `name` means: a folder or a git revision of `folder`; None: `folder` as it is.

    Its spelling decides, so that a folder added later never replaces a revision. A revision without the data folder has
    no data.

    Raises:
        CannotRun: when the name is unknown, or the folder has no data.
    """
    if name is None:
        return ComparedState(f"{folder}（作業中）", read_folder(folder))
    if _names_a_folder(name):
        return ComparedState(name, _read_folder(name))
    try:
        return ComparedState(name, read_revision(folder, name))
    except NoData as problem:
        nothing = DictTree({}, folder)
        return ComparedState(name, Data(nothing, load(nothing), problem.commit), problem)
    except NoSuchRevision as problem:
        if not os.path.isdir(name):  # noqa: PTH112 - any text may be asked about
            raise
        how = f"フォルダ「{clip(name)}」のことなら、「./{clip(name)}/」と書く"
        raise NoSuchRevision(f"{problem}。{how}") from None


def _names_a_folder(name: str) -> bool:
    written = name.replace(os.sep, "/")
    return written.startswith(("./", "../", "/")) or written.endswith("/") or Path(name).is_absolute()


def _read_folder(name: str) -> Data:
    if not os.path.isdir(name):  # noqa: PTH112 - as above
        how = "場所を確かめる。git の版のことなら、初めの「./」や終わりの「/」を付けずに書く"
        raise CannotRun(f"フォルダ「{clip(name)}」がない。{how}")
    return read_folder(name)


def diff(before: ComparedState, after: ComparedState, request: DiffRequest) -> DiffOutcome:
    """Compare `before` and `after`, with the impact on the figures.

    Raises:
        UsageProblem: for a year or plan on neither side.
        NoData: when neither side has data.
    """
    if before.missing and after.missing:
        raise after.missing
    old, new = _snapshot(before), _snapshot(after)
    difference = _of_readable(compare(old.dataset, new.dataset), before, after)
    difference = _of_plan(difference, before, after, request.plan)
    year = _year(old, new, difference, request.year)
    return DiffOutcome(
        _shown(before, request.repository),
        _shown(after, request.repository),
        difference,
        tuple(impacts(old, new, difference, year)),
        tuple(second_looks(old, new, difference, (before.data.spot, after.data.spot))),
        year,
    )


def _snapshot(state: ComparedState) -> Snapshot:
    """Return the records with the documents that errors are about, including those that could be meant instead."""
    touching = (diagnostic for bundle in state.data.touching_figures for diagnostic in bundle.shown)
    places = (place for own in touching for place in (own.place, *(related.place for related in own.related)))
    return Snapshot(state.data.dataset, frozenset(place.document for place in places))


_BESIDE = {DEPARTMENTS: ChangeKind.DEPARTMENTS_CHANGED, SITE: ChangeKind.SITE_CHANGED}
"""The files beside plans and indicators, with the kind of their changes."""


def _of_readable(difference: Difference, *states: ComparedState) -> Difference:
    """Return `difference` without the changes of files beside the plans that one of its sides could not read."""
    for file, kind in _BESIDE.items():
        misread = dict.fromkeys(f"{one.data.tree.label}/{file}" for one in states if one.data.misread(file))
        if misread:
            kept = tuple(change for change in difference.changes if change.kind is not kind)
            difference = replace(difference, changes=kept, uncompared=(*difference.uncompared, *misread))
    return difference


def _shown(state: ComparedState, repository: str | None) -> DiffSide:
    errors = tuple(finding for finding in state.data.findings if finding.touches_figures)
    commit, empty = state.data.commit, state.missing is not None
    address = f"{quote(repository.rstrip('/'), safe=':/%')}/blob/{commit}/" if repository and commit else ""
    return DiffSide(state.label, errors, state.data.spot, commit, empty=empty, address=address)


def _of_plan(difference: Difference, before: ComparedState, after: ComparedState, wanted: str | None) -> Difference:
    if wanted is None:
        return difference
    named = {
        declared.plan.plan
        for state in (before, after)
        for declared in state.data.dataset.plans
        if wanted in (declared.plan.plan, declared.plan.name)
    }
    if not named:
        plans_named(after.data.dataset, wanted)
    return replace(
        difference,
        changes=tuple(change for change in difference.changes if change.plan in named),
        plans=tuple(pair for pair in difference.plans if present(pair).plan.plan in named),
        indicators=tuple(pair for pair in difference.indicators if present(pair).indicator.plan in named),
    )


def _year(before: Snapshot, after: Snapshot, difference: Difference, wanted: str | None) -> FiscalYear | None:
    if wanted is None:
        return None
    year = year_of(wanted)
    known = {y for pair in difference.plans for y in years(before, after, present(pair).plan.plan)}
    if year not in known:
        listed = "、".join(map(str, sorted(known))) or "一つもない"
        raise UsageProblem(f"{year.formal}（{year}）の値が、どちらの側にもない。あるのは {listed}")
    return year
