"""A tree of files to the dataset they declare, with everything that is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredManifest, DeclaredPlan
from dxkpi.core.diagnostic import Diagnostic
from dxkpi.core.waiver import Waiver
from dxkpi.source.document import read_document
from dxkpi.source.findings import Findings
from dxkpi.source.listing import is_manifest, is_plan
from dxkpi.source.lost_text import tell_lost_text
from dxkpi.source.records import indicator_of, manifest_of, plan_of
from dxkpi.source.tree import Tree
from dxkpi.source.waivers import waivers_of


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was declared, what is wrong with it, and which files were left aside by their names."""

    dataset: Dataset
    diagnostics: tuple[Diagnostic, ...]
    skipped: tuple[str, ...]
    waivers: tuple[Waiver, ...] = ()


Declared = DeclaredPlan | DeclaredIndicator | DeclaredManifest


@dataclass(frozen=True, slots=True)
class _Read:
    """What one file gave."""

    declared: Declared | None
    diagnostics: tuple[Diagnostic, ...]
    waivers: tuple[Waiver, ...] = ()


def load(tree: Tree) -> Loaded:
    """All that the data files declare. Never raises for what they hold, and no file hides the findings of another."""
    listing = tree.listing()
    diagnostics = list(listing.problems)
    plans: list[DeclaredPlan] = []
    indicators: list[DeclaredIndicator] = []
    manifests: list[DeclaredManifest] = []
    waivers: list[Waiver] = []
    unread = [problem.document for problem in listing.problems]
    for name in listing.files:
        read = _read(tree, name)
        diagnostics.extend(read.diagnostics)
        waivers.extend(read.waivers)
        match read.declared:
            case DeclaredPlan():
                plans.append(read.declared)
            case DeclaredIndicator():
                indicators.append(read.declared)
            case DeclaredManifest():
                manifests.append(read.declared)
            case None:
                unread.append(name)
            case _:
                assert_never(read.declared)
    dataset = Dataset(tuple(plans), tuple(indicators), tuple(sorted(unread)), tuple(manifests))
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
    declared = _declared(name, name.removeprefix(tree.label + "/"), document.data, findings)
    return _Read(declared, document.problems + findings.told(), waivers)


def _declared(name: str, relative: str, data: Mapping[str, Any], findings: Findings) -> Declared | None:
    """What the plain data of a file declare, by the folder that it lies in."""
    if is_plan(relative):
        plan = plan_of(data, findings)
        return DeclaredPlan(name, plan) if plan else None
    if is_manifest(relative):
        manifest = manifest_of(data, findings)
        return DeclaredManifest(name, manifest) if manifest else None
    indicator = indicator_of(data, findings)
    return DeclaredIndicator(name, indicator) if indicator else None
