"""Completions of a shell from a data folder: ids and years, each of a grammar that no shell acts on.

Names are left out: they may be any text. Nothing is checked, and what cannot be read is left out.
"""

from collections.abc import Iterator
from pathlib import Path

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.identifier import is_id
from dxkpi.core.dataset import Dataset, DeclaredPlan
from dxkpi.source.files import FolderTree
from dxkpi.source.listing import INDICATORS, PLANS, stem


def plan_ids(folder: str) -> tuple[str, ...]:
    """Return the ids of the plans, by their file names."""
    return _ids(_tree(folder), PLANS)


def indicator_ids(folder: str) -> tuple[str, ...]:
    """Return the ids of the indicators, by their file names."""
    return _ids(_tree(folder), INDICATORS)


def section_ids(folder: str, plan: str | None) -> tuple[str, ...]:
    """Return the ids of the sections of the plan with that id or name, or of all plans; only plans are read."""
    from dxkpi.source.loader import read_record  # noqa: PLC0415 - ids alone need no reader of YAML

    tree = _tree(folder)
    files = (name for name in tree.listing().files if _below(tree, name) == PLANS)
    plans = (own for name in files for own in read_record(tree, name).declared if isinstance(own, DeclaredPlan))
    return tuple(dict.fromkeys(key for own in plans if _meant(own, plan) for key in own.plan.section_ids))


def years(folder: str, plan: str | None) -> tuple[str, ...]:
    """Return the years that the plan with that id or name can be asked for, or any plan; the newest first."""
    from dxkpi.source.loader import load  # noqa: PLC0415 - ids alone need no reader of YAML

    dataset = load(_tree(folder)).dataset
    found = {year for declared in dataset.plans if _meant(declared, plan) for year in _years(dataset, declared)}
    return tuple(map(str, sorted(found, reverse=True)))


def _years(dataset: Dataset, declared: DeclaredPlan) -> Iterator[FiscalYear]:
    """Yield the years of a plan and of its actuals before; one that only monitors ends with its last actual."""
    plan = declared.plan
    actual = sorted(dataset.actual_years(plan.plan))
    first = plan.first_year or next(iter(actual), None)
    last = dataset.last_year(plan) if plan.ratings else None
    last = last or next(reversed(actual), None)
    if first is not None and last is not None:
        yield from (FiscalYear(start) for start in range(first.start, last.start + 1))


def _meant(declared: DeclaredPlan, wanted: str | None) -> bool:
    return wanted in (None, declared.plan.plan, declared.plan.name)


def _tree(folder: str) -> FolderTree:
    """Return the files below `folder`, in which a shell has not yet replaced `~`."""
    path = Path(folder).expanduser()
    return FolderTree(path, path.as_posix())


def _below(tree: FolderTree, name: str) -> str:
    """Return the folder of the data folder that a file is in."""
    return name.removeprefix(f"{tree.label}/").partition("/")[0]


def _ids(tree: FolderTree, folder: str) -> tuple[str, ...]:
    names = (stem(name) for name in tree.listing().files if _below(tree, name) == folder)
    return tuple(dict.fromkeys(filter(is_id, names)))
