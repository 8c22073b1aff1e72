"""A tree of files to the dataset they declare, with everything that is wrong with them."""

from dataclasses import dataclass

from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan
from dxkpi.core.diagnostic import Diagnostic
from dxkpi.core.waiver import Waiver
from dxkpi.source.document import read_document
from dxkpi.source.findings import Findings
from dxkpi.source.listing import is_plan
from dxkpi.source.lost_text import tell_lost_text
from dxkpi.source.records import indicator_of, plan_of
from dxkpi.source.tree import Tree
from dxkpi.source.waivers import waivers_of


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was declared, what is wrong with it, and which files were left aside by their names."""

    dataset: Dataset
    diagnostics: tuple[Diagnostic, ...]
    skipped: tuple[str, ...]
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """What one file gave."""

    declared: DeclaredPlan | DeclaredIndicator | None
    diagnostics: tuple[Diagnostic, ...]
    waivers: tuple[Waiver, ...] = ()


def load(tree: Tree) -> Loaded:
    """All that the data files declare. Never raises for what they hold, and no file hides the findings of another."""
    listing = tree.listing()
    diagnostics = list(listing.problems)
    plans: list[DeclaredPlan] = []
    indicators: list[DeclaredIndicator] = []
    waivers: list[Waiver] = []
    unread = [problem.document for problem in listing.problems]
    for name in listing.files:
        read = _read(tree, name)
        diagnostics.extend(read.diagnostics)
        waivers.extend(read.waivers)
        if isinstance(read.declared, DeclaredPlan):
            plans.append(read.declared)
        elif read.declared:
            indicators.append(read.declared)
        else:
            unread.append(name)
    dataset = Dataset(tuple(plans), tuple(indicators), tuple(sorted(unread)))
    return Loaded(dataset, tuple(diagnostics), listing.skipped, tuple(waivers))


def _read(tree: Tree, name: str) -> _Read:
    raw = tree.read(name)
    if isinstance(raw, Diagnostic):
        return _Read(None, (raw,))
    document = read_document(name, raw)
    findings = Findings(name)
    waivers = waivers_of(document, findings)
    if document.data is None:
        return _Read(None, document.problems + findings.told(), waivers)
    tell_lost_text(document, findings)
    declared: DeclaredPlan | DeclaredIndicator | None = None
    if is_plan(name.removeprefix(tree.label + "/")):
        plan = plan_of(document.data, findings)
        declared = DeclaredPlan(name, plan) if plan else None
    else:
        indicator = indicator_of(document.data, findings)
        declared = DeclaredIndicator(name, indicator) if indicator else None
    return _Read(declared, document.problems + findings.told(), waivers)
